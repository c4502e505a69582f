"""By what are replacements and referrals narrowed?"""

from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import CharFilter, ChoiceFilter

from phaseout.web.estate.filters import OfOrganisation, SiteRefFilter
from phaseout.web.estate.queries import begins_with, reach_below
from phaseout.web.frame.words import measures
from phaseout.web.replacement.models.beside import OTHERS
from phaseout.web.replacement.queries import asked_by, overdue_mitigation, refused_by_others
from phaseout.web.replacement.vocabulary import LET_OFF, OPEN_GONE, STILL_THERE, Blocker, State

Rows = QuerySet[Any]
ALREADY, NEVER, ANY, NONE = "already", "never", "any", "-"
TOGETHER = {
    "there": (_("still there"), STILL_THERE),
    "let-off": (_("let off for a time"), LET_OFF),
    "removed-open": (_("removed, not closed"), OPEN_GONE),
}
"""In the address: several states at once, as the page of the programme counts them."""
OPEN, OVERDUE, ANSWERED = "open", "overdue", "answered"


class ReplacementFilter(OfOrganisation):
    """Narrows the list of replacements."""

    text = CharFilter(label=_("Asset begins with"), method="begins", max_length=100)
    site = SiteRefFilter("asset__site")
    state = ChoiceFilter(
        label=_("State"), empty_label=_("any"), method="standing",
        choices=[*((name, label) for name, (label, _states) in TOGETHER.items()), *State.choices],
    )  # fmt: skip
    due = ChoiceFilter(
        label=_("Must be gone"), empty_label=_("at any time"), method="by",
        choices=[(ALREADY, _("already")), ("183", _("within six months")), ("365", _("within a year")),
                 (NEVER, _("no measure says from when"))],
    )  # fmt: skip
    blocker = ChoiceFilter(
        label=_("Held up by"), empty_label=_("anything or nothing"), method="held",
        choices=[(ANY, _("anything")), (NONE, _("nothing")), *Blocker.choices],
    )  # fmt: skip
    measure = ChoiceFilter(label=_("Measure"), choices=measures, empty_label=_("any"), method="asked")
    wrong = ChoiceFilter(
        label=_("To look at"), empty_label=_("everything"), method="is_wrong",
        choices=[("over", _("what it rested on counts no more")),
                 ("again", _("seen again after its removal")),
                 ("review", _("a mitigation is to be reviewed")),
                 ("refused", _("others refuse to remove it"))],
    )  # fmt: skip
    field_order = ("text", "organisation", "site", "state", "due", "blocker", "measure", "wrong")

    def begins(self, rows: Rows, _name: str, value: str) -> Rows:
        """Return those of things that a text leads to."""
        return rows.filter(begins_with(self.request.access, value, "asset"))

    def standing(self, rows: Rows, _name: str, value: str) -> Rows:
        """Return those that stand so today."""
        states = TOGETHER[value][1] if value in TOGETHER else (value,)
        return rows.filter(Q(("standing__in", states)))

    def by(self, rows: Rows, _name: str, value: str) -> Rows:
        """Return those that measures want gone so."""
        if value == ALREADY:
            return rows.filter(Q(("is_due", True)))
        if value == NEVER:
            return rows.filter(Q(("is_due", False)), Q(("due", None)))
        last = timezone.localdate() + timedelta(days=int(value))
        return rows.filter(Q(("is_due", True)) | Q(("due__lte", last)))

    def held(self, rows: Rows, _name: str, value: str) -> Rows:
        """Return those that something holds up, or nothing does."""
        if value == ANY:
            return rows.exclude(blocker="")
        return rows.filter(blocker="" if value == NONE else value)

    def asked(self, rows: Rows, _name: str, value: str) -> Rows:
        """Return those that a measure wants gone."""
        return rows.filter(asked_by(value))

    def is_wrong(self, rows: Rows, _name: str, value: str) -> Rows:
        """Return those that somebody should look at."""
        match value:
            case "over":
                return rows.exclude(Q(("standing", F("state"))))
            case "again":
                return rows.filter(Q(("is_seen_again", 1)))
            case "refused":
                return refused_by_others(rows)
        return rows.filter(overdue_mitigation(timezone.localdate()))


class ReferralFilter(OfOrganisation):
    """Narrows the list of what others were asked."""

    to = ChoiceFilter(label=_("Asked of"), choices=OTHERS, empty_label=_("anybody"))
    state = ChoiceFilter(
        label=_("Answer"), empty_label=_("any"), method="standing",
        choices=[(OPEN, _("waited for")), (OVERDUE, _("overdue")),
                 (ANSWERED, pgettext_lazy("answer", "given"))],
    )  # fmt: skip
    field_order = ("organisation", "to", "state")

    def below(self, rows: Rows, _name: str, value: str) -> Rows:
        """Return what is asked for things of an organisation and of all below it."""
        return rows.filter(replacement__organisation__in=reach_below(self.request.access, int(value)))

    def standing(self, rows: Rows, _name: str, value: str) -> Rows:
        """Return those whose answer stands so."""
        if value == ANSWERED:
            return rows.filter(answered__isnull=False)
        waiting = rows.filter(answered=None)
        return waiting.filter(due__lt=timezone.localdate()) if value == OVERDUE else waiting


class InspectionFilter(OfOrganisation):
    """Narrows the list of samples."""
