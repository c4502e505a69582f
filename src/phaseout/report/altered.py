"""What differs about one thing seen twice besides what it is: its place, firmware, vulnerabilities?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from phaseout.domain.asset import Asset
from phaseout.domain.claim import Dimension
from phaseout.domain.truth import Truth
from phaseout.identify.ip_address import same_ip
from phaseout.identify.spelling import spelling
from phaseout.report.causes import Cause
from phaseout.report.compared_thing import ComparedThing


class Aspect(StrEnum):
    """What of a thing differs."""

    ADDRESS = "address"
    SITE = "site"
    FIRMWARE = "firmware"
    VULNERABILITY = "vulnerability"


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """One thing that differs about a thing; empty texts where nothing was known."""

    thing: ComparedThing
    aspect: Aspect
    before: str
    after: str
    causes: tuple[Cause, ...]
    of: str = ""
    """Of a vulnerability its number; what differs is then a ``Truth``."""


def altered(
    before: Asset, after: Asset, causes: tuple[Cause, ...], *, vulnerabilities: bool
) -> Iterator[Altered]:
    """Yield what differs between two sights of one thing.

    Args:
        before: as the earlier document has it.
        after: as the later one has it.
        causes: what may have moved what is derived; an address, a site and a version are evidence.
        vulnerabilities: whether both documents looked at them.
    """
    thing = ComparedThing.of(after)
    seen = (
        (Aspect.ADDRESS, _addresses(before), _addresses(after)),
        (Aspect.SITE, before.site or "", after.site or ""),
        (Aspect.FIRMWARE, _firmware(before), _firmware(after)),
    )
    for aspect, old, new in seen:
        if _as_compared(aspect, old) != _as_compared(aspect, new):
            yield Altered(thing=thing, aspect=aspect, before=old, after=new, causes=(Cause.EVIDENCE,))
    if vulnerabilities:
        for number, was, now in _vulnerabilities(before, after):
            yield Altered(
                thing=thing,
                aspect=Aspect.VULNERABILITY,
                before=was,
                after=now,
                causes=tuple(causes),
                of=number,
            )


def _addresses(asset: Asset) -> str:
    return ", ".join(sorted({same_ip(one) or one for one in asset.keys.ip}))


def _firmware(asset: Asset) -> str:
    return asset.identification.claim(Dimension.FIRMWARE).value or ""


def _as_compared(aspect: Aspect, text: str) -> str:
    return spelling(Dimension.FIRMWARE, text, ()) if aspect is Aspect.FIRMWARE else text


def _vulnerabilities(before: Asset, after: Asset) -> Iterator[tuple[str, str, str]]:
    """Yield (number, earlier truth, later truth); what one document alone knows of matters if it is a yes."""
    old = {one.id: one.affected for one in before.vulnerabilities}
    new = {one.id: one.affected for one in after.vulnerabilities}
    for number in dict.fromkeys((*new, *old)):
        was, now = old.get(number), new.get(number)
        if was is now or (None in (was, now) and Truth.YES not in (was, now)):
            continue
        yield number, was.value if was else "", now.value if now else ""
