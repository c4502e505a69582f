"""What do the states of a measure look like in a drawing, by colour and by pattern?

Nothing is told by colour alone: each state has a pattern of its own, and its name stands beside it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from phaseout.domain.timeline import State
from phaseout.report.svg import Attributes, element

UNSEEN = "unseen"
"""Id of the pattern that lies over what nobody has checked."""
_TILE = 8


class _Look(NamedTuple):
    """Colour on light paper, colour on dark paper, and what is drawn on each tile."""

    light: str
    dark: str
    marks: tuple[tuple[str, Attributes], ...]


def _path(drawn: str, width: float = 1.4) -> tuple[str, Attributes]:
    return "path", {"d": drawn, "fill": "none", "stroke-width": width}


def _dot(x: float, y: float, radius: float) -> tuple[str, Attributes]:
    return "circle", {"cx": x, "cy": y, "r": radius, "class": "dot"}


def _ring(x: float, y: float, radius: float) -> tuple[str, Attributes]:
    return "circle", {"cx": x, "cy": y, "r": radius, "fill": "none", "stroke-width": 1}


_SOLID: tuple[str, Attributes] = ("path", {"d": "M0 0H8V8H0Z", "class": "dot", "stroke": "none"})
_LOOKS: Mapping[State, _Look] = MappingProxyType(
    {
        State.PROPOSED: _Look("#6b7480", "#a3adb8", (_dot(4, 4, 1.1),)),
        State.ANNOUNCED: _Look("#96600a", "#e0a950", (_path("M0 2H8M0 6H8"),)),
        State.MADE: _Look("#1d5a78", "#7cc4e4", (_path("M2 0V8M6 0V8"),)),
        State.IN_FORCE: _Look("#a8323a", "#e2807d", (_SOLID,)),
        State.STAYED: _Look("#6a3d91", "#cda6f0", (_path("M0 4H8M4 0V8"),)),
        State.IN_ABEYANCE: _Look("#6a3d91", "#cda6f0", (_path("M0 6L6 0M2 8L8 2"),)),
        State.SUSPENDED: _Look("#6a3d91", "#cda6f0", (_dot(2, 2, 1.7), _dot(6, 6, 1.7))),
        State.SET_ASIDE: _Look("#57606a", "#a8b0ba", (_path("M2 2L6 6M6 2L2 6"),)),
        State.ENDED: _Look("#57606a", "#a8b0ba", ()),
        State.NO_MEASURE_FOUND: _Look("#57606a", "#a8b0ba", (_ring(4, 4, 2),)),
        State.UNVERIFIED: _Look(
            "#1d5a78", "#7cc4e4", (_path("M2 3Q2 1 4 1T6 3Q6 4 4 4.6V5.4M4 6.6V7.6", 1.2),)
        ),
    }
)
_PLAIN = """
text{font-family:"Liberation Sans",Arial,Helvetica,"DejaVu Sans",sans-serif;font-size:12px;fill:#1c2128}
.paper{fill:#fffefb}.tint{fill:#f1efe8}.soft{fill:#57606a}.strong{font-weight:bold}
.title{font-size:15px;font-weight:bold}
.halo{paint-order:stroke;stroke:#fffefb;stroke-width:3px;stroke-linejoin:round}
.rule{stroke:#d5d9de}.lead{stroke:#57606a;stroke-width:.8}
.now{stroke:#1d4f91;stroke-width:1.6;stroke-dasharray:6 4}
.day{fill:#1d4f91;font-weight:bold}.mark{fill:#1c2128;stroke:#fffefb;stroke-width:1.5}
.plate{fill:#fffefb;fill-opacity:.92}.unseen{stroke:#fffefb}.edge{fill:none}
"""
_DARK = """
text{fill:#e6e8eb}.paper{fill:#14171b}.tint{fill:#1d2229}.soft{fill:#a8b0ba}.halo{stroke:#14171b}
.rule{stroke:#3a414a}.lead{stroke:#a8b0ba}.now{stroke:#8fbdf5}.day{fill:#8fbdf5}
.mark{fill:#e6e8eb;stroke:#14171b}.plate{fill:#14171b}.unseen{stroke:#14171b}
"""


def style() -> str:
    """Return the looks of a drawing for light and dark surroundings."""
    light = "".join(_rule(state, look.light) for state, look in _LOOKS.items())
    dark = "".join(_rule(state, look.dark) for state, look in _LOOKS.items())
    sheet = f"{_PLAIN}{light}@media (prefers-color-scheme:dark){{{_DARK}{dark}}}"
    return element("style", {}, sheet.replace("\n", ""))


def patterns() -> str:
    """Return the definitions of every state's pattern, and of the stripes over what nobody has checked."""
    found = [_pattern(state.value, look) for state, look in _LOOKS.items()]
    stripes = element(
        "path", {"d": "M-2 10L10 -2M-2 2L2 -2M6 10L10 6", "class": "unseen", "stroke-width": 3.4}
    )
    found.append(_tiles(UNSEEN, stripes))
    return element("defs", {}, *found)


def filled(pattern: str) -> str:
    """Return the paint of a pattern."""
    return f"url(#timeline-{pattern})"


def _rule(state: State, colour: str) -> str:
    name = f".{state.value}"
    return f"{name} path,{name} circle,{name}.edge{{stroke:{colour}}}{name} .dot{{fill:{colour}}}"


def _pattern(name: str, look: _Look) -> str:
    marks = "".join(element(kind, attributes) for kind, attributes in look.marks)
    return _tiles(name, element("g", {"class": name}, marks) if marks else "")


def _tiles(name: str, inside: str) -> str:
    attributes: Attributes = {
        "id": f"timeline-{name}", "width": _TILE, "height": _TILE, "patternUnits": "userSpaceOnUse",
    }  # fmt: skip
    return element("pattern", attributes, inside)
