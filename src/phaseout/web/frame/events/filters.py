"""By what is what people did found?"""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from phaseout.web.frame.events.happening import whatever
from phaseout.web.frame.models import Event


class EventFilter(FilterSet):  # type: ignore[misc] # it has no types
    """What, by whom or about whom, in which days."""

    q = CharFilter(label=_("Who, or about what"), method="named")
    what = ChoiceFilter(label=_("What"), choices=list(whatever().items()), empty_label=_("everything"))
    since = DateFilter(
        label=_("From"),
        field_name="at",
        lookup_expr="date__gte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until = DateFilter(
        label=_("To"),
        field_name="at",
        lookup_expr="date__lte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    class Meta:
        """Fields of their own."""

        model = Event
        fields = ()

    def named(self, rows: QuerySet[Event], _name: str, value: str) -> QuerySet[Event]:
        """Return those by or about somebody."""
        told = Q(about__icontains=value) | Q(by__name__icontains=value) | Q(by__email__icontains=value)
        return rows.filter(told)
