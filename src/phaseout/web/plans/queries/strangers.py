"""Which sites, packages and assets does a programme name that are not there?

That may be on purpose: a site to come, a pin that is kept for later. So it is said, and nothing is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from phaseout.plan.packages import NO_SITE
from phaseout.plan.programme import Programme
from phaseout.web.estate.models import Site
from phaseout.web.frame.among import among
from phaseout.web.plans.making import checked
from phaseout.web.plans.models import ProgrammeVersion
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.replacement.vocabulary import IN_PLACE

DIGITS = 15
"""Of the number of an asset, at most: further than any database counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strangers:
    """What a programme names that is not there."""

    sites: tuple[str, ...]
    """References that no site of the organisation has."""
    packages: tuple[str, ...]
    """Of pins, orders and cells: no asset of that number is still in place and on its way."""

    def __bool__(self) -> bool:
        return bool(self.sites or self.packages)


def strangers_of(version: ProgrammeVersion) -> Strangers:
    """Return what a programme names that is not there today; nothing where it can no more be read."""
    programme, _faults = checked(version.text)
    if programme is None:
        return Strangers(sites=(), packages=())
    sites = Site.everything.filter(organisation=version.organisation_id).values_list("ref", flat=True)
    packages = sorted(_packages(programme))
    there = _there(version.organisation_id, packages)
    return Strangers(
        sites=tuple(sorted(programme.sites_named - {*sites, NO_SITE})),
        packages=tuple(one for one in packages if _asset(one) not in there),
    )


def _packages(programme: Programme) -> set[str]:
    pairs = (*programme.before, *programme.cells.items())
    named: set[str] = set(programme.pins)
    for first, then in pairs:
        named |= {first, *([then] if isinstance(then, str) else then)}
    return named


def _there(organisation: int, packages: Iterable[str]) -> set[int]:
    numbers = {number for one in packages if (number := _asset(one)) is not None}
    if not numbers:
        return set()
    rows = Replacement.everything.filter(among("asset", numbers), organisation=organisation)
    there = with_standing(rows, timezone.localdate()).values_list(*("asset", "standing"))
    return {asset for asset, standing in there if standing in IN_PLACE}


def _asset(package: str) -> int | None:
    """Return the asset by which a package is called; None where that is no number."""
    text = package.partition("/")[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None
