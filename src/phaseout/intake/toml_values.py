"""Is a value of a TOML file what is asked for? If not, the fault is noted and reading goes on."""

from collections.abc import Mapping
from datetime import date

Table = Mapping[str, object]


def unknown_keys(table: Table, known: tuple[str, ...], place: str, faults: list[str]) -> None:
    """Note every key that means nothing here."""
    faults.extend(f"{place} has {key!r}; known are {', '.join(known)}" for key in table if key not in known)


def table_of(value: object, place: str, faults: list[str]) -> Table:
    """Return a table, an empty one where it is none."""
    if isinstance(value, dict):
        return value
    faults.append(f"{place} must be a table")
    return {}


def tables_of(value: object, place: str, faults: list[str]) -> list[Table]:
    """Return the tables of a list; one table alone is a list of one."""
    return [table_of(one, place, faults) for one in (value if isinstance(value, list) else [value])]


def text_of(value: object, place: str, faults: list[str]) -> str | None:
    """Return a text, None where there is none."""
    if value is None or isinstance(value, str):
        return value
    faults.append(f"{place} must be text")
    return None


def texts_of(value: object, place: str, faults: list[str]) -> tuple[str, ...]:
    """Return the texts of a list; one text alone is a list of one, and a day is the text of it."""
    if isinstance(value, date):
        return (value.isoformat(),)
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    faults.append(f"{place} must be text or a list of texts")
    return ()
