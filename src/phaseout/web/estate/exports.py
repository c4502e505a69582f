"""What of the lists of the estate leaves as files?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Asset, Coverage, KeyKind
from phaseout.web.estate.queries import WAYS
from phaseout.web.estate.queries.coverage import Covered
from phaseout.web.frame import words
from phaseout.web.frame.export import Column, Export, Layout, plain

UNKNOWN = "unknown"
"""What stands in a file of NetBox where it must have a value and nobody knows one."""


def _keys(asset: Asset, kind: str) -> list[str]:
    return [key.value for key in asset.keys.all() if key.kind == kind]


def _role(asset: Asset) -> str:
    return words.kind(asset.kind) if asset.kind else UNKNOWN


def _maker(asset: Asset) -> str:
    return words.party(asset.maker) if asset.maker else UNKNOWN


def _serial(asset: Asset) -> str:
    return next(iter(_keys(asset, KeyKind.SERIAL)), "")


def _place(asset: Asset) -> str:
    return asset.site.name if asset.site else UNKNOWN


def _comments(asset: Asset) -> str:
    said = [f"phaseout {asset.pk}", f"last seen {asset.last_seen:%Y-%m-%d}"]
    if asset.maker and asset.maker_grade:
        said.append(f"maker: {words.grade(asset.maker_grade)}")  # a column NetBox does not know stops it
    if asset.outcome:
        said.append(f"outcome: {words.standing(asset.outcome)}{_answered(asset)}")
    return "; ".join(said)


def _answered(asset: Asset) -> str:
    return f" (as of {asset.as_of}, register {asset.edition})" if asset.edition and asset.as_of else ""


NETBOX = Layout(
    title="NetBox CSV",
    columns=(
        ("name", lambda asset: asset.label[:64]),
        ("role", _role),
        ("manufacturer", _maker),
        ("device_type", lambda asset: asset.model or UNKNOWN),
        ("serial", _serial),
        ("site", _place),
        ("status", lambda _asset: "active"),  # not seen is not removed
        ("comments", _comments),
    ),
)
"""As NetBox imports devices."""


def _known_site(asset: Asset) -> str | None:
    return asset.site.ref if asset.site else None


def _column_of_keys(kind: KeyKind) -> Column:
    return Column(name=kind.value, heading=kind.label, value=lambda asset: _keys(asset, kind))


NUMBER = Column(name="id", heading=_("Number"), value=lambda row: row.pk)
VERSION = Column(name="version", heading=_("Version"), value=lambda row: row.version)
"""Tells, when a workbook is brought back, whether somebody changed the row since it left."""
ASSETS = Export(
    name="assets",
    columns=(
        NUMBER,
        plain("label", _("Goes by")),
        Column(name="kind", heading=_("Kind"), value=lambda asset: asset.kind or None,
               shown=lambda asset: words.kind(asset.kind)),
        Column(name="maker", heading=_("Maker"), value=lambda asset: asset.maker or None,
               shown=lambda asset: words.party(asset.maker)),
        Column(name="maker_grade", heading=_("Grade of the maker"),
               value=lambda asset: asset.maker_grade or None,
               shown=lambda asset: words.grade(asset.maker_grade)),
        Column(name="brand", heading=_("Brand"), value=lambda asset: asset.brand or None,
               shown=lambda asset: words.brand(asset.brand)),
        plain("model", _("Model")),
        plain("firmware", _("Firmware")),
        plain("custodian", _("Custodian")),
        *(_column_of_keys(kind) for kind in KeyKind),
        Column(name="organisation", heading=_("Organisation"), value=lambda asset: asset.organisation_id,
               shown=lambda asset: asset.organisation.name),
        Column(name="site", heading=_("Reference of the site"), value=_known_site),
        Column(name="outcome", heading=_("Outcome"), value=lambda asset: asset.outcome or None,
               shown=lambda asset: words.standing(asset.outcome)),
        Column(name="register", heading=_("Register"), value=lambda asset: asset.edition or None),
        plain("as_of", _("Answers as of")),
        plain("first_seen", _("First seen")),
        plain("last_seen", _("Last seen")),
        Column(name="seen_by", heading=_("How that is known"), value=lambda asset: asset.seen_by or None,
               shown=lambda asset: str(asset.get_seen_by_display())),
        VERSION,
    ),
    needs=("keys",),
    forms={"netbox": NETBOX},
)  # fmt: skip
FOUND = (
    Column(name="applies", heading=_("Findings that apply"), value=lambda site: site.applies),
    Column(name="undetermined", heading=_("Findings undetermined"), value=lambda site: site.undetermined),
    Column(name="to_go", heading=_("Assets that must go"), value=lambda site: site.to_go),
)
"""What was found at a site, as of ``with_found``. It changes by itself, and is not read back."""
SITES = Export(
    name="sites",
    columns=(
        plain("ref", _("Reference")),
        plain("name_en", _("Name in English")),
        plain("name_fr", _("Name in French")),
        Column(name="organisation", heading=_("Organisation"), value=lambda site: site.organisation_id,
               shown=lambda site: site.organisation.name),
        Column(name="tier", heading=_("Tier"), value=lambda site: site.tier,
               shown=lambda site: str(site.get_tier_display() or "")),
        Column(name="owner", heading=_("Owner"), value=lambda site: site.owner or None,
               shown=lambda site: str(site.get_owner_display())),
        Column(name="operator", heading=_("Operator"), value=lambda site: site.operator or None,
               shown=lambda site: str(site.get_operator_display())),
        plain("custodian", _("Custodian")),
        plain("lease_end", _("End of the lease")),
        plain("address", _("Address")),
        Column(name="latitude", heading=_("Latitude"), value=lambda site: site.latitude),
        Column(name="longitude", heading=_("Longitude"), value=lambda site: site.longitude),
        Column(name="networks", heading=_("Networks"), value=lambda site: site.networks),
        Column(name="purpose", heading=_("Purposes"), value=lambda site: site.purpose,
               shown=lambda site: [words.purpose(one) for one in site.purpose]),
        Column(name="coverage", heading=_("Looked at so far"), value=lambda site: WAYS[site.reached].value,
               shown=lambda site: str(WAYS[site.reached].label)),
        Column(name="in_part", heading=_("In part"), value=lambda site: int(site.whole < site.reached),
               shown=lambda site: str(_("in part")) if site.whole < site.reached else None),
        *FOUND,
        NUMBER,
        VERSION,
    ),
)  # fmt: skip


def _sites_looked_at(way: Coverage) -> Column:
    def value(row: Covered) -> int:
        return dict(row.counts)[way]

    return Column(name=way.value, heading=way.label, value=value)


ORGANISATIONS = Export(
    name="organisations",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda row: row.organisation.pk),
        Column(name="name_en", heading=_("Name in English"), value=lambda row: row.organisation.name_en),
        Column(name="name_fr", heading=_("Name in French"),
               value=lambda row: row.organisation.name_fr or None),
        Column(name="above", heading=_("Number of the organisation above"),
               value=lambda row: row.organisation.parent_id if row.depth else None),
        Column(name="roles", heading=_("What it is in law"), value=lambda row: row.roles,
               shown=lambda row: [words.role(one) for one in row.roles]),
        Column(name="as_above", heading=_("As the organisation above"),
               value=lambda row: int(row.are_inherited),
               shown=lambda row: str(_("(as above)")) if row.are_inherited else None),
        Column(name="sites", heading=_("Sites of its own"), value=lambda row: row.sites),
    ),
)  # fmt: skip
"""The one above is told to those who see it."""
COVERAGE = Export(
    name="coverage",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda row: row.organisation.pk),
        Column(name="organisation", heading=_("Organisation"), value=lambda row: row.organisation.pk,
               shown=lambda row: row.organisation.name),
        *(_sites_looked_at(way) for way in Coverage),
        Column(name="sites", heading=_("Sites"), value=lambda row: row.sites),
        Column(name="begun_percent", heading=_("Begun"),
               value=lambda row: row.share if row.sites else None,
               shown=lambda row: f"{row.share} %" if row.sites else None),
        Column(name="in_part", heading=_("In part"), value=lambda row: row.in_part),
    ),
)  # fmt: skip
"""Sites of each organisation and of all below it; each site by itself leaves with the list of sites."""
