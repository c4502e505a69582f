"""How are lists of the estate laid out?"""

from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django_tables2 import A, Column, Table

from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.queries import WAYS, kind_grade
from phaseout.web.frame import words

NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}


def _box(row: Asset | Site) -> SafeString:
    """Return a box to choose a row by, with the version that is shown."""
    return format_html('<input type="checkbox" name="pick" value="{}:{}" aria-label="{}">',
                       row.pk, row.version, _("Choose %(row)s") % {"row": row})  # fmt: skip


def made_by(maker: str, grade: str, brand: str) -> SafeString:
    """Return a maker as lists name it: what only a weak sign says never looks like what is known."""
    said = format_html('<span translate="no">{}</span>', words.maker_so_far(maker, grade))
    if not brand or words.brand(brand) == words.party(maker):
        return said
    label = words.language().colon.join((str(_("Brand")), " "))
    return said + format_html(
        '<div class="soft">{}<span translate="no">{}</span></div>', label, words.brand(brand)
    )


class SiteTable(Table):  # type: ignore[misc] # it has no types
    """Sites."""

    pick = Column(verbose_name=_("Choose"), empty_values=(), orderable=False)
    ref = Column(verbose_name=_("Reference"), linkify=("site", {"pk": A("pk")}), empty_values=())
    name = Column(verbose_name=_("Name"), empty_values=())
    organisation = Column(verbose_name=_("Organisation"), order_by="organisation__path")
    tier = Column(verbose_name=_("Tier"), default=_("nobody said"))
    owner = Column(verbose_name=_("Owner"), default=_("nobody said"))
    operator = Column(verbose_name=_("Operator"), default=_("nobody said"))
    custodian = Column(verbose_name=_("Custodian"), default="–")
    lease_end = Column(verbose_name=_("End of the lease"), default="–")
    address = Column(verbose_name=_("Address"), default="–")
    reached = Column(verbose_name=_("Looked at so far"))
    applies = Column(verbose_name=_("Findings that apply"), attrs=NUMBER)
    undetermined = Column(verbose_name=_("Findings undetermined"), attrs=NUMBER)
    to_go = Column(verbose_name=_("Assets that must go"), attrs=NUMBER)

    class Meta:
        """By reference, unless somebody asks for another order."""

        model = Site
        fields = ()
        order_by = ("ref",)

    def render_pick(self, record: Site) -> SafeString:
        """Return a box to choose it by."""
        return _box(record)

    def render_ref(self, record: Site) -> str:
        """Return the reference."""
        return record.ref

    def order_name(self, rows: QuerySet[Site], is_descending: bool) -> tuple[QuerySet[Site], bool]:
        """Order by the names in the reader's language."""
        names = ["name_fr", "name_en"] if words.language().code == "fr" else ["name_en", "name_fr"]
        return rows.order_by(*(f"-{name}" if is_descending else name for name in names)), True

    def render_reached(self, value: int, record: Site) -> SafeString:
        """Return the furthest look, and whether it was at a part of the site."""
        part = format_html(", {}", _("in part")) if getattr(record, "whole", value) < value else ""
        return format_html('<span class="reached reached-{}">{}</span>{}', value, WAYS[value].label, part)


class AssetTable(Table):  # type: ignore[misc] # it has no types
    """Things. Only what an index serves can be ordered by."""

    pick = Column(verbose_name=_("Choose"), empty_values=(), orderable=False)
    label = Column(verbose_name=_("Goes by"), linkify=("asset", {"pk": A("pk")}), orderable=False)
    kind = Column(verbose_name=_("Kind"), default="–", orderable=False)
    maker = Column(verbose_name=_("Maker"), default=_("nobody knows"), orderable=False)
    brand = Column(verbose_name=_("Brand"), default="–", orderable=False)
    model = Column(verbose_name=_("Model"), default="–", orderable=False)
    firmware = Column(verbose_name=_("Firmware"), default="–", orderable=False)
    custodian = Column(verbose_name=_("Custodian"), default="–", orderable=False)
    outcome = Column(verbose_name=_("Outcome"), empty_values=(), orderable=False)
    site = Column(verbose_name=_("Site"), default=_("nobody knows"), orderable=False)
    organisation = Column(verbose_name=_("Organisation"), orderable=False)
    first_seen = Column(verbose_name=_("First seen"), orderable=False)
    last_seen = Column(verbose_name=_("Last seen"), order_by=("last_seen", "pk"))

    class Meta:
        """The newest first, unless somebody asks for another order."""

        model = Asset
        fields = ()

    def render_pick(self, record: Asset) -> SafeString:
        """Return a box to choose it by."""
        return _box(record)

    def render_kind(self, value: str, record: Asset) -> str:
        """Return its name, and whether it is a guess."""
        return words.kind_so_far(value, kind_grade(record))

    def render_maker(self, value: str, record: Asset) -> SafeString:
        """Return its name, how firm it is where it is not, and the name on the box where that is another."""
        return made_by(value, record.maker_grade, record.brand)

    def render_brand(self, value: str) -> str:
        """Return its name."""
        return words.brand(value)

    def render_outcome(self, value: str) -> Any:
        """Return the outcome as it is called."""
        if not value:
            return _("not determined yet")
        return format_html('<span class="badge {}">{}</span>', words.tone(value), words.standing(value))

    def render_site(self, value: Site) -> str:
        """Return its reference and name."""
        return f"{value.ref} – {value.name}"

    def render_first_seen(self, value: Any) -> str:
        """Return the day."""
        return date_format(localtime(value), "DATE_FORMAT")

    def render_last_seen(self, value: Any) -> str:
        """Return the day."""
        return date_format(localtime(value), "DATE_FORMAT")
