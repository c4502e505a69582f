"""By what are lists of the estate narrowed?"""

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.forms import CharField, DateInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter
from django_filters.filters import QuerySetRequestMixin

from phaseout.web.estate.models import Asset, Coverage, Holder, Organisation, Site, Tier
from phaseout.web.estate.queries import (
    WAYS,
    made_by_word,
    matching,
    organisation_choices,
    reach_below,
    sites_with,
    with_ref,
)
from phaseout.web.estate.queries.facts import way_of
from phaseout.web.frame import words

NOBODY = "-"
"""In the address: where nobody said, or nothing was settled."""
DAY = DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class BranchFilter(ChoiceFilter):  # type: ignore[misc] # it has no types
    """Narrows to an organisation and all below it; who asks settles which there are to choose."""


class OfOrganisation(FilterSet):  # type: ignore[misc] # it has no types
    """A list whose rows belong to organisations; for other lists to build on."""

    organisation = BranchFilter(label=_("Organisation and below"), method="below", empty_label=_("all"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = organisation_choices(self.request.access)
        self.filters["organisation"].extra["choices"] = choices
        if len(choices) <= 1 and not self._names_another():
            del self.filters["organisation"]  # nothing to choose

    def _names_another(self) -> bool:
        """Return whether the address names one that neither is the only organisation nor above it."""
        named = self.data.get("organisation", "")
        only = Organisation.objects.visible_to(self.request.access).first() if named else None
        return bool(named) and (only is None or named not in map(str, way_of(only)))

    def below(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Return the rows of an organisation and of all below it."""
        return rows.filter(organisation__in=reach_below(self.request.access, int(value)))


def _sites(request: Any) -> QuerySet[Site]:
    return Site.objects.visible_to(request.access).order_by("ref")


class SiteFilter(ModelChoiceFilter):  # type: ignore[misc] # it has no types
    """Narrows to a site that the asker sees, by its number."""

    def __init__(self, field_name: str = "site") -> None:
        unknown = {"invalid_choice": _("No site that you may see has this number.")}
        super().__init__(
            field_name=field_name, label=_("Site"), queryset=_sites, empty_label=_("any"),
            error_messages=unknown,
        )  # fmt: skip


class SitesByRef(CharField):
    """A reference, of one of some sites at least."""

    def __init__(self, *, queryset: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset = queryset

    def clean(self, value: Any) -> list[int]:
        """Return the primary keys of the sites that have it."""
        ref = super().clean(value)
        found = with_ref(self.queryset, ref)
        if ref and not found:
            raise ValidationError(_("No site that you may see has this reference."))
        return found


class SiteRefFilter(QuerySetRequestMixin, CharFilter):  # type: ignore[misc] # they have no types
    """Narrows to the sites that the asker sees and that have a reference."""

    field_class = SitesByRef

    def __init__(self, field_name: str = "site") -> None:
        super().__init__(field_name=field_name, lookup_expr="in", label=_("Reference of the site"),
                         queryset=_sites, max_length=60)  # fmt: skip


class SiteFilters(OfOrganisation):
    """A list of sites."""

    text = CharFilter(label=_("Reference, name, address"), method="containing", max_length=100)
    tier = ChoiceFilter(label=_("Tier"), empty_label=_("all"), method="said",
                        choices=[*Tier.choices, (NOBODY, _("nobody said"))])  # fmt: skip
    owner = ChoiceFilter(label=_("Owner"), empty_label=_("all"), method="said",
                         choices=[*Holder.choices, (NOBODY, _("nobody said"))])  # fmt: skip
    coverage = ChoiceFilter(
        label=_("Looked at so far"), empty_label=_("all"), choices=Coverage.choices, method="reaching"
    )
    part = ChoiceFilter(
        label=_("Looked at in part"), empty_label=_("all"), method="partly",
        choices=[("part", _("in part")), ("whole", _("wholly, or not at all"))],
    )  # fmt: skip
    field_order = ("text", "organisation", "tier", "owner", "coverage", "part")

    def containing(self, rows: QuerySet[Site], _name: str, value: str) -> QuerySet[Site]:
        """Return the sites that have every word of a text, whatever the capitals and accents."""
        return sites_with(rows, value)

    def said(self, rows: QuerySet[Site], name: str, value: str) -> QuerySet[Site]:
        """Return the sites of which somebody said this, or nobody said anything."""
        if value == NOBODY:
            return rows.filter(tier=None) if name == "tier" else rows.filter(**{name: ""})
        return rows.filter(**{name: value})

    def reaching(self, rows: QuerySet[Site], _name: str, value: str) -> QuerySet[Site]:
        """Return the sites whose furthest look is this one."""
        return rows.filter(Q(("reached", WAYS.index(Coverage(value)))))

    def partly(self, rows: QuerySet[Site], _name: str, value: str) -> QuerySet[Site]:
        """Return the sites whose furthest look left something of them, or none."""
        in_part = Q(("whole__lt", F("reached")))
        return rows.filter(in_part if value == "part" else ~in_part)


def _standings() -> list[tuple[str, Any]]:
    return [*words.standings(), (NOBODY, _("not determined yet"))]


class AssetFilters(OfOrganisation):
    """A list of things."""

    text = CharFilter(
        label=_("Key, label, model, maker or brand begins with"), method="begins", max_length=100
    )
    site = SiteRefFilter()
    kind = ChoiceFilter(label=_("Kind"), empty_label=_("all"), method="said")
    maker = ChoiceFilter(label=_("Maker"), empty_label=_("all"), method="said")
    brand = ChoiceFilter(label=_("Brand on the box"), empty_label=_("all"), method="said")
    outcome = ChoiceFilter(label=_("Outcome"), empty_label=_("all"), method="said", choices=_standings)
    word = ChoiceFilter(
        label=_("Who says who made it"), empty_label=_("all"), method="by",
        choices=[("person", _("a person")), ("against", _("a person, and the evidence another"))],
    )  # fmt: skip
    seen_since = DateFilter(label=_("Seen since"), widget=DAY, method="since")
    not_seen_since = DateFilter(label=_("Not seen since"), widget=DAY, method="before")
    field_order = (
        "text",
        "organisation",
        "site",
        "kind",
        "maker",
        "brand",
        "outcome",
        "word",
        "seen_since",
        "not_seen_since",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = (NOBODY, _("nobody knows"))
        self.filters["kind"].extra["choices"] = [*words.kinds(), nobody]
        self.filters["maker"].extra["choices"] = [*words.makers(), nobody]
        self.filters["brand"].extra["choices"] = [*words.brands(), nobody]

    def begins(self, rows: QuerySet[Asset], _name: str, value: str) -> QuerySet[Asset]:
        """Return the things a text leads to."""
        return matching(self.request.access, rows, value)

    def said(self, rows: QuerySet[Asset], name: str, value: str) -> QuerySet[Asset]:
        """Return the things of which this is known, or nothing is."""
        return rows.filter(**{name: "" if value == NOBODY else value})

    def by(self, rows: QuerySet[Asset], _name: str, value: str) -> QuerySet[Asset]:
        """Return the things whose maker a person states, or those that evidence says are another's."""
        return made_by_word(rows, is_against=value == "against")

    def since(self, rows: QuerySet[Asset], _name: str, value: Any) -> QuerySet[Asset]:
        """Return the things seen on a day or after it."""
        return rows.filter(last_seen__gte=_morning(value))

    def before(self, rows: QuerySet[Asset], _name: str, value: Any) -> QuerySet[Asset]:
        """Return the things seen last before a day: nobody says that they are gone."""
        return rows.filter(last_seen__lt=_morning(value))


def _morning(day: Any) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
