"""What does a code of a public list of goods and services say of a line that bears it?

A code never names a maker. It is a sign of the kind of thing: written by whoever classified the line, often
roughly, so that a text that speaks for itself outweighs it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from phaseout.domain.cite import Cite

_UNSPSC = re.compile(r"(?:v\d\.)?(\d{8})(?:\d\d)?", re.IGNORECASE | re.ASCII)
"""Two further digits are a business function; Colombia writes the version in front: ``V1.46171621``."""
_CPV = re.compile(r"(\d{8})(?:-\d)?", re.ASCII)
_HS = re.compile(r"\d{2,12}", re.ASCII)
_PSC = re.compile(r"[a-z\d]{4}", re.IGNORECASE | re.ASCII)
_APART = re.compile(r"[\s.]")
_ENDING = MappingProxyType(
    {"unspsc": re.compile(r"(?:00){1,3}$", re.ASCII), "cpv": re.compile(r"0{1,6}$", re.ASCII)}
)
"""Lists whose codes are filled up with zeros where they stand for everything below."""


class Spoken(StrEnum):
    """What a code had to say of a claim. With the id of its entry behind it, it is a rule of the claim."""

    SAYS_KIND = "code-says-kind"
    BACKS = "code-backs"
    """It counts for the name as a word for equipment would."""
    OF_A_SERVICE = "code-of-a-service"
    """What is named may only be what the service is done on."""
    OF_ANOTHER_TRADE = "code-of-another-trade"
    """The name may be another firm's."""


_SPOKEN = frozenset(Spoken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commodity:
    """An entry of a list of goods and services, with all that the list has below it."""

    id: str
    """``scheme/code``: ``unspsc/46171610``, ``hs/85258``."""
    title: str
    """As the list has it."""
    kind: str | None
    """The kind of asset a line of it is, where its text leaves that open; None where it may be several."""
    kinds: tuple[str, ...]
    """Every kind that such a line may be, the one above among them."""
    is_another_trade: bool
    """Whether nothing of the kinds in the register is traded under it: food, jewellery."""
    cite: tuple[Cite, ...] = ()

    @property
    def scheme(self) -> str:
        """The list, as readers write it in front of a code."""
        return self.id.partition("/")[0]

    @property
    def reach(self) -> str:
        """How every code begins that the entry covers."""
        code = self.id.partition("/")[2]
        ending = _ENDING.get(self.scheme)
        return ending.sub("", code) if ending else code


def rule_of(spoken: Spoken, entry: str) -> str:
    """Return the rule by which a code bears on a claim; ``entry`` is the id of its entry."""
    return f"{spoken.value}/{entry}"


def spoken_in(rule: str) -> tuple[Spoken, str] | None:
    """Return what a code had to say by a rule, and the id of its entry; None for every other rule."""
    said, _, entry = rule.partition("/")
    return (Spoken(said), entry) if said in _SPOKEN else None


def code_of(scheme: str, written: str) -> str | None:
    """Return a code as the entries of a list are compared with it, None where it is none of that list.

    Check digits, dots and blanks are left out: ``32323500-8``, ``8525.89``.
    """
    written = written.strip()
    read = _READ.get(scheme)
    return read(written) if read is not None else None


def _unspsc(written: str) -> str | None:
    match = _UNSPSC.fullmatch(written)
    return match[1] if match else None


def _cpv(written: str) -> str | None:
    match = _CPV.fullmatch(written)
    return match[1] if match else None


def _hs(written: str) -> str | None:
    digits = _APART.sub("", written)
    return digits if _HS.fullmatch(digits) else None


def _psc(written: str) -> str | None:
    return written.lower() if _PSC.fullmatch(written) else None


_READ: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {"unspsc": _unspsc, "cpv": _cpv, "hs": _hs, "psc": _psc}
)
SCHEMES = tuple(_READ)
"""The lists whose codes are understood."""
