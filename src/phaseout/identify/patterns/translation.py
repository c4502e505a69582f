"""How is a pattern of the register written for Vectorscan, so that it misses nothing that RE2 finds?"""

import re

_TOKEN = re.compile(r"\\(?P<escaped>.)|\(\?P?<\w+>", re.DOTALL)
_RANGE_BEYOND = re.compile(r"[^\x00-\x7f]-|-[^\x00-\x7f]")
"""May hold the two letters beyond ASCII that are, case ignored, letters of ASCII."""
_KIN = frozenset("\u017f\u212a")
"""Those two."""
_UNLIKE = re.compile(r"\\(?![dwb]|[^0-9A-Za-z])|\[\^|\[\[|\[[^\]]*\[|\(\?(?!:|P?<\w)")
"""White space, what a class leaves out, flags: each may reach over a line end or mean something else."""
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def translated(pattern: str) -> bytes | None:
    r"""Return the pattern for a scan of lines, or None where only RE2 can tell.

    Lines are scanned many at a time, with ``^`` and ``$`` holding at the ends of each. So ``\A`` and ``\z``
    become ``^`` and ``$``, and names of groups go. Only texts of ASCII are scanned, so any other letter
    stands for one that is never there.
    """
    if _RANGE_BEYOND.search(pattern) or not _KIN.isdisjoint(pattern):
        return None
    return _FOREIGN.sub("\xff", _TOKEN.sub(_rewritten, pattern)).encode("latin-1")


def is_read_alike(pattern: str) -> bool:
    """Whether a match that Vectorscan finds within a line is one that RE2 finds in the text.

    True of patterns built of nothing that could reach over a line end or that the two read differently.
    """
    return pattern.isascii() and pattern.isprintable() and _UNLIKE.search(pattern) is None


def _rewritten(token: re.Match[str]) -> str:
    match token["escaped"]:
        case None:
            return "(?:"
        case "A":
            return "^"
        case "z":
            return "$"
        case _:
            return token[0]
