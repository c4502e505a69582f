"""How does a JSON value become bytes, whatever text it holds?"""

import json
from collections.abc import Mapping, Sequence

import orjson

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None
Object = dict[str, Json]


def json_bytes(value: Json) -> bytes:
    """Return compact UTF-8 JSON on one line.

    Text with a lone surrogate, which no UTF-8 can hold, is escaped so that it comes back as it was.
    """
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return json.dumps(value, separators=(",", ":")).encode("ascii")


def json_value(text: bytes) -> object:
    """Return what a JSON text says.

    Raises:
        ValueError: it is not JSON, or an object says a key twice: readers would differ on which holds.
    """
    return json.loads(text, object_pairs_hook=_once_each)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found
