"""What records mitigations, and what landlords and contractors are asked?"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.findings.expiry import last_day
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim
from phaseout.web.replacement.models import Mitigation, Referral, Replacement
from phaseout.web.replacement.vocabulary import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a review of a mitigation says."""

    review: date
    residual: int
    note: str


@transaction.atomic
def mitigate(  # noqa: PLR0913
    access: Access, replacement: Replacement, *, way: str, since: date, review: date, residual: int, note: str
) -> Mitigation:
    """Record a mitigation.

    Args:
        residual: the risk that is left, in hundredths.

    Raises:
        PermissionDenied: somebody may not record work there.
        ValidationError: its review lies too far ahead.
    """
    access.require(Permission.SURVEY, replacement.organisation_id)
    _refuse_long(review)
    made = Mitigation(
        replacement=replacement, way=way, since=since, review=review, residual=residual, note=note,
        by_id=access.person,
    )  # fmt: skip
    made.save()
    _note(access, "mitigation-begun", made, way)
    return made


@transaction.atomic
def review_mitigation(access: Access, mitigation: Mitigation, version: int, said: Reviewed) -> Mitigation:
    """Write that somebody looked whether a mitigation still works: as another; the earlier one ends.

    Raises:
        PermissionDenied: somebody may not record work there.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: it has ended, or its review lies too far ahead.
    """
    _refuse_long(said.review)
    ended = end_mitigation(access, mitigation, version, timezone.localdate())
    made = Mitigation(
        replacement=ended.replacement, way=ended.way, since=ended.since, review=said.review,
        residual=said.residual, note=said.note, by_id=access.person,
    )  # fmt: skip
    made.save()
    _note(access, "mitigation-reviewed", made, ended.way)
    return made


@transaction.atomic
def end_mitigation(access: Access, mitigation: Mitigation, version: int, on: date) -> Mitigation:
    """Record that a mitigation ended.

    Raises:
        PermissionDenied: somebody may not record work there.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: it has ended.
    """
    access.require(Permission.SURVEY, mitigation.replacement.organisation_id)
    current = claim(mitigation, version)
    if current.ended is not None:
        raise ValidationError(_("It has ended already."))
    current.ended = on
    current.save()
    _note(access, "mitigation-ended", current, current.way)
    return current


@transaction.atomic
def refer(  # noqa: PLR0913
    access: Access, replacement: Replacement, *, to: str, whom: str, asked: date, due: date, request: str
) -> Referral:
    """Record that a landlord, a contractor or another body was asked to act.

    Raises:
        PermissionDenied: somebody may not plan there.
    """
    access.require(Permission.ASSESS, replacement.organisation_id)
    made = Referral(
        replacement=replacement, to=to, whom=whom, asked=asked, due=due, request=request, by_id=access.person
    )
    made.save()
    _note(access, "referral-made", made, to)
    return made


@transaction.atomic
def answer_referral(
    access: Access, referral: Referral, version: int, *, on: date, reply: Reply, answer: str
) -> Referral:
    """Record what they answered.

    Raises:
        PermissionDenied: somebody may not plan there.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: they have answered already.
    """
    access.require(Permission.ASSESS, referral.replacement.organisation_id)
    current = claim(referral, version)
    if current.answered is not None:
        raise ValidationError(_("They have answered already."))
    current.answered, current.reply, current.answer = on, reply, answer
    current.save()
    _note(access, "referral-answered", current, current.to)
    return current


def _refuse_long(review: date) -> None:
    if review > last_day(timezone.localdate()):
        raise ValidationError(
            _("It has to be reviewed by %(day)s at the latest.") % {"day": last_day(timezone.localdate())}
        )


def _note(access: Access, what: str, row: Mitigation | Referral, kind: str) -> None:
    owner = row.replacement
    noted(access, owner.organisation_id, what, about=str(owner.asset), after={"way": kind}, row=row)
