"""How is the plan of a floor drawn, with what stands on it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from phaseout.web.estate.models import THOUSANDTHS, Pin, Plan
from phaseout.web.frame import words
from phaseout.web.frame.marks import UNSAID, Mark, mark

ACROSS = 600
"""The longer side of a plan in units of marks, which are some 20 wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A pin where it stands on the plan; numbers as an SVG wants them."""

    number: int
    pin: Pin
    mark: Mark
    transform: str
    standing: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A plan with its pins."""

    width: str
    height: str
    scale: str
    pins: Sequence[Drawn]


def drawing(plan: Plan, pins: Sequence[Pin]) -> Drawing:
    """Return a plan with its pins."""
    scale = max(plan.width, plan.height) / ACROSS
    return Drawing(
        width=str(plan.width), height=str(plan.height), scale=f"{scale:.4f}",
        pins=[_drawn(number, plan, pin, scale) for number, pin in enumerate(pins, 1)],
    )  # fmt: skip


def place_of(plan: Plan, pin: Pin) -> str:
    """Return where a pin stands, as an SVG wants it."""
    return _drawn(0, plan, pin, max(plan.width, plan.height) / ACROSS).transform


def _drawn(number: int, plan: Plan, pin: Pin, scale: float) -> Drawn:
    x, y = pin.x * plan.width / THOUSANDTHS, pin.y * plan.height / THOUSANDTHS
    outcome = pin.asset.outcome
    return Drawn(
        number=number, pin=pin, mark=mark(outcome or UNSAID),
        transform=f"translate({x:.1f} {y:.1f}) scale({scale:.4f})",
        standing=words.standing(outcome) if outcome else "",
    )  # fmt: skip
