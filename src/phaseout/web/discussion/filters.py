"""By what is the list of tasks narrowed?"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from phaseout.web.discussion.models import DOERS, State, Task
from phaseout.web.discussion.queries import SOON, titled, waiting_on, within_organisations
from phaseout.web.estate.filters import OfOrganisation
from phaseout.web.estate.queries import reach_below

ANY = "any"
OVERDUE, WEEK, NEVER = "overdue", "week", "never"


class TaskFilter(OfOrganisation):
    """Tasks by words, organisation, state, day and whose they are (without a state: the open ones)."""

    text = CharFilter(label=_("What is to be done"), method="holding", max_length=100)
    state = ChoiceFilter(
        label=_("State"), empty_label=State.OPEN.label, method="standing",
        choices=[*State.choices[1:], (ANY, _("any"))],
    )  # fmt: skip
    due = ChoiceFilter(
        label=_("Due"), empty_label=_("any day, or none"), method="by",
        choices=[(OVERDUE, _("overdue")), (WEEK, _("within seven days")), (NEVER, _("no day named"))],
    )  # fmt: skip
    whose = ChoiceFilter(
        label=_("Whose"), empty_label=_("anybody’s"), method="of",
        choices=[("me", _("waiting on me")), ("given", _("given by me")), *DOERS],
    )  # fmt: skip
    field_order = ("text", "organisation", "state", "due", "whose")

    def filter_queryset(self, queryset: QuerySet[Task]) -> QuerySet[Task]:
        """Return the open ones where no state was asked for."""
        rows: QuerySet[Task] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(state=State.OPEN)

    def holding(self, rows: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        """Return the tasks that have every word of a text, whatever the capitals and accents."""
        return titled(rows, value)

    def below(self, rows: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        """Return the tasks of an organisation and of all below it, and of things of theirs."""
        return within_organisations(rows, reach_below(self.request.access, int(value)))

    def standing(self, rows: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        """Return the tasks that stand so."""
        return rows if value == ANY else rows.filter(state=value)

    def by(self, rows: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        """Return the tasks that are due so."""
        today = timezone.localdate()
        match value:
            case "overdue":
                return rows.filter(due__lt=today, state=State.OPEN)
            case "week":
                return rows.filter(due__range=(today, today + SOON))
        return rows.filter(due=None)

    def of(self, rows: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        """Return the tasks of the asker, given by them, or of a role."""
        access: Any = self.request.access
        match value:
            case "me":
                return waiting_on(access, rows)
            case "given":
                return rows.filter(by=access.person)
        return rows.filter(role=value)
