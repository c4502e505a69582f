r"""What does text from a device, a file or an order look like where somebody reads it?

Nothing is lost silently: a character that could act instead of being read is shown as its escape
(``\x1b``), and a backslash that would read as such an escape is doubled. The JSON document alone keeps
text verbatim.
"""

import re
from enum import StrEnum
from typing import assert_never
from unicodedata import category


class Destination(StrEnum):
    """Where text is about to stand; each can be attacked in its own way."""

    TERMINAL = "terminal"
    """A terminal or the log of a build service."""
    CELL = "cell"
    """A cell of a CSV file or a workbook, which a spreadsheet program may take for a formula."""
    PAGE = "page"
    """HTML text or an attribute value, escaped afterwards by the template."""
    MARKDOWN = "markdown"
    """Markdown, as a code span in which nothing is markup, a link or a mention."""


_ACTING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control, format (bidi, zero width, tags), surrogate and line separator characters."""
_NONCHARACTERS = frozenset(
    chr(code)
    for code in (*range(0xFDD0, 0xFDF0), *range(0xFFFE, 0x110000, 0x10000), *range(0xFFFF, 0x110000, 0x10000))
)
"""No XML file, and so no workbook, may hold one."""
_PLAIN = re.compile(r"[ -9;-\[\]-~]*")
"""ASCII without colon and backslash: by far the most of what devices say, and nothing to do."""
_BEYOND_PLAIN = re.compile(r"[^ -~\r\n\t]")
_SUSPECT = re.compile(r"(\\*)(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[^ -~])")
# GitHub runs `::error file=a::text` at the start of a line and `##[error]` anywhere in it, Azure
# `##vso[…]`. Lines get wrapped, so the middle of a text may become a start. `fe80::a` stays as it is.
_COMMAND = re.compile(
    r"(\\*)(:(?=:(?![0-9A-Fa-f]{1,4}(?![\w-]))[A-Za-z][\w-]*(?:[ \t][^\r\n]*)?::)|#(?=#[A-Za-z]*\[))"
)
# A separator of another country's spreadsheet begins a new cell, so what follows one counts as a start.
_MAY_BE_FORMULA = re.compile(r"[\s\"']*[=+\-@＝＋－＠]|[^;,]*[;,]")
_FORMULA = re.compile(r"(^|[;,])([\s\"']*)(?=[=+\-@＝＋－＠])")


def safe_text(text: str, to: Destination) -> str:
    """Return ``text`` as it may stand at ``to``: every acting character replaced by its visible escape.

    This is the one way from a device's words to a person's eyes or another program.
    """
    if _PLAIN.fullmatch(text) is None or "##" in text:
        keep = ""
        if to is Destination.PAGE:
            keep, text = "\n\t", text.replace("\r\n", "\n")
        text = _SUSPECT.sub(lambda match: _suspect(match[1], match[2], keep), text)
        text = _COMMAND.sub(lambda match: f"{match[1]}{match[1]}{_escape(match[2])}", text)
    match to:
        case Destination.CELL:
            return _FORMULA.sub(r"\1\2'", text) if _MAY_BE_FORMULA.match(text) else text
        case Destination.MARKDOWN:
            return _code_span(text)
        case Destination.TERMINAL | Destination.PAGE:
            return text
        case _:
            assert_never(to)


def for_terminal(text: str) -> str:
    """Return ``text`` as it may be printed on a terminal or into a build log, always one line."""
    return safe_text(text, Destination.TERMINAL)


def for_cell(text: str) -> str:
    """Return ``text`` as it may stand in a spreadsheet cell; a formula is marked by an apostrophe."""
    return safe_text(text, Destination.CELL)


def for_page(text: str) -> str:
    """Return ``text`` as a template may escape it into HTML; line ends and tabs stay."""
    return safe_text(text, Destination.PAGE)


def for_markdown(text: str) -> str:
    """Return ``text`` as a Markdown code span that is also whole inside a table cell."""
    return safe_text(text, Destination.MARKDOWN)


def acting_shown(text: str) -> str:
    """Return a whole text, such as a page put together, with every acting character shown as its escape.

    Line ends and tabs stay. Backslashes are not doubled: the text is not one value any more.
    """
    return _BEYOND_PLAIN.sub(lambda match: _escape(match[0]) if _acts(match[0]) else match[0], text)


def _suspect(slashes: str, found: str, keep: str) -> str:
    if len(found) > 1:  # text that reads as an escape: its backslashes are doubled, so it is told apart
        return slashes * 2 + found
    if found in keep or not _acts(found):
        return slashes + found
    return slashes * 2 + _escape(found)


def _acts(char: str) -> bool:
    return category(char) in _ACTING or char in _NONCHARACTERS


def _escape(char: str) -> str:
    code = f"{ord(char):02x}"
    match len(code):
        case 2:
            return f"\\x{code}"
        case 3 | 4:
            return f"\\u{code.zfill(4)}"
        case _:
            return f"\\U{code.zfill(8)}"


def _code_span(text: str) -> str:
    if not text:
        return ""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    # A table row is cut at `|` before code is looked at, and `\\|` would be a backslash and a cut.
    text = text.replace("\\|", "\\\\\\x7c").replace("|", "\\|")
    fence = "`" * (longest + 1)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"
