"""What stands in a cell once all is gone that spreadsheets put around it, and is it whole?"""

import re

from phaseout.domain.invisible import INVISIBLE, OVERRIDE

_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_ERRORS_TEXT = """
    #REF! #N/A #NAME? #VALUE! #DIV/0! #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN!
    #GETTING_DATA #NOM? #VALEUR! #NOMBRE! #NUL! #N/D #REF #VALUE
"""
_ERRORS = frozenset(_ERRORS_TEXT.split())
_LIBRE_ERROR = re.compile(r"Err:\d{3}")
_OVERFLOW = re.compile(r"#{4,}")
_PLACEHOLDERS_TEXT = """
    n/a; na; n.a.; n.a; s/o; s.o.; n/d; nd; n.d.; none; null; nil; -; --; ---; –; —; ?; ??; ???;
    unknown; inconnu; inconnue; tbd; tba; tbc; à venir; a venir; à déterminer; a determiner; to be
    determined; not available; non disponible; aucun; aucune; x; xx; xxx; (blank); (vide); vide; blank;
    not applicable; non applicable; sans objet; .; ..; ...; …; missing; manquant; illegible; illisible;
    unreadable; pending; not known; undefined; (none); (null); nan
"""
_PLACEHOLDERS = frozenset(("", *(" ".join(words.split()) for words in _PLACEHOLDERS_TEXT.split(";"))))
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
_MONTH = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|f[ée]vr|mars|avr|mai|juin|juil|ao[uû]t|sept|d[ée]c"
)
_MADE_A_DAY = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?"
    rf"|\d{{1,2}}-(?:{_MONTH})\.?(?:-\d\d)?|(?:{_MONTH})\.?-\d\d",
    re.IGNORECASE,
)
NOT_SHOWN = "the text here"
"""How a reason speaks of a cell that may be anything, a password in the wrong column included."""
LOST = "\ufffd"
LOST_LETTERS = "letters were lost when the file was saved; save it again as “CSV UTF-8”"
_AS_TEXT = "format the column as Text and enter it again from the label or the original export"


def plain(cell: str) -> str:
    """Return the text of a cell without what spreadsheets and copying put around it; "" for a placeholder."""
    text = cell
    if (
        not (cell.isascii() and cell.isprintable()) and OVERRIDE not in cell
    ):  # which turns what it stands before
        text = INVISIBLE.sub("", cell).replace("\u00a0", " ")
    text = text.strip()
    if text[:1] in {"=", "'"}:
        text = _unwrapped(text)
    return "" if text.lower() in _PLACEHOLDERS else text


def _unwrapped(text: str) -> str:
    """Return ``00123`` for ``="00123"``, and the text behind the apostrophe that forces text."""
    if match := _FORMULA_TEXT.fullmatch(text):
        return match[1].replace('""', '"').strip()
    return text[1:].strip() if text.startswith("'") else text


def is_error(text: str) -> bool:
    """Whether a spreadsheet program put an error where a value should be."""
    return text.upper() in _ERRORS or bool(_LIBRE_ERROR.fullmatch(text) or _OVERFLOW.fullmatch(text))


def what_mangled(text: str) -> str | None:
    """Return what was done to a designation and what helps, None if it is whole."""
    if is_error(text):
        return shown_error(text)
    if LOST in text:
        return LOST_LETTERS
    if _SCIENTIFIC.fullmatch(text):
        return f"“{text}” is what a spreadsheet program left of a long number; {_AS_TEXT}"
    if _MADE_A_DAY.fullmatch(text):
        return f"“{text}” looks like a designation that was made a date; {_AS_TEXT}"
    return None


def shown_error(text: str) -> str:
    """Say that a cell shows an error, and what helps."""
    return f"the spreadsheet shows the error {text[:20]} here; correct the formula or type the value"
