"""What does the compiled register say once an overlay is laid over it and lists are written out?"""

from collections.abc import Collection, Mapping

from phaseout.register.sealed import Content

Row = Mapping[str, object]
Rows = list[Row]

_STANDS_IN = {
    "interests": ("held", "parties"),
    "dependencies": ("party", "parties"),
    "models": ("brand", "brands"),
}
"""Lists whose rows come from the file of an entry: the key that names it, and its noun. Whoever replaces
the file replaces the rows."""
_NAMED_BY = {"ambiguous": "model"}
"""Lists whose rows are entries, and the key that names each; ``id`` if not said."""
_GROUPED = frozenset({"fingerprints", "vocabulary", "naming"})
"""Nouns whose entries are grouped: by trait, by what they are words of."""


def merged(base: Content, over: Content) -> Content:
    """Return ``base`` with every entry of ``over`` added, or in the place of the entry of the same id.

    Both are compiled; what is neither list nor object, such as ``edition``, is that of ``over``.
    """
    content = dict(base)
    for noun, value in over.items():
        below = base.get(noun)
        if noun == "addresses":
            content[noun] = _addresses(_object(below), _object(value))
        elif noun in _STANDS_IN:
            key, owner = _STANDS_IN[noun]
            content[noun] = _in_place(_rows(below), _rows(value), (key,), replaced=_object(over[owner]))
        elif noun in _GROUPED:
            content[noun] = _grouped(_object(below), _object(value))
        elif isinstance(value, list):
            content[noun] = _entries(_rows(below), value, (_NAMED_BY.get(noun, "id"),))
        else:
            content[noun] = {**_object(below), **value} if isinstance(value, dict) else value
    return content


def with_listed(content: Content) -> Content:
    """Return the content with the entries of lists among the coverages of the measures that speak of them.

    What was put there from a list before is put there anew: the list may have been replaced since.
    """
    lists = _object(content["lists"])
    measures = _object(content["measures"])
    return {**content, "measures": {id_: _written_out(_object(row), lists) for id_, row in measures.items()}}


def _written_out(measure: Row, lists: Row) -> Row:
    covers = [row for row in _rows(measure.get("covers")) if "listed_in" not in row]
    for listed in _rows(measure.get("lists")):
        id_, chosen = str(listed["list_"]), listed.get("entries")
        covers += [
            {**row, "listed_in": id_}
            for row in _rows(_object(lists.get(id_)).get("entries"))
            if not isinstance(chosen, list) or row["id"] in chosen
        ]
    return {**measure, "covers": covers}


def _grouped(below: Row, over: Row) -> dict[str, object]:
    found = dict(below)
    for group, value in over.items():
        if isinstance(value, list):
            # Two facts may have a value of the same name.
            found[group] = _entries(_rows(below.get(group)), value, ("fact", "id"))
        else:
            found[group] = {**_object(below.get(group)), **_object(value)}
    return found


def _entries(below: Rows, over: Rows, keys: tuple[str, ...]) -> Rows:
    return _in_place(below, over, keys, replaced={_name(row, keys) for row in over})


def _in_place(below: Rows, over: Rows, keys: tuple[str, ...], *, replaced: Collection[object]) -> Rows:
    """Put the rows of ``over`` where those they replace stood, and the new ones behind."""
    waiting: dict[object, Rows] = {}
    for row in over:
        waiting.setdefault(_name(row, keys), []).append(row)
    found: Rows = []
    for row in below:
        name = _name(row, keys)
        if name in replaced:
            found += waiting.pop(name, [])
        else:
            found.append(row)
    return [*found, *(row for rows in waiting.values() for row in rows)]


def _name(row: Row, keys: tuple[str, ...]) -> object:
    """Return what names a row: one value, or several where several keys name it."""
    return row.get(keys[0]) if len(keys) == 1 else tuple(row.get(key) for key in keys)


def _addresses(below: Row, over: Row) -> dict[str, object]:
    """Merge by prefix; a registrant that keeps no prefix goes."""
    lower, upper = _rows(below.get("registrants")), _rows(over.get("registrants"))
    owner = {prefix: lower[index] for prefix, index in _places(below).items()}
    owner |= {prefix: upper[index] for prefix, index in _places(over).items()}
    kept: dict[int, Row] = {id(row): row for row in owner.values()}
    place = {name: index for index, name in enumerate(kept)}
    return {
        "registrants": list(kept.values()),
        "prefixes": {prefix: place[id(row)] for prefix, row in owner.items()},
    }


def _places(addresses: Row) -> Mapping[str, int]:
    return {prefix: int(str(index)) for prefix, index in _object(addresses.get("prefixes")).items()}


def _object(value: object) -> Row:
    return value if isinstance(value, dict) else {}


def _rows(value: object) -> Rows:
    return value if isinstance(value, list) else []
