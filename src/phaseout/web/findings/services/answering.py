"""What writes down what people answered to questions? Each asks first whether somebody may."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from phaseout.web.estate.models import Asset, Site, Told
from phaseout.web.estate.queries import CLAIMED
from phaseout.web.estate.services import PERSONS_GRADE, claim_assets, tell
from phaseout.web.findings.models import Answer
from phaseout.web.findings.place import Place
from phaseout.web.frame.access import NOBODY, Access, Permission
from phaseout.web.frame.among import among
from phaseout.web.frame.events.services import Each, noted, noted_of_each


def answer(
    access: Access, place: Place, fact: str, *, values: Sequence[str], reason: str, on: date
) -> Answer:
    """Keep what somebody answered to a question.

    Raises:
        PermissionDenied: somebody may not answer there, or the site or thing is of another organisation.
    """
    (given,) = answer_all(access, [place], fact, values=values, reason=reason, on=on)
    return given


@transaction.atomic
def answer_all(
    access: Access, places: Iterable[Place], fact: str, *, values: Sequence[str], reason: str, on: date
) -> Sequence[Answer]:
    """Keep one answer for several places, and return what was kept of each, in their order.

    Raises:
        PermissionDenied: somebody may not answer in one of them, or a site or thing is of another
            organisation.
    """
    listed = list(places)
    for place in listed:
        access.require(Permission.ASSESS, place.organisation)
        _check_owners(place)
    if fact in CLAIMED:
        claim_assets({place.asset for place in listed if place.asset is not None})
    return [_kept(access, place, fact, values=values, reason=reason, on=on) for place in listed]


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
    noted(
        access, given.organisation_id, "answer-withdrawn", about=about, before={"fact": given.fact},
        row=Answer.everything.get(pk=given.pk),
    )  # fmt: skip
    return True


@transaction.atomic
def let_go(assets: Collection[int]) -> None:
    """Take back the answers that say what assets are, where nobody's word says so any more on the asset.

    Nobody did so besides: who withdrew or put back the word is noted there.
    """
    told = Told.everything.filter(
        Told.COUNTS, asset=OuterRef("asset"), field=OuterRef("fact"), survey=None
    ).order_by()
    ours = Answer.everything.filter(among("asset", assets), fact__in=CLAIMED, withdrawn=None)
    gone, at = list(ours.exclude(Exists(told)).select_related("asset")), timezone.now()
    if not gone:
        return
    Answer.everything.filter(among("pk", (one.pk for one in gone))).update(withdrawn=at)
    for one in gone:
        one.withdrawn = at
    noted_of_each(
        NOBODY,
        "answer-withdrawn",
        (Each(one.organisation_id, str(one.asset), {"fact": one.fact}, one) for one in gone),
    )


def _kept(access: Access, place: Place, fact: str, *, values: Sequence[str], reason: str, on: date) -> Answer:
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


def _tell(given: Answer) -> None:
    """Say on the thing itself what it is: a person's word, which stands beside what surveys told."""
    value = given.values[0] if given.values else ""
    said = Told(asset=given.asset, field=given.fact, value=value, grade=PERSONS_GRADE, reason=given.reason)
    said.source, said.at = str(given.by), timezone.now()
    tell(said)


def _check_owners(place: Place) -> None:
    for model, pk in ((Site, place.site), (Asset, place.asset)):
        if pk is not None and not model.everything.filter(pk=pk, organisation=place.organisation).exists():
            raise PermissionDenied
