"""What do the letters and digits of a designation say of the thing that bears it?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from phaseout.domain.cite import Cite, Text

Span = tuple[int, int]
"""From which to which character of a text, the last one not among them."""
NO_DESIGNATION = frozenset(
    (
        *("ipc", "ipcamera", "ip camera", "ipdome", "ip dome", "ipzoom", "camera"),
        *("nvr", "dvr", "hdvr", "unknown", "general"),
    )
)
"""What equipment writes in the place of a designation, in lower case: a kind of thing, or nothing."""
_JOINS = re.compile(r"^[\W_]+|[\W_]+$")


class Aspect(StrEnum):
    """What a part of a designation speaks of."""

    LINE = "line"
    CATEGORY = "category"
    SERIES = "series"
    FORM = "form"
    RESOLUTION = "resolution"
    CHANNELS = "channels"
    DISKS = "disks"
    PORTS = "ports"
    GENERATION = "generation"
    VARIANT = "variant"
    FEATURES = "features"
    REVISION = "revision"
    REST = "rest"
    """What no part of the code speaks of."""


class Reads(StrEnum):
    """How a part is read."""

    WHOLE = "whole"
    LETTERS = "letters"
    """One after another, the longest code first: ``ISU`` is I, S, U."""
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMeaning:
    """What one code stands for."""

    code: str
    meaning: Text
    megapixels: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePart:
    """A part of a maker's code: the group of the pattern that catches it, and its codes."""

    group: str
    aspect: Aspect
    reads: Reads
    codes: tuple[CodeMeaning, ...]
    each: Text | None = None
    """What a number means: ``{} channels``."""
    cite: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCode:
    """How a maker builds the designations of one range."""

    id: str
    maker: str
    pattern: str
    parts: tuple[CodePart, ...]
    cite: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One code of a designation; ``meaning`` None where no source explains it."""

    aspect: Aspect
    code: str
    meaning: Text | None
    megapixels: float | None = None
    cite: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """A designation taken apart. It says what its maker's code says, not what stands in the box."""

    text: str
    maker: str
    code: str
    """Id of the model code."""
    parts: tuple[Read, ...]

    @property
    def category(self) -> Text | None:
        """What kind of equipment it is."""
        return next((one.meaning for one in self.of(Aspect.CATEGORY)), None)

    @property
    def generation(self) -> str | None:
        """The generation as written: ``G2``."""
        return next((one.code for one in self.of(Aspect.GENERATION)), None)

    @property
    def megapixels(self) -> float | None:
        """The class of its resolution in millions of pixels."""
        return next((one.megapixels for one in self.of(Aspect.RESOLUTION)), None)

    @property
    def features(self) -> tuple[Text, ...]:
        """What it can do."""
        return tuple(one.meaning for one in self.of(Aspect.FEATURES) if one.meaning)

    @property
    def unexplained(self) -> tuple[str, ...]:
        """Codes no source explains."""
        return tuple(one.code for one in self.parts if one.meaning is None)

    @property
    def summary(self) -> "DesignationSummary":
        """What a document says of it."""
        return DesignationSummary(
            code=self.code,
            category=self.category,
            generation=self.generation,
            megapixels=self.megapixels,
            features=self.features,
            unexplained=self.unexplained,
        )

    def of(self, aspect: Aspect) -> tuple[Read, ...]:
        """Return the codes that speak of an aspect."""
        return tuple(one for one in self.parts if one.aspect is aspect)


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationSummary:
    """What the designation of an asset says by its maker's code."""

    code: str
    """Id of the model code."""
    category: Text | None = None
    generation: str | None = None
    megapixels: float | None = None
    features: tuple[Text, ...] = ()
    unexplained: tuple[str, ...] = ()


def read_designation(text: str, code: ModelCode, caught: Mapping[str, Span | None]) -> Designation:
    """Take a designation apart by a code whose pattern it follows. Whatever no part speaks of is its rest.

    Args:
        text: the designation.
        code: the model code.
        caught: group of the code's pattern → from which to which character it caught.
    """
    read: list[Read] = []
    spans: list[Span] = []
    for part in code.parts:
        span = caught.get(part.group)
        if span and (value := text[slice(*span)]):
            spans.append(span)
            read += _read(part, value.upper())
    return Designation(text=text, maker=code.maker, code=code.id, parts=(*read, *_rest(text, spans)))


def _rest(text: str, spans: Sequence[Span]) -> Iterator[Read]:
    """Yield what stands before, between and after the parts, without the signs that only join them."""
    ends = [0, *(end for _, end in sorted(spans))]
    starts = [*(start for start, _ in sorted(spans)), len(text)]
    for end, start in zip(ends, starts, strict=True):
        between = _JOINS.sub("", text[end:start].upper())
        if between:
            yield Read(aspect=Aspect.REST, code=between, meaning=None)


def _read(part: CodePart, value: str) -> Iterator[Read]:
    match part.reads:
        case Reads.NUMBER:
            number = str(int(value)) if value.isascii() and value.isdigit() else value
            meaning = _filled(part.each, number) if part.each else None
            yield Read(aspect=part.aspect, code=value, meaning=meaning, cite=part.cite)
        case Reads.WHOLE:
            yield _named(part, value)
        case Reads.LETTERS:
            yield from (_named(part, letters) for letters in _split(value, [one.code for one in part.codes]))


def _named(part: CodePart, code: str) -> Read:
    known = next((one for one in part.codes if one.code.upper() == code), None)
    return Read(
        aspect=part.aspect,
        code=code,
        meaning=known.meaning if known else None,
        megapixels=known.megapixels if known else None,
        cite=part.cite,
    )


def _split(value: str, codes: Sequence[str]) -> Iterator[str]:
    """Yield the codes in a run of letters; what is none stays together."""
    longest_first = sorted((code.upper() for code in codes), key=len, reverse=True)
    place, unknown = 0, ""
    while place < len(value):
        found = next((code for code in longest_first if value.startswith(code, place)), None)
        if found is None and value[place].isalnum():
            unknown += value[place]
        elif unknown:
            yield unknown
            unknown = ""
        if found is not None:
            yield found
        place += len(found) if found else 1
    if unknown:
        yield unknown


def _filled(text: Text, number: str) -> Text:
    return Text(en=text.en.format(number), fr=text.fr.format(number) if text.fr else None)
