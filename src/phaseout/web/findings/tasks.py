"""What is decided in the background, once people have answered?"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from types import MappingProxyType
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from phaseout.domain.answer import AnswersFile, AssetAnswer, FactValues, SiteAnswer
from phaseout.domain.asset import Asset as Surveyed
from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.report.document_json import determination_json
from phaseout.report.reading import SavedDocument
from phaseout.survey.redeciding import Redecided
from phaseout.web.estate.models import KeyKind, Organisation, Site
from phaseout.web.estate.queries import CLAIMED, is_taken_back, said_in
from phaseout.web.findings.corrections import files_of
from phaseout.web.findings.models import Answer
from phaseout.web.findings.queries import answers_that_hold, is_withdrawn_since
from phaseout.web.findings.recording import ASSETS, Run
from phaseout.web.findings.services import note_decided_again, note_gravest, record_run
from phaseout.web.frame.words import register

ROLE = "role"
NAME = "answer "
"""How a file of one answer is called, before its number."""


def answers_for(organisation: Organisation) -> tuple[AnswersFile, ...]:
    """Return the answers that hold for an organisation, as a survey of it takes them; the nearest first.

    With what people say that a thing is, it is decided again once it is taken over.
    """
    held = answers_that_hold(organisation)
    return tuple(_file(one, organisation) for one in held if one.fact not in CLAIMED)


def has_more_to_say(
    organisation: Organisation, begun: datetime, known: Mapping[int, Mapping[str, Sequence[str]]]
) -> bool:
    """Return whether people answered, or took back, something that a survey of an organisation was not told.

    Args:
        organisation: whose survey it was.
        begun: when it was begun: what was answered later it does not know.
        known: primary key of an asset → the names by which the survey knew it.
    """
    if is_withdrawn_since(organisation, begun):
        return True
    if any(one.at > begun or _is_missed(one, known) for one in answers_that_hold(organisation)):
        return True
    if is_taken_back(organisation, since=begun):
        return True
    said = said_in(organisation, since=None if known else begun)
    return any(one.at > begun or asset in known for (asset, _), one in said.items())


def _is_missed(one: Answer, known: Mapping[int, Mapping[str, Sequence[str]]]) -> bool:
    if one.asset_id is None or one.asset_id not in known:
        return False
    ((kind, names),) = _match(one, {}).items()
    return one.fact in CLAIMED or set(names).isdisjoint(known[one.asset_id].get(kind, ()))


class Watch(Protocol):
    """Is told how far it is, in the transaction that kept so much: who is killed can go on from there."""

    def __call__(self, done: int, changed: int) -> None:
        """Note how many assets were decided, and how many findings of the last of them changed."""


def _unwatched(done: int, changed: int) -> None:
    """Note nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """From where on is decided, what is new, and who is told."""

    begin: int = 0
    """Assets of the document that are decided already."""
    is_of_day: bool = False
    """Whether nothing is new but the day the document asks about: then only what it changes is kept."""
    watch: Watch = _unwatched


FROM_THE_START = Going()


def decide_again(
    saved: SavedDocument,
    assets: Mapping[str, int],
    *,
    organisation: Organisation,
    survey: int,
    by: int | None,
    going: Going = FROM_THE_START,
) -> int:
    """Decide the assets of a survey anew by all answers and today's register; no source is read again.

    Args:
        saved: the survey's document, made for the organisation's own context.
        assets: id in the document → primary key.
        organisation: whose survey it was.
        survey: its primary key.
        by: primary key of the person who asked for it; None where the server did by itself.
        going: from where on, and who is told how far it is.

    Returns:
        How many assets were decided and kept.

    Raises:
        SourceError: the document lists only what was open.
        UsageError: it was made with a measure that the register no longer has.
    """
    held = list(answers_that_hold(organisation))
    ids = _ids(assets)
    said = said_in(organisation)
    answered = (one for one in held if (one.asset_id, one.fact) not in said)
    files = (*files_of(said, ids, NAME), *(_file(one, organisation, ids) for one in answered))
    again = Redecided(_bare(saved), register(), files, generated=None, lang="en")
    as_of = date.fromisoformat(again.header.as_of)
    edition = again.header.register.edition
    run = Run(
        edition=edition, as_of=as_of, survey=survey, by=by, at=timezone.now(), is_of_day=going.is_of_day
    )
    count, done = 0, going.begin
    for portion in _portions(islice(again.assets(), done, None)):
        known = [(assets[one.id], one) for one in portion if one.id in assets]
        rows = [(pk, [dict(determination_json(said)) for said in one.determinations]) for pk, one in known]
        with transaction.atomic():
            changed = record_run(rows, organisation.pk, run)
            note_gravest({pk: gravest for pk, one in known if (gravest := _gravest(one))}, run)
            done += len(portion)
            going.watch(done, changed)
        count += len(rows)
    note_decided_again([one.pk for one in held])
    return count


def _bare(saved: SavedDocument) -> SavedDocument:
    """Return the document without the answers it was given from here: those that hold now come instead."""
    others = tuple(one for one in saved.header.answers if not one.name.startswith(NAME))
    return replace(saved, header=replace(saved.header, answers=others))


def _ids(assets: Mapping[str, int]) -> Mapping[int, Sequence[str]]:
    ids: dict[int, list[str]] = {}
    for id_, asset in assets.items():
        ids.setdefault(asset, []).append(id_)
    return ids


def _file(
    one: Answer, organisation: Organisation, ids: Mapping[int, Sequence[str]] = MappingProxyType({})
) -> AnswersFile:
    values = tuple(one.values)
    facts = {one.fact: values}
    is_above = organisation.path.startswith(one.organisation.path)
    is_of_all = one.site is None and one.asset is None
    return AnswersFile(
        name=f"{NAME}{one.pk}",
        sha256=hashlib.sha256("\n".join((one.fact, *values)).encode()).hexdigest(),
        answered_by=str(one.by),
        on=one.on.isoformat(),
        roles=values if is_of_all and is_above and one.fact == ROLE else (),
        use=facts if is_of_all and is_above and one.fact != ROLE else {},
        sites=() if one.asset else tuple(_sites(one, facts, is_above=is_above)),
        assets=(AssetAnswer(match=_match(one, ids), facts=facts),) if one.asset else (),
    )


def _sites(one: Answer, facts: FactValues, *, is_above: bool) -> Iterator[SiteAnswer]:
    """Yield the sites an answer is for: its own, or all of a branch below the one that was surveyed."""
    if one.site is not None:
        yield SiteAnswer(id=one.site.ref, facts=facts)
    elif not is_above and one.fact != ROLE:
        for ref in Site.everything.filter(organisation__path__startswith=one.organisation.path).values_list(
            "ref", flat=True
        ):
            yield SiteAnswer(id=ref, facts=facts)


def _match(one: Answer, ids: Mapping[int, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    """Return the names of a thing by which an answer meets it, of the kind that holds most."""
    if one.asset_id is not None and one.asset_id in ids:
        return {"id": tuple(ids[one.asset_id])}
    keys = list(one.asset.keys.all()) if one.asset else []
    for kind in KeyKind:
        if values := tuple(key.value for key in keys if key.kind == kind):
            return {kind.value: values}
    return {KeyKind.REF.value: (one.asset.label if one.asset else "",)}


def _portions(assets: Iterator[Surveyed]) -> Iterator[list[Surveyed]]:
    held: list[Surveyed] = []
    for one in assets:
        held.append(one)
        if len(held) == ASSETS:
            yield held
            held = []
    if held:
        yield held


def _gravest(asset: Surveyed) -> str | None:
    outcomes = {one.outcome for one in asset.determinations}
    return next((one.value for one in GRAVEST_FIRST if one in outcomes), None)
