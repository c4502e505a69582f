"""Which number of which list names a person, however it was written?"""

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import NamedTuple

_NO_SIGN = re.compile(r"[^0-9A-Z]+")
_SCHEMES = MappingProxyType(
    {
        **dict.fromkeys(("lei", "iso6523-0199", "iso17442", "xi-lei"), "lei"),
        **dict.fromkeys(("uei", "sam", "sam-uei", "us-sam", "us-uei", "unique-entity-id"), "uei"),
        **dict.fromkeys(("cage", "ncage", "cage-code", "iso6523-0030"), "cage"),
        **dict.fromkeys(("bn", "ca-bn", "ca-cra-acr", "ca-cra", "business-number", "ne"), "bn"),
        **dict.fromkeys(("duns", "us-duns", "iso6523-0060", "d-u-n-s", "1"), "duns"),
        **dict.fromkeys(("vat", "tva", "iso6523-0088-vat"), "vat"),
        **dict.fromkeys(("siren", "fr-siren", "iso6523-0002-siren"), "siren"),
    }
)
"""Names of one list → its name here; any other list keeps its own."""
_BN = re.compile(r"(\d{9})(?:[A-Z]{2}\d{4})?")
"""A business number of Canada, with or without a program account behind it."""
_LEI_REMAINDER = 97
_EVEN = 10


class Identifier(NamedTuple):
    """A number of a person in a list."""

    scheme: str
    value: str


def identifier_of(written: str) -> Identifier | None:
    """Return the identifier of ``scheme:value``; None where its list has none such."""
    scheme, _, value = written.partition(":")
    name = scheme.strip().lower().replace("_", "-").replace(" ", "-")
    name = _SCHEMES.get(name, name)
    bare = _NO_SIGN.sub("", value.upper())
    if name == "bn" and (account := _BN.fullmatch(bare)):
        bare = account[1]
    if not bare or not name or not _CHECKS.get(name, bool)(bare):
        return None
    return Identifier(name, bare)


def _is_lei(value: str) -> bool:
    """ISO 17442: 20 characters whose digits, letters read as 10 to 35, leave 1 when divided by 97."""
    if not re.fullmatch(r"[0-9A-Z]{18}\d\d", value):
        return False
    return int("".join(str(int(char, 36)) for char in value)) % _LEI_REMAINDER == 1


def _is_bn(value: str) -> bool:
    """Nine digits, the last by Luhn."""
    if not re.fullmatch(r"\d{9}", value):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(value))
    return sum(number // _EVEN + number % _EVEN for number in doubled) % _EVEN == 0


def _is_duns(value: str) -> bool:
    return re.fullmatch(r"\d{9}", value) is not None and value != "0" * 9


def _is_uei(value: str) -> bool:
    """Twelve letters and digits without O and I, the first not 0."""
    return re.fullmatch(r"[1-9A-HJ-NP-Z][0-9A-HJ-NP-Z]{11}", value) is not None


def _is_cage(value: str) -> bool:
    return re.fullmatch(r"[0-9A-HJ-NP-Z]{5}", value) is not None


_CHECKS: MappingProxyType[str, Callable[[str], bool]] = MappingProxyType(
    {"lei": _is_lei, "bn": _is_bn, "duns": _is_duns, "uei": _is_uei, "cage": _is_cage}
)
ONE_EACH = frozenset({"lei", "bn"})
"""Lists in which a person has one number: another number is another person."""
