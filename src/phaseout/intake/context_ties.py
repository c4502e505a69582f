"""What does the context file say is one thing, or is not?"""

from collections.abc import Iterator

from phaseout.domain.tie import Tie, TieKind
from phaseout.intake.toml_values import Table, table_of, text_of, texts_of, unknown_keys

_KNOWN = ("keys", "site", "why")
_FEWEST = {TieKind.JOIN: 2, TieKind.KEEP_APART: 1}
"""Keys a table must name."""


def read_ties(data: Table, faults: list[str]) -> tuple[Tie, ...]:
    """Return the tables ``[[join]]`` and ``[[keep-apart]]``; what is wrong with one is noted."""
    return tuple(tie for kind in TieKind for tie in _of_kind(kind, data.get(kind.value, []), faults))


def _of_kind(kind: TieKind, tables: object, faults: list[str]) -> Iterator[Tie]:
    for number, one in enumerate(tables if isinstance(tables, list) else [tables], start=1):
        place = f"[[{kind}]] number {number}"
        table = table_of(one, place, faults)
        unknown_keys(table, _KNOWN, place, faults)
        keys = tuple(dict.fromkeys(texts_of(table.get("keys", []), f"{place}: keys", faults)))
        if any(not key.strip() for key in keys) or len(keys) < _FEWEST[kind]:
            least = "two keys" if kind is TieKind.JOIN else "a key"
            faults.append(f"{place}: keys must name {least}, such as a serial number or an address")
        yield Tie(
            kind=kind,
            keys=keys,
            site=text_of(table.get("site"), f"{place}: site", faults),
            why=text_of(table.get("why"), f"{place}: why", faults),
        )
