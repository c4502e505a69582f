"""Which bytes stand for a value, so that equal values have equal hashes? (RFC 8785)

A value is what JSON knows: ``None``, ``bool``, ``int``, ``float``, ``str``, ``list``, ``dict`` with ``str``
keys. What the scheme cannot carry unchanged is refused, never rounded: NaN and infinities, integers beyond
2^53 − 1, lone surrogates, keys that stand twice.
"""

import json
import math
import re
from collections.abc import Mapping
from json.encoder import encode_basestring as quoted

from phaseout.domain.problem import SourceError

LARGEST = 2**53 - 1
"""The largest integer that every reader of JSON keeps (RFC 7493, 2.2)."""
DEEPEST = 64
"""Levels of objects and lists within each other."""
_BEYOND_FIXED = 21
"""Digits before the point from which ECMAScript writes an exponent."""
_LEAST_FIXED = -6
_SURROGATE = re.compile("[\ud800-\udfff]")


class CanonicalError(SourceError):
    """A value that has no canonical form, or bytes that are not one."""


def canonical(value: object) -> bytes:
    """Return the canonical bytes of a value.

    Raises:
        CanonicalError: the scheme cannot carry it.
    """
    return _text(value, DEEPEST).encode()


def read_canonical(line: bytes) -> object:
    """Return the value that canonical bytes stand for.

    Raises:
        CanonicalError: they are no JSON, say what the scheme cannot carry, or are in another form.
    """
    if (found := _read_plain(line)) is not None:
        return found[0]
    value = read_strictly(line)
    if canonical(value) != line:
        raise CanonicalError("is not in the canonical form of RFC 8785")
    return value


def read_strictly(text: bytes) -> object:
    """Return the value of JSON that any reader understands alike, in whatever form.

    Raises:
        CanonicalError: it is no JSON, has a key twice, or an integer that readers round.
    """
    try:
        return _STRICT.decode(text.decode())
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise CanonicalError(f"is no JSON: {error}") from error


def _read_plain(line: bytes) -> tuple[object] | None:
    """Return the value of a canonical line that Python's own encoder in C writes alike, the usual one.

    It does for ASCII, where keys sort by code points as by units, and most fractions. ``None`` says nothing.
    """
    if not line.isascii() or line.count(b"[") + line.count(b"{") > DEEPEST:
        return None
    text = line.decode()
    try:
        value = _PLAIN.decode(text)
    except (ValueError, SourceError):
        return None
    return (value,) if _PLAIN_WRITTEN.encode(value) == text else None


def number(value: float) -> str:
    """Return a number as ECMAScript writes it (RFC 8785, 3.2.2.3).

    Raises:
        CanonicalError: it is NaN or infinite.
    """
    if not math.isfinite(value):
        raise CanonicalError(f"{value} is no number of JSON")
    if value == 0:
        return "0"
    # Python's repr gives the same shortest digits; only the point and the exponent are set otherwise.
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = int(exponent or 0) + len(digits) - len(fraction)
    digits = digits.rstrip("0")
    return ("-" if value < 0 else "") + _placed(digits, point)


def _placed(digits: str, point: int) -> str:
    """Return digits with their point after so many of them."""
    if len(digits) <= point <= _BEYOND_FIXED:
        return digits.ljust(point, "0")
    if 0 < point <= _BEYOND_FIXED:
        return f"{digits[:point]}.{digits[point:]}"
    if _LEAST_FIXED < point <= 0:
        return f"0.{'0' * -point}{digits}"
    mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{mantissa}e{point - 1:+d}"


def _text(value: object, levels: int) -> str:  # noqa: PLR0911 - one for each kind of JSON
    match value:
        case str():
            return _string(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            if abs(value) > LARGEST:
                raise CanonicalError(f"{value} is beyond 2^53 - 1: carry it as text")
            return str(value)
        case float():
            return number(value)
        case dict() | list() | tuple() | Mapping() if levels == 0:
            raise CanonicalError(f"is deeper than {DEEPEST} levels")
        case dict() | Mapping():
            return "{" + ",".join(_members(value, levels - 1)) + "}"
        case list() | tuple():
            return "[" + ",".join(_text(one, levels - 1) for one in value) + "]"
        case _:
            raise CanonicalError(f"{type(value).__name__} is no kind of JSON")


def _members(value: Mapping[object, object], levels: int) -> list[str]:
    keys = [key for key in value if isinstance(key, str)]
    if len(keys) != len(value):
        raise CanonicalError("an object has a key that is no text")
    # The scheme asks for the order of UTF-16 units, which bytes of UTF-16BE have and code points have not.
    keys.sort(key=None if all(map(str.isascii, keys)) else _units)
    return [f"{_string(key)}:{_text(value[key], levels)}" for key in keys]


def _units(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")


def _string(value: str) -> str:
    if not value.isascii() and _SURROGATE.search(value):
        raise CanonicalError("a text holds half of a surrogate pair")
    return quoted(value)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CanonicalError("an object has a key twice")
    return found


def _refused_constant(word: str) -> object:
    raise CanonicalError(f"{word} is no number of JSON")


def _integer(digits: str) -> int | float:
    """Return a number written without a point: an integer, or a double beyond 2^53 in its own form."""
    if len(digits) <= len(str(LARGEST)) and abs(value := int(digits)) <= LARGEST:
        return value
    near = float(digits)
    if math.isfinite(near) and number(near) == digits:
        return near
    raise CanonicalError(f"{digits[:24]} is beyond 2^53 - 1: carry it as text")


def _fraction(digits: str) -> float:
    """Return a number that Python and ECMAScript write alike: neither with an exponent nor a whole one."""
    value = float(digits)
    if repr(value) != digits or "e" in digits or value.is_integer():
        raise ValueError(digits)
    return value


_STRICT = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refused_constant, parse_int=_integer)
_PLAIN = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_refused_constant,
    parse_int=_integer,
    parse_float=_fraction,
)
_PLAIN_WRITTEN = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, check_circular=False, separators=(",", ":")
)
