"""How is one kind of table of a programme written anew, so that all else of the text stays as it is?"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from itertools import takewhile

from phaseout.report.toml_text import toml_text

_HEADER = re.compile(r"\s*\[")
_IDLE = re.compile(r"\s*(?:#.*)?$")
Table = Mapping[str, object]


class NotToBeRewrittenError(Exception):
    """The text is written in a way that cannot be changed in part: it has to be edited as a whole."""


def with_tables(text: str, name: str, tables: Sequence[Table]) -> str:
    """Return a text in which its tables ``[[name]]`` are replaced by others.

    Raises:
        NotToBeRewrittenError: what else the text says would be another.
    """
    written = "\n\n".join(_written(name, table) for table in tables)
    changed = f"{_without(text, name).rstrip()}\n\n{written}".rstrip() + "\n"
    try:
        before, after = tomllib.loads(text), tomllib.loads(changed)
    except tomllib.TOMLDecodeError:
        raise NotToBeRewrittenError from None
    if after.pop(name, []) != [dict(table) for table in tables]:
        raise NotToBeRewrittenError
    before.pop(name, None)
    if before != after:
        raise NotToBeRewrittenError
    return changed


def _without(text: str, name: str) -> str:
    """Return a text without some tables; what stands in comments right above another table stays with it."""
    ours = re.compile(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]\s*(?:#.*)?$")
    kept: list[str] = []
    block: list[str] = []
    is_ours = False
    for line in text.splitlines():
        if _HEADER.match(line):
            if is_ours:
                kept += reversed(list(takewhile(_IDLE.match, reversed(block))))
            is_ours, block = bool(ours.match(line)), []
        if is_ours:
            block.append(line)
        else:
            kept.append(line)
    return "\n".join(kept)


def _written(name: str, table: Table) -> str:
    return "\n".join([f"[[{name}]]", *(f"{key} = {_value(value)}" for key, value in table.items())])


def _value(value: object) -> str:
    match value:
        case str():
            if (text := toml_text(value)) is None:
                raise NotToBeRewrittenError
            return text
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return repr(value)
    raise NotToBeRewrittenError
