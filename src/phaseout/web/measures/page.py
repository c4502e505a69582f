"""What does the page of one measure say? What the documentation's page says, in parts that a template shows.

That page is made from the register as Markdown of few signs; here it is taken apart, so that both say
the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from phaseout.domain.measure import Measure
from phaseout.register.query import Register
from phaseout.report.measure_page import measure_page

_SPANS = re.compile(r"\*\*(?P<strong>.+?)\*\*|`(?P<code>[^`]+)`|<(?P<link>https?://[^>\s]+)>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]<>|~&:.])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of one kind: ``text``, ``strong``, ``code`` or ``link``."""

    kind: str
    text: str


Line = Sequence[Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading (empty at the top) with items of a list and what stands besides."""

    heading: str
    items: Sequence[Line]
    notes: Sequence[Line]


def sections(measure: Measure, register: Register, lang: str) -> list[Section]:
    """Return the page of a measure after its title."""
    heading, items, notes = "", list[Line](), list[Line]()
    found: list[Section] = []
    for line in measure_page(measure, register, (), lang).splitlines():
        if line.startswith("## "):
            found.append(Section(heading=heading, items=items, notes=notes))
            heading, items, notes = _plain(line[3:]), [], []
        elif line.startswith("- "):
            items.append(list(_spans(line[2:])))
        elif line and not line.startswith("# "):
            notes.append(list(_spans(line.removeprefix("> "))))
    found.append(Section(heading=heading, items=items, notes=notes))
    return found


def _spans(line: str) -> Iterator[Span]:
    end = 0
    for match in _SPANS.finditer(line):
        if before := line[end : match.start()]:
            yield Span(kind="text", text=_plain(before))
        kind = match.lastgroup or "text"
        yield Span(kind=kind, text=match[kind] if kind != "strong" else _plain(match[kind]))
        end = match.end()
    if after := line[end:]:
        yield Span(kind="text", text=_plain(after))


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)
