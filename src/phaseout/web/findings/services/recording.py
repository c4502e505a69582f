"""What writes down what surveys answered?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from phaseout.web.estate.models import Asset, Organisation
from phaseout.web.findings.models import Answer, Asked, Cause, Determination, Finding
from phaseout.web.findings.queries import answers_before, known_findings, standing_before
from phaseout.web.findings.recording import (
    ASKED,
    DETERMINATION,
    FINDING,
    REPLACED,
    UNIQUE,
    Rows,
    Run,
    asked_rows,
    cause_of,
    determination_row,
    finding_row,
    gathered,
    given_again,
    portions,
    tells,
)
from phaseout.web.frame.bulk import write_many


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
    path = Organisation.everything.values_list("path", flat=True).get(pk=organisation)
    for portion in portions(rows):
        _record(portion, path, run)


def _record(rows: Rows, path: str, run: Run) -> None:
    assets = [asset for asset, _ in rows]
    ours = Asset.everything.filter(pk__in=assets, organisation__path__startswith=path)
    owners = dict(ours.values_list("pk", "organisation_id"))
    known = standing_before(assets)
    told = [
        (one, known.get(key))
        for key, one in gathered(rows).items()
        if key[0] in owners and tells(one, known.get(key))
    ]
    findings = (finding_row(one, before, owners[one.key[0]], run) for one, before in told)
    write_many(Finding, FINDING, findings, unique=UNIQUE, replaced=REPLACED)
    pks = known_findings(assets)
    answers = (determination_row(one, pks[one.key], cause_of(one, old, run), run) for one, old in told)
    write_many(Determination, DETERMINATION, answers)
    changed = [before.pk for one, before in told if before and before.stands != one.stands]
    if changed:
        Finding.everything.filter(pk__in=changed).update(version=F("version") + 1)
    Asked.everything.filter(finding__in=[before.pk for _, before in told if before]).delete()
    waiting = (row for one, _ in told for row in asked_rows(one, pks[one.key], owners[one.key[0]]))
    write_many(Asked, ASKED, waiting)


@transaction.atomic
def take_back(survey: int, assets: Collection[int], *, by: int) -> None:
    """Let findings on some assets stand as before a survey that is taken back.

    Nothing that was written is changed: the answer before is given again, with that as its cause. A finding
    that the survey was the first to make goes, unless people have judged it.

    Args:
        survey: primary key.
        assets: primary keys.
        by: primary key of the person who takes it back.
    """
    at = timezone.now()
    for (edition, as_of, earlier), rows in given_again(answers_before(survey, assets)).items():
        run = Run(edition=edition, as_of=as_of, survey=earlier, by=by, at=at, cause=Cause.TAKEN_BACK)
        for portion in portions(rows):
            _record(portion, "/", run)
    first = Finding.everything.filter(asset__in=assets, survey=survey, judgements=None)
    first.exclude(pk__in=Determination.everything.exclude(survey=survey).values("finding")).delete()


def note_decided_again(answers: Iterable[int]) -> None:
    """Write down that findings were decided with answers; for the task that did so."""
    Answer.everything.filter(pk__in=answers).update(decided_again=timezone.now())


def note_gravest(outcomes: Mapping[int, str]) -> None:
    """Write the gravest outcome of each asset to it; for the task that decided them."""
    for outcome in set(outcomes.values()):
        alike = [asset for asset, one in outcomes.items() if one == outcome]
        Asset.everything.filter(pk__in=alike).update(outcome=outcome)
