"""What is decided in the background, once people have answered?"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from phaseout.domain.answer import AnswersFile, AssetAnswer, FactValues, SiteAnswer
from phaseout.domain.asset import Asset as Surveyed
from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.report.document_json import determination_json
from phaseout.report.reading import SavedDocument
from phaseout.survey.redeciding import Redecided
from phaseout.web.estate.models import KeyKind, Organisation, Site
from phaseout.web.findings.models import Answer
from phaseout.web.findings.queries import answers_that_hold
from phaseout.web.findings.recording import ASSETS
from phaseout.web.findings.services import note_decided_again, note_gravest, record
from phaseout.web.frame.words import register

ROLE = "role"
NAME = "answer "
"""How a file of one answer is called, before its number."""


def answers_for(organisation: Organisation) -> tuple[AnswersFile, ...]:
    """Return the answers that hold for an organisation, as a survey of it takes them; the nearest first."""
    return tuple(_file(one, organisation) for one in answers_that_hold(organisation))


def decide_again(
    saved: SavedDocument, assets: Mapping[str, int], *, organisation: Organisation, survey: int, by: int
) -> int:
    """Decide the assets of a survey anew by all answers and today's register; no source is read again.

    Args:
        saved: the survey's document, made for the organisation's own context.
        assets: id in the document → primary key.
        organisation: whose survey it was.
        survey: its primary key.
        by: primary key of the person who asked for it.

    Returns:
        How many assets were decided.

    Raises:
        SourceError: the document lists only what was open.
        UsageError: it was made with a measure that the register no longer has.
    """
    held = list(answers_that_hold(organisation))
    files = tuple(_file(one, organisation) for one in held)
    again = Redecided(_bare(saved, files), register(), files, generated=None, lang="en")
    count = 0
    for portion in _portions(again.assets()):
        known = [(assets[one.id], one) for one in portion if one.id in assets]
        rows = [(pk, [dict(determination_json(said)) for said in one.determinations]) for pk, one in known]
        as_of = date.fromisoformat(again.header.as_of)
        edition = again.header.register.edition
        record(rows, organisation=organisation.pk, edition=edition, as_of=as_of, survey=survey, by=by)
        note_gravest({pk: gravest for pk, one in known if (gravest := _gravest(one))})
        count += len(rows)
    note_decided_again([one.pk for one in held])
    return count


def _bare(saved: SavedDocument, files: Sequence[AnswersFile]) -> SavedDocument:
    """Return the document without the answers it was given from here: those that hold now come instead."""
    others = tuple(one for one in saved.header.answers if not one.name.startswith(NAME))
    return replace(saved, header=replace(saved.header, answers=others)) if files else saved


def _file(one: Answer, organisation: Organisation) -> AnswersFile:
    values = tuple(one.values)
    facts = {one.fact: values}
    is_above = organisation.path.startswith(one.organisation.path)
    is_of_all = one.site is None and one.asset is None
    return AnswersFile(
        name=f"{NAME}{one.pk}",
        sha256=hashlib.sha256("\n".join((one.fact, *values)).encode()).hexdigest(),
        answered_by=one.by.name,
        on=one.on.isoformat(),
        roles=values if is_of_all and is_above and one.fact == ROLE else (),
        use=facts if is_of_all and is_above and one.fact != ROLE else {},
        sites=() if one.asset else tuple(_sites(one, facts, is_above=is_above)),
        assets=(AssetAnswer(match=_match(one), facts=facts),) if one.asset else (),
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


def _match(one: Answer) -> Mapping[str, tuple[str, ...]]:
    """Return the names of a thing by which an answer meets it, of the kind that holds most."""
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
