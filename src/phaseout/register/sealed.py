"""Is this compiled register whole, and of a format this program reads?"""

import hashlib
from pathlib import Path

import orjson

from phaseout.domain.problem import RegisterError

FORMAT = 1
"""Raised when an older program could not read the file."""
Content = dict[str, object]
"""The compiled register: JSON values by noun."""


def seal(content: Content) -> Content:
    """Return the content with its digest."""
    return {"digest": _digest(content), **content}


def _digest(content: Content) -> str:
    """Return the SHA-256 of the content, keys sorted, without the digest itself."""
    rest = {key: value for key, value in content.items() if key != "digest"}
    return f"sha256:{hashlib.sha256(orjson.dumps(rest, option=orjson.OPT_SORT_KEYS)).hexdigest()}"


def write_sealed(content: Content, target: Path) -> None:
    """Write the content in the order of the files; the old file stays until the new one is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.new")
    draft.write_bytes(orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE))
    draft.replace(target)


def read_sealed(path: Path) -> Content:
    """Read a compiled register; ``RegisterError`` where it cannot be trusted."""
    where, remedy = str(path), "reinstall phaseout, or compile it again with 'phaseout register build'"
    try:
        content = orjson.loads(path.read_bytes())
    except OSError as error:
        raise RegisterError(f"cannot be opened: {error.strerror}", where=where, remedy=remedy) from error
    except orjson.JSONDecodeError as error:
        raise RegisterError(f"is no compiled register: {error}", where=where, remedy=remedy) from error
    if not isinstance(content, dict) or "digest" not in content:
        raise RegisterError("is no compiled register", where=where, remedy=remedy)
    if content.get("format") != FORMAT:
        what = f"has the format {content.get('format')!r}; this program reads {FORMAT}"
        raise RegisterError(what, where=where, remedy=remedy)
    if content["digest"] != _digest(content):
        what = "has been changed since it was compiled: the digest differs"
        raise RegisterError(what, where=where, remedy=remedy)
    return content
