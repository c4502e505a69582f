"""How is a drawing written as SVG: elements, words, numbers; and how much room does a text take?"""

import re
from collections.abc import Mapping
from html import escape

from phaseout.report.safe_text import for_page

Attributes = Mapping[str, str | float]

_WIDTHS = {
    **dict.fromkeys("ijl|'’", 0.28),
    **dict.fromkeys(" .,:;!()[]/\\-ftrI\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", 0.4),
    **dict.fromkeys("mMWw@%—…", 1.0),
}
"""Widths in ems that are far from those of the letters around them."""
_SMALL, _CAPITAL, _WIDE = 0.63, 0.75, 1.0
_LAST_NARROW = "\u2e7f"
"""Beyond it stand the scripts of East Asia, whose signs are square."""
_BOLD = 1.1
_HYPHEN = re.compile(r"(?<=-)(?=.)")


def element(name: str, attributes: Attributes, *inside: str) -> str:
    """Return an element. Values of attributes are escaped here, what is ``inside`` is SVG already."""
    written = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def words(text: str) -> str:
    """Return text as it may stand inside an element: nothing in it acts and nothing is markup."""
    return escape(for_page(text), quote=False)


def number(value: float) -> str:
    """Return a length to a tenth of a unit, without idle zeros."""
    return f"{value:.1f}".rstrip("0").rstrip(".") or "0"


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text may be at most in common sans-serif fonts, in the unit of ``size``.

    The viewer chooses the font, so this is measured on a wide one: a text may end early, and never late.
    """
    return sum(map(_em, text)) * size * (_BOLD if bold else 1)


def wrapped(text: str, room: float, size: float) -> tuple[str, ...]:
    """Return a text in lines no wider than ``room``, cut at blanks, and at hyphens within a longer word.

    What has neither stands alone, however wide.
    """
    lines: list[str] = []
    for word in text.split(" "):
        pieces = _HYPHEN.split(word) if width_of(word, size) > room else [word]
        for index, piece in enumerate(pieces):
            glue = "" if index else " "
            if lines and width_of(f"{lines[-1]}{glue}{piece}", size) <= room:
                lines[-1] += f"{glue}{piece}"
            else:
                lines.append(piece)
    return tuple(lines)


def _value(value: str | float) -> str:
    return number(value) if isinstance(value, int | float) else escape(for_page(value))


def _em(char: str) -> float:
    known = _WIDTHS.get(char)
    if known is not None:
        return known
    if char > _LAST_NARROW:
        return _WIDE
    return _CAPITAL if char.isupper() else _SMALL
