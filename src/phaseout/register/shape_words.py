"""How is a fault of shape said in the words of the file?"""

from pydantic_core import ErrorDetails

_SAID = {
    "tuple_type": "needs a list: […]",
    "model_type": "needs a mapping: {…}",
    "dict_type": "needs a mapping: {…}",
    "string_type": "needs a text",
    "string_too_short": "needs a text that is not empty",
    "float_parsing": "needs a number, such as 0.25",
    "float_type": "needs a number, such as 0.25",
    "int_parsing": "needs a whole number",
    "int_type": "needs a whole number",
    "finite_number": "needs a number that is finite",
}
_LIMITS = {
    "greater_than_equal": ("ge", "is at least {}"),
    "greater_than": ("gt", "is more than {}"),
    "less_than_equal": ("le", "is at most {}"),
    "less_than": ("lt", "is less than {}"),
    "too_short": ("min_length", "needs at least {}"),
    "too_long": ("max_length", "takes at most {}"),
    "string_pattern_mismatch": ("pattern", "is written like {}"),
}
"""What the library calls a limit, where it keeps the limit, and how it is said."""


def said(detail: ErrorDetails) -> str:
    """Say what does not fit and where, without the library's own words."""
    where = ".".join(str(part) for part in detail["loc"] if part != "[key]")
    match detail["type"]:
        case "missing" if where.endswith("cite"):
            return f"{where} is missing: what has no cite does not load"
        case "missing":
            return f"{where} is missing"
        case "extra_forbidden":
            return f"{where} is no word of this shape"
    return f"{where}: {_why(detail)}" if where else _why(detail)


def _why(detail: ErrorDetails) -> str:
    kind, given, limits = detail["type"], detail["input"], detail.get("ctx", {})
    if kind in ("enum", "literal_error"):
        return f"is {limits['expected']}, not {_shown(given)}"
    if kind in _SAID:
        return f"{_SAID[kind]}, not {_shown(given)}"
    if kind in _LIMITS:
        name, words = _LIMITS[kind]
        return f"{words.format(limits[name])}, not {_shown(given)}"
    # What is left was raised by a shape of ours, in our words.
    return detail["msg"].removeprefix("Value error, ")


def _shown(given: object) -> str:
    """Quote what was written; of a list or a mapping only what it is."""
    match given:
        case None:
            return "nothing"
        case dict():
            return "a mapping"
        case list():
            return f"a list of {len(given)}"
    return repr(given)
