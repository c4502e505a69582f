"""How is it said in French why something was not read, not examined or not joined?

Readers give their reasons in English, and so does the document, where programs find them unchanged.
``unread.json`` holds ``[English, French]``; ``{0}`` is what a reason quotes. A reason that no row has, such
as that of a reader somebody plugged in, stays as it is.
"""

import re
from functools import lru_cache
from importlib.resources import files

import orjson

REMEDY = "\n  What to do: "
"""Stands in the diagnosis of a source that could not be opened, between what and the remedy."""
_FRENCH_REMEDY = "\n  À faire\N{NO-BREAK SPACE}: "
_BETWEEN = "; "
_PLACE = re.compile(r"\{(\d)\}")
_MARK = re.compile(r"“([^“”]*)”(?: \(([^()]*)\))?")
_MARKED = re.compile(rf"{_MARK.pattern}(?:, {_MARK.pattern})*")


_PLACES = {
    "line": "ligne", "row": "ligne", "packet": "paquet", "byte": "octet", "after host": "après l’hôte",
    "segment": "segment", "page": "page", "paragraph": "paragraphe", "table": "tableau",
    "attachment": "pièce jointe", "host": "hôte", "file": "fichier", "workbook": "classeur", "rest": "reste",
}  # fmt: skip
_PLACE_WORD = re.compile(r"(?<![^\s,:])(" + "|".join(_PLACES) + r")(?![^\s,:])")
_RECORD = re.compile(r"record (\d+)(?![^,])")
_COLUMN = ", column "
"""Behind it stands the name of a column as its file has it."""


def locator_words(locator: str, lang: str) -> str:
    """Return a place in a source: ``line 12, column Serial``, ``ligne 12, colonne Serial``."""
    if lang != "fr":
        return locator
    if record := _RECORD.match(locator):  # behind it stands a key as its file has it
        return f"enregistrement {record[1]}{locator[record.end() :]}"
    where, column, name = locator.partition(_COLUMN)
    said = _PLACE_WORD.sub(lambda match: _PLACES[match[1]], where).replace(": ", "\N{NO-BREAK SPACE}: ")
    return f"{said}, colonne {name}" if column else said


def unread_words(why: str, lang: str) -> str:
    """Return a reason in the language; its parts, set apart by semicolons, are each looked up."""
    return why if lang != "fr" else _in_french(why)


@lru_cache(maxsize=4096)
def _in_french(why: str) -> str:
    what, remedy, helps = why.partition(REMEDY)
    if remedy:
        return f"{_in_french(what)}{_FRENCH_REMEDY}{_in_french(helps)}"
    if (whole := _clauses(why)) is not None:
        return whole
    # A diagnosis begins with the name of its file.
    name, colon, rest = why.partition(": ")
    said = _clauses(rest) if colon else None
    return why if said is None else f"{name}\N{NO-BREAK SPACE}: {said}"


def _clauses(why: str) -> str | None:
    """Return the parts in French; None where the first is not known.

    What is quoted may have a semicolon of its own, so that more and more is taken for the first part.
    """
    parts, best = why.split(_BETWEEN), None
    for end in range(1, len(parts) + 1):
        said = _known(_BETWEEN.join(parts[:end]))
        if said is None:
            continue
        if end == len(parts):
            return best or said
        rest = _BETWEEN.join(parts[end:])
        if (after := _clauses(rest)) is not None:
            return f"{said}{_BETWEEN}{after}"
        best = best or f"{said}{_BETWEEN}{rest}"
    return best


def _known(clause: str) -> str | None:
    for pattern, french in _rows():
        if match := pattern.fullmatch(clause):
            return _filled(french, match)
    return None


def _filled(french: str, match: re.Match[str]) -> str:
    return _PLACE.sub(lambda place: _quoted(match[f"q{place[1]}"], french[: place.start()]), french)


def _quoted(text: str, before: str) -> str:
    """Return what a reason quotes: a reason in it is said in French too, anything else stays.

    ``before`` is the French in front of it. What it has in quotation marks already is a file's own, with
    the file's own marks in it; elsewhere the marks are the reader's, and so is the place behind them.
    """
    if not before.rstrip().endswith("«") and _MARKED.fullmatch(text):
        return _MARK.sub(_in_guillemets, text)
    return _clauses(text) or text if " " in text else text


def _in_guillemets(mark: re.Match[str]) -> str:
    place = f" ({locator_words(mark[2], 'fr')})" if mark[2] else ""
    return f"«\N{NO-BREAK SPACE}{mark[1]}\N{NO-BREAK SPACE}»{place}"


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = orjson.loads(files("phaseout.report").joinpath("unread.json").read_bytes())
    return tuple((_pattern(english), french.replace(" :", "\N{NO-BREAK SPACE}:")) for english, french in rows)


def _pattern(english: str) -> re.Pattern[str]:
    # Every second piece is the number of a place, which takes in whatever was quoted there.
    pieces = (
        f"(?P<q{piece}>.+?)" if at % 2 else re.escape(piece) for at, piece in enumerate(_PLACE.split(english))
    )
    return re.compile("".join(pieces), re.DOTALL)
