"""Which fields of things and of sites does a person state, how does each look, and how is it kept?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.estate.models import Asset, Holder, Organisation, Site, Tier
from phaseout.web.estate.queries import stands_within
from phaseout.web.frame import words

Row = Asset | Site


NOBODY_SAID: tuple[Any, ...] = (None, "", [])
"""Values of what nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that a person states."""

    name: str
    label: str | Promise
    shown: Callable[[Any], str] = str
    """Value, which is not empty → how it reads."""
    is_clearable: bool = True
    """Whether a person can say that nobody knows it."""
    nothing: Any = ""
    """What stands where nobody said anything."""

    def read(self, value: Any) -> str:
        """Return how a value reads; where nobody said anything, that."""
        return self.shown(value) if value not in NOBODY_SAID else _("nobody said")


def _site(site: Site) -> str:
    return f"{site.ref} – {site.name}"


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _listed(values: list[str]) -> str:
    return ", ".join(values)


def _purposes(values: list[str]) -> str:
    return "; ".join(words.purpose(one) for one in values)


def _by_name(*fields: Field) -> Mapping[str, Field]:
    return MappingProxyType({field.name: field for field in fields})


OF_ASSETS = _by_name(
    Field(name="site", label=gettext_lazy("Site"), shown=_site, nothing=None),
    Field(name="kind", label=gettext_lazy("Kind"), shown=words.kind, is_clearable=False),
    Field(name="maker", label=gettext_lazy("Maker"), shown=words.party, is_clearable=False),
    Field(name="brand", label=gettext_lazy("Brand"), shown=words.brand, is_clearable=False),
    Field(name="model", label=gettext_lazy("Model"), is_clearable=False),
    Field(name="firmware", label=gettext_lazy("Firmware"), is_clearable=False),
    Field(name="custodian", label=gettext_lazy("Custodian")),
)
OF_SITES = _by_name(
    Field(name="ref", label=gettext_lazy("Reference"), is_clearable=False),
    Field(name="organisation", label=gettext_lazy("Organisation"), is_clearable=False),
    Field(name="name_en", label=gettext_lazy("Name in English")),
    Field(name="name_fr", label=gettext_lazy("Name in French")),
    Field(name="tier", label=gettext_lazy("Tier"), shown=lambda one: str(Tier(one).label), nothing=None),
    Field(name="owner", label=gettext_lazy("Owner"), shown=lambda one: str(Holder(one).label)),
    Field(name="operator", label=gettext_lazy("Operator"), shown=lambda one: str(Holder(one).label)),
    Field(name="custodian", label=gettext_lazy("Custodian")),
    Field(name="lease_end", label=gettext_lazy("End of the lease"), shown=_day, nothing=None),
    Field(name="address", label=gettext_lazy("Address")),
    Field(name="latitude", label=gettext_lazy("Latitude"), nothing=None),
    Field(name="longitude", label=gettext_lazy("Longitude"), nothing=None),
    Field(name="networks", label=gettext_lazy("Networks"), shown=_listed, nothing=[]),
    Field(name="purpose", label=gettext_lazy("Purposes"), shown=_purposes, nothing=[]),
)  # fmt: skip


def fields_of(row: Row) -> Mapping[str, Field]:
    """Return the fields of a row."""
    return OF_ASSETS if isinstance(row, Asset) else OF_SITES


def kept(value: Any) -> Any:
    """Return a value as JSON keeps it."""
    if isinstance(value, Site | Organisation):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def restored(field: str, value: Any) -> tuple[str, Any]:
    """Return the attribute of a row, and the value, that JSON kept."""
    if field in ("site", "room", "organisation"):
        return f"{field}_id", value
    return field, date.fromisoformat(value) if field == "lease_end" and value else value


def differing(row: Row, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return field → (before, after) of those that would become another."""
    pairs = {name: (getattr(row, name), after) for name, after in values.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


ELSEWHERE = gettext_lazy("The site is of an organisation that is neither above nor below that of the asset.")


def contradiction(row: Row, values: Mapping[str, Any]) -> str:
    """Return why a row cannot become so, empty where it can."""
    if isinstance(row, Asset):
        site = values.get("site")
        strays = isinstance(site, Site) and not stands_within(row.organisation, site.organisation)
        return str(ELSEWHERE) if strays else ""
    then = {name: values.get(name, getattr(row, name)) for name in OF_SITES if name != "organisation"}
    if not then["name_en"] and not then["name_fr"]:
        return _("Give it a name in one language at least.")
    if then["lease_end"] and then["owner"] == Holder.SELF:
        return _("You say that the site is your own: then no lease ends.")
    if (then["latitude"] is None) != (then["longitude"] is None):
        return _("Latitude and longitude belong together: enter both or none.")
    return ""
