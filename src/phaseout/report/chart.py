"""What do the drawings of a plan share: their frame, their look, and a time axis of months?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from phaseout.report.language import Language
from phaseout.report.svg import Attributes, element, number, width_of, words

STYLE = """
text{font-family:"Liberation Sans",Arial,Helvetica,"DejaVu Sans",sans-serif;fill:#1c2128}
.paper{fill:#fffefb}.strong{font-weight:bold}.soft{fill:#57606a}
.rule{stroke:#d0d4d9;stroke-width:1}.year{stroke:#57606a;stroke-width:1.5}
.work{fill:#1d4f91}.cut{fill:url(#hatch);stroke:#96600a}.hatch{stroke:#96600a;stroke-width:2}
.due{fill:#b3261e}.course{fill:none;stroke:#1d4f91;stroke-width:2.5}.under{fill:#1d4f91;fill-opacity:.14}
.actual{stroke:#b3261e;stroke-dasharray:6 4}
@media (prefers-color-scheme:dark){text{fill:#e6e8eb}.paper{fill:#14171b}.soft{fill:#a8b0ba}
.rule{stroke:#363c44}.year{stroke:#a8b0ba}.work{fill:#8fbdf5}.cut,.hatch{stroke:#e0a950}.due{fill:#ff8a80}
.course{stroke:#8fbdf5}.under{fill:#8fbdf5}.actual{stroke:#ff8a80}}
"""
EDGE, SMALL, HEAD = 24.0, 11.5, 17.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """A time axis: each month as wide as the others."""

    months: Sequence[date]
    year_of: Sequence[int]
    """The fiscal year of each month, by its index."""
    left: float
    step: float

    @property
    def right(self) -> float:
        """Return where the last month ends."""
        return self.at(len(self.months))

    def at(self, month: float) -> float:
        """Return where a month begins."""
        return self.left + month * self.step

    def drawn(self, top: float, bottom: float) -> Iterator[str]:
        """Yield a rule at each month, a strong one where a fiscal year begins, and names of months above."""
        room = width_of("2027-04", SMALL) + 8
        every = max(1, -(-int(room) // int(self.step)))
        for index in range(len(self.months) + 1):
            is_new = index == 0 or index == len(self.months) or self.year_of[index] != self.year_of[index - 1]
            x = number(self.at(index))
            place: Attributes = {
                "x1": x,
                "x2": x,
                "y1": top,
                "y2": bottom,
                "class": "year" if is_new else "rule",
            }
            yield element("line", place)
            if index < len(self.months) and index % every == 0:
                yield label(f"{self.months[index]:%Y-%m}", self.at(index) + 3, top - 5, "soft")


def label(
    text: str, x: float, y: float, kind: str = "plain", *, size: float = SMALL, end: bool = False
) -> str:
    """Return a text whose foot stands at a place; with ``end`` it ends there."""
    place: Attributes = {"x": x, "y": y, "font-size": size, "class": kind}
    return element("text", {**place, "text-anchor": "end"} if end else place, words(text))


def chart(
    name: str, title: str, about: Sequence[str], size: tuple[float, float], drawing: str, language: Language
) -> str:
    """Return a drawing as an SVG document; its description says all that it shows, line by line."""
    width, height = size
    root: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {number(width)} {number(height)}",
        "width": width, "height": height, "lang": language.code, "role": "img",
        "aria-labelledby": f"{name}-title {name}-about",
    }  # fmt: skip
    hatch = element("path", {"d": "M0 8L8 0", "class": "hatch"})
    pattern = element(
        "pattern", {"id": "hatch", "width": 8, "height": 8, "patternUnits": "userSpaceOnUse"}, hatch
    )
    return element(
        "svg",
        root,
        element("title", {"id": f"{name}-title"}, words(title)),
        element("desc", {"id": f"{name}-about"}, words("\n".join(about))),
        element("style", {}, STYLE.replace("\n", "")),
        element("defs", {}, pattern),
        element("rect", {"width": width, "height": height, "class": "paper"}),
        label(title, EDGE, EDGE + HEAD, "strong", size=HEAD),
        drawing,
    )
