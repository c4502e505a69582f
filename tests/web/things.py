"""How does a thing come into a test's estate? As the rows a survey leaves, without the survey."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from phaseout.web.estate.models import Asset, AssetKey, Building, Floor, Organisation, Site, Told

SEEN = datetime(2026, 2, 1, 12, tzinfo=UTC)


def seen_asset(
    organisation: Organisation,
    *,
    site: Site | None = None,
    keys: Mapping[str, Sequence[str]],
    fields: Mapping[str, tuple[str, str]] | None = None,
    source: str = "scan",
    at: datetime = SEEN,
) -> Asset:
    """Put a thing into an estate.

    Args:
        organisation: whose it is.
        site: where it stands.
        keys: kind of key → values; it goes by the first.
        fields: field → (value, grade).
        source: who tells all that.
        at: when it was seen.
    """
    pairs = [(kind, value) for kind, values in keys.items() for value in values]
    said = fields or {}
    asset = Asset(
        organisation=organisation, site=site, label=pairs[0][1], first_seen=at, last_seen=at,
        maker_grade=said.get("maker", ("", ""))[1], **{field: value for field, (value, _) in said.items()},
    )  # fmt: skip
    asset.save()
    for kind, value in pairs:
        AssetKey(organisation=organisation, asset=asset, kind=kind, value=value, last_seen=at).save()
    for field, (value, grade) in said.items():
        Told(asset=asset, field=field, value=value, grade=grade, source=source, survey=1, at=at).save()
    return asset


def ground_floor(organisation: Organisation) -> Floor:
    """Return the ground floor of the one building of a new site."""
    site = Site(organisation=organisation, ref="hq", name_en="Headquarters")
    site.save()
    building = Building(site=site, name_en="Tower")
    building.save()
    floor = Floor(building=building, name_en="Ground")
    floor.save()
    return floor
