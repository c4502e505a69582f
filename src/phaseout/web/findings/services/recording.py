"""What writes down what surveys answered?"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import cast

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from phaseout.report.json_bytes import Json, json_bytes
from phaseout.web.estate.models import Asset, Organisation
from phaseout.web.findings.models import Answer, Asked, Cause, Determination, Finding, Reasoning
from phaseout.web.findings.queries import answers_before, known_findings, standing_before
from phaseout.web.findings.recording import (
    APPLIES,
    ASKED,
    DETERMINATION,
    FINDING,
    KEPT_REASONS,
    REPLACED,
    UNIQUE,
    Before,
    Given,
    Owned,
    Rows,
    Run,
    Telling,
    asked_rows,
    cause_of,
    determination_row,
    finding_row,
    given_again,
    is_changed,
    tells,
)
from phaseout.web.findings.services.counting import counted
from phaseout.web.frame.among import among
from phaseout.web.frame.announcing.services import announced
from phaseout.web.frame.bulk import insert
from phaseout.web.frame.services import remove_unheld


@transaction.atomic
def record(
    rows: Sequence[tuple[int, Sequence[Mapping[str, object]]]],
    *,
    organisation: int,
    edition: str,
    as_of: date,
    survey: int,
    by: int,
) -> None:
    """Keep what a survey answered of assets; who calls has asked whether somebody may.

    A finding that no longer appears stays as it is: not seen is not removed.

    Args:
        rows: (primary key of an asset, its determinations as in the contract's document).
        organisation: primary key; assets of others than it and its branches are left out.
        edition: of the register that answered.
        as_of: the day the law was asked about.
        survey: primary key of the survey.
        by: primary key of the person.
    """
    run = Run(edition=edition, as_of=as_of, survey=survey, by=by, at=timezone.now())
    record_run(rows, organisation, run)


@transaction.atomic
def record_run(rows: Rows, organisation: int, run: Run) -> int:
    """Keep what was answered of assets, and return how many findings now stand otherwise than before."""
    path = Organisation.everything.values_list("path", flat=True).get(pk=organisation)
    telling = Telling()
    changed = 0
    for portion in telling.portions(rows):
        with counted([asset for asset, _ in portion]):
            changed += _record(telling, portion, path, run)
    return changed


def _record(telling: Telling, rows: Rows, path: str, run: Run) -> int:
    assets = [asset for asset, _ in rows]
    ours = Asset.everything.filter(among("pk", assets), organisation__path__startswith=path)
    owned = ours.values_list("pk", "organisation_id", "site_id", "maker")
    owners = {pk: Owned(owner, site, maker) for pk, owner, site, maker in owned}
    known = standing_before(assets)
    told = [
        (one, known.get(key))
        for key, one in telling.gathered(rows, known).items()
        if key[0] in owners and tells(one, known.get(key))
        if not run.is_of_day or is_changed(one, known.get(key))
    ]
    findings = (finding_row(one, before, owners[one.key[0]], run) for one, before in told)
    insert(Finding, FINDING, findings, unique=UNIQUE, over=REPLACED)
    pks = known_findings(assets)
    why = _reasonings((owners[one.key[0]].organisation, one.said) for one, _ in told)
    answers = (
        determination_row(one, pks[one.key], reasoning, cause_of(one, before, run), run)
        for (one, before), reasoning in zip(told, why, strict=True)
    )
    insert(Determination, DETERMINATION, answers)
    changed = [before.pk for one, before in told if before and before.stands != one.stands]
    if changed:
        Finding.everything.filter(pk__in=changed).update(version=F("version") + 1)
    Asked.everything.filter(among("finding", (before.pk for _, before in told if before))).delete()
    waiting = (
        row for one, _ in told for row in asked_rows(one, pks[one.key], owners[one.key[0]].organisation)
    )
    insert(Asked, ASKED, waiting)
    if run.cause != Cause.TAKEN_BACK:
        newly = [one.key for one, before in told if _is_new(one, before)]
        _announce(((owners[key[0]].organisation, pks[key]) for key in newly), run)
    return sum(is_changed(one, before) for one, before in told)


def _is_new(one: Given, before: Before | None) -> bool:
    return one.outcome == APPLIES and (before is None or before.outcome != APPLIES)


def _announce(newly: Iterable[tuple[int, int]], run: Run) -> None:
    """Write down for other programs which findings newly apply, once for each organisation."""
    by_owner: dict[int, list[int]] = {}
    for owner, finding in newly:
        by_owner.setdefault(owner, []).append(finding)
    for owner, pks in by_owner.items():
        announced(owner, "finding.applies", number=len(pks), findings=pks, survey=run.survey or 0)


def _reasonings(answers: Iterable[tuple[int, Mapping[str, object]]]) -> Iterator[int]:
    """Yield, for each answer in an organisation, the row that holds its reasons.

    Answers on things alike are one object: each is looked at once.
    """
    given = list(answers)
    fresh = {(owner, id(said)): said.get("reason") or {} for owner, said in given if KEPT_REASONS not in said}
    digests = {key: sha256(json_bytes(cast("Json", tree))).hexdigest() for key, tree in fresh.items()}
    wanted = {(key[0], digest): fresh[key] for key, digest in digests.items()}
    Reasoning.everything.bulk_create(
        (
            Reasoning(organisation_id=owner, digest=digest, tree=tree)
            for (owner, digest), tree in wanted.items()
        ),
        ignore_conflicts=True,
    )
    kept = Reasoning.everything.filter(digest__in=set(digests.values()))
    rows = {(owner, digest): pk for owner, digest, pk in kept.values_list("organisation", "digest", "pk")}
    for owner, said in given:
        digest = digests.get((owner, id(said)))
        yield rows[owner, digest] if digest else cast("int", said[KEPT_REASONS])


@transaction.atomic
def take_back(survey: int, assets: Collection[int], *, by: int) -> None:
    """Let findings on some assets stand as before a survey that is taken back.

    Nothing that was written is changed: the answer before is given again, with that as its cause. A finding
    that the survey was the first to make goes, unless people have judged it or speak of it.

    Args:
        survey: primary key.
        assets: primary keys.
        by: primary key of the person who takes it back.
    """
    with counted(assets):
        _take_back(survey, assets, by)


def _take_back(survey: int, assets: Collection[int], by: int) -> None:
    at = timezone.now()
    for (edition, as_of, earlier), rows in given_again(answers_before(survey, assets)).items():
        run = Run(edition=edition, as_of=as_of, survey=earlier, by=by, at=at, cause=Cause.TAKEN_BACK)
        telling = Telling()
        for portion in telling.portions(rows):
            _record(telling, portion, "/", run)
    first = Finding.everything.filter(asset__in=assets, survey=survey, judgements=None)
    alone = first.exclude(pk__in=Determination.everything.exclude(survey=survey).values("finding"))
    remove_unheld(Finding, list(alone.values_list("pk", flat=True)))


def note_decided_again(answers: Iterable[int]) -> None:
    """Write down that findings were decided with answers; for the task that did so."""
    Answer.everything.filter(pk__in=answers).update(decided_again=timezone.now())


def note_gravest(outcomes: Mapping[int, str], run: Run) -> None:
    """Write the gravest outcome of each asset to it, and what answered; for the task that decided them."""
    for outcome in set(outcomes.values()):
        alike = [asset for asset, one in outcomes.items() if one == outcome]
        answered = {"edition": run.edition, "as_of": run.as_of}
        Asset.everything.filter(pk__in=alike).update(outcome=outcome, **answered)
