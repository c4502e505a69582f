"""Which word stands for the list a party's number or a commodity code is from?

Numbers of ISO 6523 keep theirs (``iso6523-0088:4012345000009``), but for those that other sources know by
a name of its own: ``duns``, ``lei``, ``vat``. Anything else keeps the name the document gives the list.
"""

import re
from types import MappingProxyType

_ICD = re.compile(r"0\d{3}", re.ASCII)
_EAS = re.compile(r"99\d\d", re.ASCII)
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_SCHEME = 40
_PARTIES = MappingProxyType(
    {
        "0060": "duns",
        "d-u-n-s": "duns",
        "0199": "lei",
        "xi-lei": "lei",
        "va": "vat",
        "fc": "tax",
    }
)
"""``XI-LEI`` is the word of org-id.guide, which OCDS uses; ``VA`` and ``FC`` are those of CII (UNTDID 1153)
for the VAT number and the number at a tax office."""
_CODES = MappingProxyType(
    {
        "sti": "cpv",
        "tst": "unspsc",
        "un-spsc": "unspsc",
        "hs": "hs",
        **dict.fromkeys(("srv", "0160", "gtin", "ean", "upc"), "gtin"),
    }
)
"""``STI``, ``TST``, ``SRV`` and ``HS`` are codes of UNTDID 7143; ``0160`` is the GTIN in ISO 6523."""
_LISTED = re.compile(r"(?:unspsc|cpv|hs|psc|naics|gsin|gtin):\S", re.ASCII)
"""How a code begins that names its list itself."""
NO_PARTY_NUMBER = frozenset({"em"})
"""Electronic addresses that are e-mail addresses."""


def party_identifier(scheme: str, value: str, otherwise: str = "id") -> str:
    """Return ``scheme:value`` of a number of a party, "" if there is none.

    Args:
        scheme: the name the document gives the list of numbers; "" if it gives none.
        value: the number.
        otherwise: the word where there is no name.
    """
    value = "".join(value.split())
    named = scheme.strip().lower()
    if not value or named in NO_PARTY_NUMBER or "@" in value:
        return ""
    if named in _PARTIES:
        word = _PARTIES[named]
    elif _ICD.fullmatch(named):
        word = f"iso6523-{named}"
    elif _EAS.fullmatch(named):
        word = f"eas-{named}"
    else:
        word = _word(named) or otherwise
    # 12-345-6789 and 123456789 are one number.
    return f"{word}:{value.replace('-', '') if word == 'duns' else value}"


def item_code(scheme: str, value: str, otherwise: str = "code") -> str:
    """Return ``scheme:value`` of a commodity code or an article number of a public list, "" if none."""
    value = value.strip()
    named = scheme.strip().lower()
    if not named and _LISTED.match(value):
        return value
    return f"{_CODES.get(named) or _word(named) or otherwise}:{value}" if value else ""


def is_listed(code: str) -> bool:
    """Return whether a code, ``scheme:value``, is from a public list of goods and services."""
    return _LISTED.match(code) is not None


def listed_in(cell: str) -> list[str]:
    """Return the values of a cell: the open data of Canada write several as a list with asterisks."""
    parts = cell.split("\n") if cell.lstrip().startswith("*") else [cell]
    return [part.strip().removeprefix("*") for part in parts]


def _word(scheme: str) -> str:
    return _NOT_A_WORD.sub("-", scheme).strip("-")[:_LONGEST_SCHEME]
