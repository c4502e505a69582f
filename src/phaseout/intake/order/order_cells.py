"""Which number, currency, day or country does a cell of a table of purchases mean, if one for certain?"""

import re
import unicodedata
from collections.abc import Iterable
from types import MappingProxyType

_SHOWN = 40
_LONGEST = 60
"""Characters of a cell that may be a number."""
_SIGNS = MappingProxyType(
    {"€": "EUR", "£": "GBP", "CA$": "CAD", "C$": "CAD", "US$": "USD", "A$": "AUD", "CDN$": "CAD", "$": ""}
)
"""A bare dollar is anybody's."""
_MONEY = re.compile(
    r"(?P<open>\()?\s*(?P<before>CDN\$|CA\$|US\$|C\$|A\$|[$€£]|[A-Z]{3}\b)?\s*"
    r"(?P<number>[+-]?[\d.,'’]*\d[\d.,'’]*)\s*(?P<minus>-)?\s*"
    r"(?P<after>CDN\$|CA\$|US\$|C\$|A\$|[$€£]|[A-Z]{3})?\s*(?(open)\))"
)
_BLANK_BETWEEN = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?:\D|$))")
_MINUS = re.compile(r"^\s*(?:-|\u2212|–)\s*(?=[\d$€£A-Z])")
_PLAIN = re.compile(r"\d+")
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_ONE_MARK = re.compile(r"(\d+)[.,](\d+)|[.,](\d+)")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,}")
_BOTH = re.compile(r"(\d{1,3}(?:,\d{3})+)\.(\d+)|(\d{1,3}(?:\.\d{3})+),(\d+)")
_COUNTRIES_TEXT = """
    AU AUS australia australie australien; AT AUT austria autriche osterreich; BE BEL belgium belgique
    belgien belgica; BR BRA brazil bresil brasilien brasil; CA CAN canada kanada; CH CHE switzerland suisse
    schweiz suiza; CN CHN china chine prc; CZ CZE czechia tchequie tschechien chequia; DE DEU germany
    allemagne deutschland alemania; DK DNK denmark danemark
    dinamarca; ES ESP spain espagne spanien espana; FI FIN
    finland finlande finnland finlandia; FR FRA france frankreich francia; GB GBR; HK HKG hongkong; HU HUN
    hungary hongrie ungarn hungria; ID IDN indonesia indonesie indonesien; IE IRL ireland irlande irland
    irlanda; IL ISR israel; IN IND india inde indien; IT ITA italy italie italien italia; JP JPN japan japon;
    KR KOR korea coree corea southkorea; LT LTU lithuania lituanie litauen lituania; MX MEX mexico mexique
    mexiko; MY MYS malaysia malaisie malasia; NL NLD netherlands niederlande; NO NOR norway norvege norwegen
    noruega; NZ NZL newzealand; PH PHL philippines philippinen filipinas; PL POL poland pologne polen polonia;
    PT PRT portugal; RO ROU romania roumanie rumanien rumania; RU RUS russia russie russland rusia; SE SWE
    sweden suede schweden suecia; SG SGP singapore singapour singapur; TH THA thailand thailande tailandia;
    TR TUR turkey turquie turkei turquia; TW TWN taiwan; UA UKR ukraine ucrania; US USA unitedstates etatsunis
    estadosunidos vereinigtestaaten; VN VNM vietnam; ZA ZAF southafrica
"""
_COUNTRIES = MappingProxyType(
    {
        word.casefold(): words[0]
        for entry in _COUNTRIES_TEXT.split(";")
        if (words := entry.split())
        for word in words
    }
)
Number = tuple[str, str, str]
"""(number with a decimal point, currency of ISO 4217, why it is unread), empty where there is none."""


def number_of(cell: str, decimal: str) -> Number:
    """Read a quantity or an amount.

    Args:
        cell: as written: ``1 234,50 $``, ``(12.00)``, ``CAD 1,234.50``, ``12.00-``.
        decimal: the decimal mark of the table, "" if nobody knows.
    """
    text = _BLANK_BETWEEN.sub("", cell[:_LONGEST].replace("\u2212", "-"))
    negative = bool(_MINUS.match(text))
    match = _MONEY.fullmatch(_MINUS.sub("", text)) if len(cell) <= _LONGEST else None
    if match is None:
        return "", "", f"“{cell[:_SHOWN]}” is no number"
    written = match["number"].replace("'", "").replace("’", "")
    negative |= bool(match["open"] or match["minus"]) or written.startswith("-")
    number = _plain(written.lstrip("+-"), decimal)
    if not number:
        return "", "", _doubt(cell, written.lstrip("+-"))
    sign = match["before"] or match["after"] or ""
    return f"-{number}" if negative else number, _SIGNS.get(sign, sign), ""


def less_than_nothing(cells: Iterable[str], decimal: str) -> str:
    """Return the first of the numbers that is less than 0, "" where none is: its sign needs no currency."""
    found = (number_of(cell, decimal)[0] for cell in cells)
    return next((number for number in found if number.startswith("-") and number.strip("-0.")), "")


def decimal_mark(cells: Iterable[str]) -> str:
    """Return the decimal mark that the numbers of a table show, "" if they show none or both."""
    shown = set()
    for cell in cells:
        match = _MONEY.fullmatch(_MINUS.sub("", _BLANK_BETWEEN.sub("", cell[:_LONGEST])))
        written = match["number"].lstrip("+-") if match else ""
        if (both := _BOTH.fullmatch(written)) is not None:
            shown.add("." if both[1] else ",")
        elif _ONE_MARK.fullmatch(written) and not _EITHER.fullmatch(written):
            shown.add("." if "." in written else ",")
    return shown.pop() if len(shown) == 1 else ""


def country_of(cell: str) -> str:
    """Return the two letters of a country, the cell itself where nobody knows it."""
    text = cell.strip()
    return _COUNTRIES.get(_folded(text), text)


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in bare if char.isalnum())


def _plain(written: str, decimal: str) -> str:
    if _PLAIN.fullmatch(written) or _GROUPED.fullmatch(written):
        return written.replace(",", "").replace(".", "")
    if (both := _BOTH.fullmatch(written)) is not None:
        whole, part = (both[1], both[2]) if both[1] else (both[3], both[4])
        return f"{whole.replace(',', '').replace('.', '')}.{part}"
    one = _ONE_MARK.fullmatch(written)
    if one is None or (_EITHER.fullmatch(written) and not decimal):
        return ""
    if _EITHER.fullmatch(written) and decimal not in written:
        return written.replace(",", "").replace(".", "")
    return f"{one[1] or 0}.{one[2] or one[3]}"


def _doubt(cell: str, written: str) -> str:
    if _EITHER.fullmatch(written):
        whole, _, part = written.replace(",", ".").partition(".")
        return f"“{cell[:_SHOWN]}” may be {whole}{part} or {whole}.{part}; write numbers without separators"
    return f"“{cell[:_SHOWN]}” is no number"
