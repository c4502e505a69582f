"""What stands in a segment of EDIFACT, by the numbers of the data elements?

The text form gives values a place only, the XML form of ISO 20625 a number only. Here both have the numbers
of the United Nations' directory (UNTDID), so that one module reads either.
"""

import re
from types import MappingProxyType
from typing import NamedTuple

_WITHOUT_WORDS = frozenset(
    (
        *("UNA", "UNB", "UNG", "UNH", "UNS", "UNT", "UNE", "UNZ", "BGM", "DTM", "CUX", "NAD", "CTA", "COM"),
        *("LIN", "PIA", "QTY", "MOA", "PRI", "TAX", "PAI", "FII", "CNT", "LOC", "PCD"),
    )
)
_OF_DOCUMENTS = frozenset(
    ("ON", "CT", "VN", "IV", "DQ", "AAK", "AAN", "PL", "CR", "LI", "VA", "FC", "AHP", "XA")
)
"""Data element 1153: the number of another document, of a line in it or of a firm."""


class Composite(NamedTuple):
    """A composite, or a data element that stands alone."""

    name: str
    """``C212``, or the number of the data element."""
    values: tuple[tuple[str, str], ...]
    """(number of the data element, value), in order."""

    def value(self, element: str) -> str:
        """Return the first value of a data element, "" if there is none."""
        return next((value for number, value in self.values if number == element and value), "")

    def joined(self, element: str) -> str:
        """Return the values of a data element that goes on in several pieces."""
        return " ".join(value.strip() for number, value in self.values if number == element and value.strip())


class Segment(NamedTuple):
    """One segment."""

    tag: str
    place: str
    composites: tuple[Composite, ...] = ()

    def all(self, name: str) -> list[Composite]:
        """Return every composite of a name."""
        return [one for one in self.composites if one.name == name]

    def words(self) -> tuple[str, ...]:
        """Return all that may be words; numbers, days, codes and who and where are none."""
        if self.tag in _WITHOUT_WORDS or self.value("C506", "1153") in _OF_DOCUMENTS:
            return ()
        return tuple(value for one in self.composites for _, value in one.values)

    def value(self, name: str, element: str = "") -> str:
        """Return a value: of a data element that stands alone, or of one in a composite."""
        element = element or name
        return next(
            (value for one in self.composites if one.name == name and (value := one.value(element))), ""
        )


_LAYOUTS = MappingProxyType(
    {
        "UNH": "0062 S009(0065 0052 0054 0051)",
        "BGM": "C002(1001 1131 3055 1000) C106(1004) 1225",
        "DTM": "C507(2005 2380 2379)",
        "CUX": "C504(6347 6345 6343) C504(6347 6345 6343)",
        "NAD": "3035 C082(3039 1131 3055) C058(3124*5) C080(3036*5) C059(3042*4) 3164 C819(3229) 3251 3207",
        "RFF": "C506(1153 1154 1156)",
        "LIN": "1082 1229 C212(7140 7143 1131 3055) C829(5495 1082)",
        "PIA": "4347 C212(7140 7143 1131 3055)*5",
        "IMD": "7077 C272(7081) C273(7009 1131 3055 7008*2 3453)",
        "FTX": "4451 4453 C107(4441 1131 3055) C108(4440*5)",
        "QTY": "C186(6063 6060 6411)",
        "MOA": "C516(5025 5004 6345 6343)",
        "PRI": "C509(5125 5118)",
        "ALI": "3239 9213",
        "LOC": "3227 C517(3225 1131 3055 3224)",
        "GIN": "7405 C208(7402*2)*5",
        "GIR": "7297 C206(7402 7405)*5",
        "UNS": "0081",
        "UNT": "0074 0062",
        "UNZ": "0036 0020",
    }
)
"""The segments that are read, as UNTDID and ISO 9735 lay them out; ``*5`` repeats."""
_PART = re.compile(r"(?P<name>\w+)(?:\((?P<within>[^)]*)\))?(?:\*(?P<times>\d))?")


def _elements(within: str) -> tuple[str, ...]:
    return tuple(match["name"] for match in _PART.finditer(within) for _ in range(int(match["times"] or 1)))


def _layout(written: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (match["name"], _elements(match["within"] or match["name"]))
        for match in _PART.finditer(written)
        for _ in range(int(match["times"] or 1))
    )


_OTHERS_TEXT = """
    AJT ALC APR ARD ASI AUT BII BUS CAV CCI CDI CPS DGS DLI DLM DMS DOC EFI EQA EQD EQN ERC GDS GEI
    GIS GPO HAN HYN ICD IDE IHC INP INV LAN MEA MTD NME PAC PAT PCI PDI PGI PIT PYT QVR RCS RJL RNG
    RSL RTE SCC SEL SGP SGU STA STC STG STS TDT TMD TMP TOD TPL TRI TSR
"""
OTHERS = frozenset(_OTHERS_TEXT.split())
"""Segments of which no field is made; in what they hold words may stand."""
LAYOUTS = MappingProxyType({tag: _layout(written) for tag, written in _LAYOUTS.items()})
"""Tag → (name of the composite, numbers of its data elements) in order."""


def placed(tag: str, place: str, parts: list[list[list[str]]]) -> Segment:
    """Return a segment whose values are known by their places.

    Args:
        tag: of the segment.
        place: where it stands.
        parts: for each place the values; a list of several where the place is repeated (syntax 4).
    """
    layout = LAYOUTS.get(tag, ())
    composites = [
        Composite(name, tuple(zip(elements, values, strict=False)))
        for (name, elements), repeats in zip(layout, parts, strict=False)
        for values in repeats
    ]
    # What the layout has no place for has no number, and words may stand there all the same.
    composites += [
        Composite("", tuple(("", value) for value in values))
        for repeats in parts[len(layout) :]
        for values in repeats
    ]
    return Segment(tag, place, tuple(composites))
