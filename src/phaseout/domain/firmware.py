"""Which version of firmware does a device say it runs, and is it older than another?"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.domain.truth import Truth

LONGEST = 200
"""Characters of a version that are looked at."""


class Dialect(StrEnum):
    """How a maker writes versions."""

    HIKVISION = "hikvision"
    """``V5.4.0 build 160530``, ``V3.5.38build 191215``, ``V5.7.13_230822``; recorders fill with zeros."""
    DAHUA = "dahua"
    """``2.820.0000000.5.R.210705``, ``2.800.0000000.29.R, build:2021-06-30``; a letter in it is no number."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmware:
    """A version: its numbers, the day it was built, or only one of them."""

    dialect: Dialect
    numbers: tuple[int, ...] | None = None
    built: date | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything of it could be read."""
        return self.numbers is not None or self.built is not None

    def is_older_than(self, bound: "Firmware") -> Truth:
        """Say whether it is older than a version that somebody published.

        The numbers decide; of two equal ones the later build is the newer, because makers release a
        version again under its number. Where only one of the two has numbers the days of building
        are compared: OEM firmware has letters in its numbers, and some bounds are days. What cannot be
        compared is unknown: never older, never newer, never the same.
        """
        return _is(self._against(bound), -1)

    def is_newer_than(self, bound: "Firmware") -> Truth:
        """Say whether it is newer than a version that somebody published, by the same rules."""
        return _is(self._against(bound), 1)

    def _against(self, bound: "Firmware") -> int | None:
        """Return -1 for older, 1 for newer, 0 for the same, None where nobody can tell."""
        if self.dialect is not bound.dialect:
            return None
        if self.numbers is not None and bound.numbers is not None:
            if self.numbers != bound.numbers:
                return -1 if self.numbers < bound.numbers else 1
            if bound.built is None:
                return 0  # a bound without a day means every build of its number
        if self.built is None or bound.built is None:
            return None
        return (self.built > bound.built) - (self.built < bound.built)


_NUMBERS = {
    Dialect.HIKVISION: re.compile(r"V?(\d{1,3}(?:\.\d{1,4}){2,3})(?=$|[\s,;_(]|build)", re.I | re.A),
    Dialect.DAHUA: re.compile(
        r"V?(\d{1,3}(?:\.\d{1,7}){3})(?:\.[A-Z]{1,2})?(?![\dA-Z]|\.[A-Z])", re.I | re.A
    ),
}
_BUILT = {
    Dialect.HIKVISION: re.compile(r"(?:build[\s:]{0,3}|_)(\d\d)(\d\d)(\d\d)(?!\d)", re.I | re.A),
    Dialect.DAHUA: re.compile(
        r"(?:\.R\.|build(?:[\s_-]?date)?[\s:]{0,3}(?:20)?)(\d\d)-?(\d\d)-?(\d\d)(?!\d)|"
        r"[,\s]20(\d\d)-(\d\d)-(\d\d)(?!\d)",
        re.I | re.A,
    ),
}


def read_firmware(written: str, dialect: Dialect) -> Firmware:
    """Return what a version says; nothing is known of one of another form."""
    text = written.strip()[:LONGEST]
    if dialect is Dialect.UNKNOWN:
        return Firmware(dialect=dialect)
    return Firmware(
        dialect=dialect, numbers=_numbers(text, _NUMBERS[dialect]), built=_built(text, _BUILT[dialect])
    )


def dialect_of(party: str) -> Dialect:
    """Return how a maker writes versions, as far as it is known."""
    return Dialect(party) if party in (Dialect.HIKVISION, Dialect.DAHUA) else Dialect.UNKNOWN


def _numbers(text: str, pattern: re.Pattern[str]) -> tuple[int, ...] | None:
    match = pattern.match(text)
    return tuple(int(part) for part in match[1].split(".")) if match else None


def _built(text: str, pattern: re.Pattern[str]) -> date | None:
    match = pattern.search(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(2000 + year, month, day)
    except ValueError:
        return None


def _is(sign: int | None, wanted: int) -> Truth:
    if sign is None:
        return Truth.UNKNOWN
    return Truth.YES if sign == wanted else Truth.NO
