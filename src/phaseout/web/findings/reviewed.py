"""Where does the review of a finding stand beside what the law answers, on a day?"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Review(models.TextChoices):
    """What people made of the answer that stands. Each finding is in one of these on any day."""

    OPEN = "open", _("not yet assessed")
    ASSESSED = "assessed", _("assessed")
    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    REFUTED = "refuted", _("refuted")
    EXCEPTED = "excepted", _("excepted")
    OTHER = "other", _("judged otherwise")
    EXPIRED = "expired", _("judgement counts no more")


LETTING_OFF = (Review.REFUTED, Review.EXCEPTED)
"""What says that a thing need not go for this finding."""
_OF_VERDICT = {
    "confirmed": Review.CONFIRMED,
    "not-this-maker": Review.REFUTED,
    "exception": Review.EXCEPTED,
    "restricted-use": Review.EXCEPTED,
    "referred": Review.OTHER,
    "other": Review.OTHER,
}
_OF_STEP = {"assessed": Review.ASSESSED, "sent-back": Review.ASSESSED, "proposed": Review.PROPOSED}


def review_of(*, step: str, verdict: str, judged: str, outcome: str) -> Review:
    """Return where a review stands, for as long as its judgement has not expired.

    Args:
        step: how far the review has come.
        verdict: of the judgement decided last; empty where none was.
        judged: the outcome that judgement was about: of another it says nothing.
        outcome: the one that stands.
    """
    if not verdict:
        return _OF_STEP.get(step, Review.OPEN)
    return _OF_VERDICT[verdict] if judged == outcome else Review.EXPIRED


def on_day(review: str, expires: date | None, day: date) -> Review:
    """Return where a review stands on a day."""
    return Review.EXPIRED if expires is not None and expires < day else Review(review)


def expires_of(review: Review, expires: date | None) -> date | None:
    """Return the last day of what a review says now; none where no day changes it."""
    return expires if review in _OF_VERDICT.values() else None


def standing_at(review: str, day: date) -> Q:
    """Return which findings' review stands at a place on a day."""
    judged, lasts = Q(judged=F("outcome")), Q(expires=None) | Q(expires__gte=day)
    if review == Review.EXPIRED:
        return Q(verdict__gt="") & (~judged | Q(expires__lt=day))
    verdicts = [verdict for verdict, found in _OF_VERDICT.items() if found == review]
    if verdicts:
        return Q(verdict__in=verdicts) & judged & lasts
    steps = [step for step, found in _OF_STEP.items() if found == review]
    unjudged = Q(verdict="")
    return unjudged & (Q(step__in=steps) if steps else ~Q(step__in=list(_OF_STEP)))
