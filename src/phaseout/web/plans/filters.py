"""By what are plans and their packages narrowed?"""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from phaseout.plan.programme_keys import is_month
from phaseout.report.plan_document import month_day
from phaseout.web.estate.filters import OfOrganisation, SiteRefFilter
from phaseout.web.plans.models import State, WorkPackage

Rows = QuerySet[Any]
DONE, LEFT, LATE = "done", "left", "late"


class PlanFilter(OfOrganisation):
    """Narrows the list of plans."""

    state = ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("any"))
    field_order = ("organisation", "state")


class PackageFilter(FilterSet):  # type: ignore[misc] # it has no types
    """Narrows the packages of a plan."""

    month = CharFilter(label=_("Month, such as 2027-04"), method="in_month", max_length=7)
    site = SiteRefFilter()
    crew = CharFilter(label=_("Crew"), lookup_expr="iexact", max_length=100)
    done = ChoiceFilter(
        label=_("Done"), empty_label=_("any"), method="so",
        choices=[(DONE, _("in the programme")), (LEFT, _("not in the programme")),
                 (LATE, _("after it must be gone"))],
    )  # fmt: skip

    class Meta:
        """Only what is named above."""

        model = WorkPackage
        fields = ()

    def in_month(self, rows: Rows, _name: str, value: str) -> Rows:
        """Return those begun in a month; none where it is no month."""
        return rows.filter(month=month_day(value)) if is_month(value) else rows.none()

    def so(self, rows: Rows, _name: str, value: str) -> Rows:
        """Return those that are done so."""
        if value == LATE:
            late = Q(due__isnull=False) & (Q(month=None) | Q(ended__gte=F("due")))
            return rows.filter(late)
        return rows.filter(month__isnull=value == LEFT)
