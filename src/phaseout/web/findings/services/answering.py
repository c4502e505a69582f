"""What writes down what people answered to questions? Each asks first whether somebody may."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.models import Asset, Site, Told
from phaseout.web.estate.queries import CLAIMED
from phaseout.web.estate.services import PERSONS_GRADE, tell
from phaseout.web.findings.models import Answer
from phaseout.web.findings.place import Place
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted


@transaction.atomic
def answer(
    access: Access, place: Place, fact: str, *, values: Sequence[str], reason: str, on: date
) -> Answer:
    """Keep what somebody answered to a question.

    Raises:
        PermissionDenied: somebody may not answer there, or the site or thing is of another organisation.
    """
    access.require(Permission.ASSESS, place.organisation)
    _check_owners(place)
    given = Answer(
        organisation_id=place.organisation, site_id=place.site, asset_id=place.asset,
        fact=fact, values=list(values), reason=reason, on=on, by_id=access.person,
    )  # fmt: skip
    given.save()
    if given.asset is not None and fact in CLAIMED:
        _tell(given)
    about = str(given.asset or given.site or given.organisation)
    after = {"fact": fact, "on": on.isoformat()}
    noted(access, place.organisation, "question-answered", about=about, after=after, row=given)
    return given


@transaction.atomic
def answer_all(
    access: Access, places: Iterable[Place], fact: str, *, values: Sequence[str], reason: str, on: date
) -> None:
    """Keep one answer for several places.

    Raises:
        PermissionDenied: somebody may not answer in one of them.
    """
    for place in places:
        answer(access, place, fact, values=values, reason=reason, on=on)


@transaction.atomic
def withdraw_answer(access: Access, given: Answer, *, reason: str) -> bool:
    """Take an answer back: findings are decided without it the next time, and it stays in sight.

    Returns whether it still was to be taken back: of two who do so at once, the first one's reason stands.

    Raises:
        PermissionDenied: somebody may not answer there, or it says what a thing is: that is corrected there.
    """
    access.require(Permission.ASSESS, given.organisation_id)
    if given.asset_id is not None and given.fact in CLAIMED:
        raise PermissionDenied
    ours = Answer.everything.filter(pk=given.pk, withdrawn=None)
    if not ours.update(withdrawn=timezone.now(), withdrawn_by=access.person, why_withdrawn=reason):
        return False
    about = str(given.asset or given.site or given.organisation)
    noted(access, given.organisation_id, "answer-withdrawn", about=about, before={"fact": given.fact})
    return True


def _tell(given: Answer) -> None:
    """Say on the thing itself what it is: a person's word, which stands beside what surveys told."""
    value = given.values[0] if given.values else ""
    said = Told(asset=given.asset, field=given.fact, value=value, grade=PERSONS_GRADE)
    said.source, said.at = str(given.by), timezone.now()
    tell(said)


def _check_owners(place: Place) -> None:
    for model, pk in ((Site, place.site), (Asset, place.asset)):
        if pk is not None and not model.everything.filter(pk=pk, organisation=place.organisation).exists():
            raise PermissionDenied
