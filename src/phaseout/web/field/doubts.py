"""Does what was read on a label look as such labels do? What does not is doubted, never refused.

Signs that look alike (0 and O, 1 and I, 5 and S, 8 and B) are put right as a suggestion alone, and only
where exactly one reading fits.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import combinations
from types import MappingProxyType

from django.utils.translation import gettext as _

from phaseout.identify.designations import Decoder
from phaseout.identify.serial import long_serial
from phaseout.knowledge import rules_of
from phaseout.web.estate.models import Asset
from phaseout.web.field.queries import serials_of
from phaseout.web.frame.words import party, register

SERIALS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {"hikvision": re.compile(r"[A-Z]?\d{8,9}"), "dahua": re.compile(r"[A-Z0-9]{15}")}
)
"""Maker → what its labels bear (facts: programme.md §5.2)."""
ALIKE: Mapping[str, str] = MappingProxyType(
    {"0": "O", "O": "0", "1": "I", "I": "1", "5": "S", "S": "5", "8": "B", "B": "8"}
)
MOST_MISREAD = 2
"""Signs of one text that are put right."""
MOST_ALIKE = 12
"""Signs of one text that could be misread, beyond which nothing is suggested."""


def doubts(asset: Asset, serial: str, model: str) -> list[str]:
    """Return what looks unusual, each as a sentence; of an empty text nothing does."""
    return [*_of_another(asset, serial, model), *_of_serial(asset, serial, model), *_of_model(asset, model)]


def repaired(text: str, fits: Callable[[str], bool]) -> str | None:
    """Return the text with as few misread signs put right as let it fit; None where none or several do."""
    places = [place for place, sign in enumerate(text) if sign in ALIKE]
    if len(places) > MOST_ALIKE:
        return None
    for number in range(1, MOST_MISREAD + 1):
        found = [one for one in _with_other_signs(text, places, number) if fits(one)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _with_other_signs(text: str, places: list[int], number: int) -> Iterator[str]:
    for chosen in combinations(places, number):
        yield "".join(ALIKE[sign] if place in chosen else sign for place, sign in enumerate(text))


def _of_another(asset: Asset, serial: str, model: str) -> Iterator[str]:
    """Yield that the label may be that of the asset beside: it is known by another number, or model."""
    known = serials_of(asset) if asset.pk else []
    if serial and known and not any(_are_one(serial, one) for one in known):
        yield _("This asset is known by the serial number %(known)s. Is the label that of another asset?") % {
            "known": ", ".join(known)
        }
    if model and asset.model and not _are_one(model, asset.model):
        yield _("This asset is known to be a %(known)s. Is the label that of another asset?") % {
            "known": asset.model
        }


def _are_one(one: str, other: str) -> bool:
    """Return whether one is a part of the other: labels have short serial numbers, and models cut short."""
    first, second = (re.sub(r"[^A-Z0-9]", "", text.upper()) for text in (one, other))
    return first in second or second in first


def _of_serial(asset: Asset, serial: str, model: str) -> Iterator[str]:
    long = long_serial(serial)
    if long is not None:
        stated = (model or asset.model).upper()
        if long.model and stated and not long.model.startswith(stated):
            yield _("This serial number is of a %(model)s.") % {"model": long.model}
        return
    shape = SERIALS.get(asset.maker)
    if not serial or shape is None or shape.fullmatch(serial):
        return
    maker, better = party(asset.maker), repaired(serial, lambda one: shape.fullmatch(one) is not None)
    if better:
        yield _("A serial number of %(maker)s looks otherwise. Is it %(better)s?") % {
            "maker": maker, "better": better,
        }  # fmt: skip
    else:
        yield _("A serial number of %(maker)s looks otherwise.") % {"maker": maker}


def _of_model(asset: Asset, model: str) -> Iterator[str]:
    if not model:
        return
    makers = _makers(model)
    if makers and asset.maker and asset.maker not in makers:
        names = ", ".join(party(one) for one in makers)
        yield _("This is a model of %(makers)s; the asset is said to be of %(maker)s.") % {
            "makers": names, "maker": party(asset.maker),
        }  # fmt: skip
    better = None if makers else repaired(model.upper(), lambda one: bool(_makers(one)))
    if better:
        yield _("No maker known here has such a model. Is it %(better)s?") % {"better": better}


def _makers(model: str) -> tuple[str, ...]:
    """Return whose grammar a designation follows; nobody's that the register knows, of most."""
    return _decoder().decode(model).makers


@cache
def _decoder() -> Decoder:
    return Decoder(rules_of(register()), tuple(register().model_codes.values()))
