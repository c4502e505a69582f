"""By what are lists of surveys and of what they show narrowed?"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from phaseout.web.estate.filters import OfOrganisation, SiteFilter
from phaseout.web.estate.models import Asset
from phaseout.web.frame.words import standings
from phaseout.web.surveys.models import (
    Change,
    Comparison,
    Difference,
    LookScope,
    ScopeState,
    State,
    Survey,
    SurveyUnread,
)
from phaseout.web.surveys.queries import named

STANDING = (("nowhere", _("nowhere")), ("otherwise", _("elsewhere than the file says")))


class SurveyFilter(FilterSet):  # type: ignore[misc] # it has no types
    """Surveys by name, state and site."""

    name = CharFilter(label=_("Name holds"), method="named", max_length=100)
    state = ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("any"))
    site = SiteFilter()

    class Meta:
        """Only what is named above."""

        model = Survey
        fields = ()

    def named(self, rows: QuerySet[Survey], _name: str, value: str) -> QuerySet[Survey]:
        """Return the surveys whose name has every word of a text."""
        return named(rows, value)


class ComparisonFilter(FilterSet):  # type: ignore[misc] # it has no types
    """Surveyed things by how they compare, outcome and words."""

    difference = ChoiceFilter(label=_("Compared"), choices=Difference.choices, empty_label=_("any"))
    outcome = ChoiceFilter(
        label=_("Outcome"), field_name="surveyed__answers__outcome", choices=standings, empty_label=_("any")
    )
    standing = ChoiceFilter(
        label=_("Stands"), choices=STANDING, method="standing_so", empty_label=_("anywhere or nowhere")
    )
    words = CharFilter(label=_("Name or model holds"), method="holding")

    class Meta:
        """Only what is named above."""

        model = Comparison
        fields = ()

    def standing_so(self, rows: QuerySet[Comparison], _name: str, value: str) -> QuerySet[Comparison]:
        """Return the things that stand nowhere, or elsewhere than their files say."""
        if value == "nowhere":
            return rows.filter(surveyed__site=None)
        return rows.filter(surveyed__site__isnull=False, surveyed__written__gt="")

    def holding(self, rows: QuerySet[Comparison], _name: str, value: str) -> QuerySet[Comparison]:
        """Return the things whose name or model holds some words."""
        return rows.filter(Q(surveyed__label__icontains=value) | Q(surveyed__model__icontains=value))


class UnreadFilter(FilterSet):  # type: ignore[misc] # it has no types
    """Unread parts by their reason."""

    why = CharFilter(label=_("Reason holds"), lookup_expr="icontains")

    class Meta:
        """Only what is named above."""

        model = SurveyUnread
        fields = ()


class NotSeenFilter(FilterSet):  # type: ignore[misc] # it has no types
    """Things not seen, by name."""

    label = CharFilter(label=_("Name holds"), lookup_expr="icontains")

    class Meta:
        """Only what is named above."""

        model = Asset
        fields = ()


class KeptFilter(FilterSet):  # type: ignore[misc] # it has no types
    """Things kept, by name."""

    label = CharFilter(label=_("Name holds"), lookup_expr="icontains")

    class Meta:
        """Only what is named above."""

        model = Change
        fields = ()


class ScopeFilter(OfOrganisation):
    """Scopes of looks by state."""

    state = ChoiceFilter(label=_("State"), choices=ScopeState.choices, empty_label=_("any"))
    field_order = ("organisation", "state")

    class Meta:
        """Only what is named above."""

        model = LookScope
        fields = ()
