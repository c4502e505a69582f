"""What does the page of the map show beside the drawing?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phaseout.web.estate.mapping import Box, Line, Map, Spot, around, box_of, drawn
from phaseout.web.estate.models import Site
from phaseout.web.estate.queries import WAYS, located, with_standing
from phaseout.web.frame import words
from phaseout.web.frame.marks import GRAVEST, UNSAID, Mark, mark

BOX = "box"
"""In the address: what the map shows."""
MOST = 5000
"""Sites that a map shows."""
LISTED = 200
"""Sites that the tables beside it list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A mark of the map as the page shows it."""

    spot: Spot
    says: str
    address: str
    """Shows more of the map; empty for a single site, which has a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A site as the table shows it."""

    site: Site
    mark: Mark
    standing: str
    reached: str | Promise


def page_of(sites: QuerySet[Site], asked: QueryDict) -> dict[str, object]:
    """Return what the page shows of sites, with the part of the map that the address names."""
    rows = list(with_standing(located(sites)).order_by("ref", "pk")[: MOST + 1])
    placed = rows[:MOST]
    elsewhere = sites.exclude(pk__in=located(sites).order_by().values("pk")).order_by("ref", "pk")
    shown = drawn(placed, box_of(asked.get(BOX, "")) or around(placed))
    inside = [site for site in placed if shown.box.holds(site)]
    return {
        "map": shown, "spots": [_shown(spot, asked) for spot in shown.spots], "ways": _ways(shown, asked),
        "lines": [(line, _degrees(line)) for line in shown.lines], "keys": _keys(inside),
        "drawn": [_listed(site) for site in inside[:LISTED]], "inside": len(inside), "placed": len(placed),
        "is_cut": len(rows) > MOST, "most": MOST, "listed_most": LISTED,
        "elsewhere": elsewhere[:LISTED], "elsewhere_number": elsewhere.count(),
    }  # fmt: skip


def standing_name(standing: str) -> str:
    """Return what a standing is called."""
    return _("nothing determined yet") if standing == UNSAID else words.standing(standing)


def _keys(sites: Sequence[Site]) -> list[tuple[Mark, str]]:
    there = {_standing(site) for site in sites}
    return [(mark(one), standing_name(one)) for one in GRAVEST if one in there]


def _standing(site: Site) -> str:
    return str(getattr(site, "standing", UNSAID))


def _listed(site: Site) -> Listed:
    way = WAYS[int(getattr(site, "reached", 0))]
    return Listed(
        site=site, mark=mark(_standing(site)), standing=standing_name(_standing(site)), reached=way.label
    )


def _shown(spot: Spot, asked: QueryDict) -> Shown:
    standing = standing_name(spot.standing)
    if len(spot.sites) == 1:
        site = spot.sites[0]
        return Shown(spot=spot, says=f"{site.ref} – {site.name}: {standing}", address="")
    number = len(spot.sites)
    said = ngettext(
        "%(number)d site, the gravest: %(standing)s", "%(number)d sites, the gravest: %(standing)s", number
    )
    says = said % {"number": number, "standing": standing}
    return Shown(spot=spot, says=says, address=_address(asked, spot.box))


def _address(asked: QueryDict, box: Box | None) -> str:
    kept = asked.copy()
    kept.pop(BOX, None)
    if box is not None:
        kept[BOX] = box.address
    return f"?{kept.urlencode()}"


def _ways(shown: Map, asked: QueryDict) -> list[tuple[str, str]]:
    """Return what each way of moving over the map is called, and its address."""
    box = shown.box
    moved = [
        (_("closer"), box.scaled(0.5)), (_("farther"), box.scaled(2)), (_("west"), box.moved(-0.4, 0)),
        (_("east"), box.moved(0.4, 0)), (_("north"), box.moved(0, 0.4)), (_("south"), box.moved(0, -0.4)),
    ]  # fmt: skip
    sound = [(name, to) for name, to in moved if box_of(to.address)]
    return [(name, _address(asked, to)) for name, to in sound] + [(_("all sites"), _address(asked, None))]


def _degrees(line: Line) -> str:
    if line.is_latitude:
        side = "" if not line.degrees else _("N") if line.degrees > 0 else _("S")
    else:
        side = "" if not line.degrees else _("E") if line.degrees > 0 else _("W")
    number = (
        f"{abs(line.degrees):.4f}".rstrip("0")
        .rstrip(".")
        .replace(".", "," if words.language().code == "fr" else ".")
    )
    return f"{number}°\u00a0{side}".strip()
