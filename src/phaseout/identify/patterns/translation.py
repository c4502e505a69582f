r"""How is a pattern of the register written for Vectorscan, so that it finds what RE2 finds?

Many texts are scanned as the lines of one buffer, so no pattern may reach over a line end: within a text a
``BREAK`` stands for one, and no set of letters holds the line end itself. What a set holds is asked of RE2,
since its reading counts: ``\s``, ``.`` and ``[^a]`` are written as the bytes they stand for.
"""

import re
from functools import cache
from typing import NamedTuple

from phaseout.pattern import Pattern, PatternError

BREAK = 0x0B
"""Stands for a line end within a text."""
RIDDLE = 0x1C
"""Stands for what only RE2 can read; a text that holds it as it is goes to RE2 as well."""
BEYOND = range(0x80, 0x100)
"""Any of them stands for a letter beyond ASCII, no matter which."""

_TOKEN = re.compile(
    r"""(?P<group>\(\?P?<\w+>)
      | \(\?(?P<flags>[A-Za-z-]+)(?P<scope>[:)])
      | (?P<edge>[\^$] | \\[Az])
      | (?P<kept>\\[bB] | \\[!-/:-@\[-`{-~])
      | (?P<set>\[\^?\]?(?:\[:\^?\w+:\] | \\. | [^\]\\])*\]
              | \\(?:[pPx]\{[^}]*\} | x.. | [pP]. | .)
              | \. | [^ -~])""",
    re.VERBOSE | re.DOTALL,
)
_UNTOLD = re.compile(r"\\[CQ0-9]")
"""A byte, a quotation, the beginning of a number: no set of letters."""
_PARTING = re.compile(r"[^\x00-\x7f]|(?<!\\)(?:\\\\)*\\(?:[pP]|x(?![0-7]))")
"""May part the letters beyond ASCII, which all look the same in a scan."""
_FLAGS = re.compile(r"\(\?([A-Za-z-]+)[:)]")
_TAIL = re.compile(
    r"(?P<set>(?<!\\)\[(?:\\x..)+\])(?:(?P<none>[*?]|\{0,\d*\})|\+|(?P<least>\{\d+),\d*\})\??(?=\)*$)"
)
"""A set at the end that may stand there more often than it must: each time would be a match of its own."""
_ASCII = frozenset(range(128))
_EVERY = bytes(range(128)) + "\ue000".encode()
_LINE_END = 10


class Written(NamedTuple):
    """A pattern as Vectorscan reads it."""

    expression: bytes
    is_exact: bool
    """Whether it matches no line but those of texts that the pattern matches."""


def translated(pattern: str) -> Written | None:
    """Return the pattern for a scan of lines, None where only RE2 can tell."""
    flags = "".join(_FLAGS.findall(pattern))
    is_exact = set(flags) <= {"i"} and _PARTING.search(pattern) is None
    try:
        written = _TOKEN.sub(lambda token: _rewritten(token, flags), pattern)
    except PatternError:
        return None
    return Written(_TAIL.sub(_shortest, written).encode("ascii"), is_exact)


def _rewritten(token: re.Match[str], flags: str) -> str:
    match token.lastgroup:
        case "group":
            return "(?:"
        case "scope":
            return _scope(token)
        case "edge" if "m" not in flags or token[0].startswith("\\"):
            return "^" if token[0] in ("^", r"\A") else "$"
        case "edge":
            return _edge_of_any_line(token)
        case "set":
            return _bytes_of(token[0], flags)
        case _:
            return token[0]


def _scope(token: re.Match[str]) -> str:
    if token["scope"] == ":":
        return "(?:"
    if token.start():
        raise PatternError(token[0])  # what follows may repeat what stands before
    return ""


def _shortest(tail: re.Match[str]) -> str:
    if tail["none"]:
        return "(?:)"
    return tail["set"] + (f"{tail['least']}}}" if tail["least"] else "")


def _edge_of_any_line(token: re.Match[str]) -> str:
    """Return what takes the break there, too, where nothing else can take it; elsewhere it always holds."""
    edge, before, behind = token[0], token.string[: token.start()], token.string[token.end() :]
    is_outermost = re.fullmatch(r"(?:\((?:\?[\w-]*:)?)*", before) if edge == "^" else not behind.strip(")")
    return rf"(?:{edge}|\x{BREAK:02x})" if is_outermost else "(?:)"


@cache
def _bytes_of(letters: str, flags: str) -> str:
    """Return the set of bytes that stand for the letters of a set: of any that some flag makes it hold."""
    if _UNTOLD.match(letters):
        raise PatternError(letters)
    letters = letters if len(letters) > 1 or letters == "." else f"[{letters}]"
    asked = f"(?s:{letters})" if "s" in flags else letters
    if "-" in flags:
        asked = f"(?:{asked}|(?-i:{asked}))"
    found = {byte for piece in Pattern(f"(?:{asked})+").pieces(_EVERY) for byte in piece}
    stand_ins = {RIDDLE}
    if _LINE_END in found:
        stand_ins.add(BREAK)
    if _PARTING.search(letters) or not found <= _ASCII:
        stand_ins.update(BEYOND)
    members = found & _ASCII - {_LINE_END, BREAK} | stand_ins
    return "[" + "".join(rf"\x{member:02x}" for member in sorted(members)) + "]"
