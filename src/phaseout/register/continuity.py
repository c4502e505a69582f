"""Is everything the last edition named still there, and is a changed register a new edition?"""

from collections.abc import Iterator

from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Entry, Files
from phaseout.register.reference import Noun
from phaseout.register.row import Row
from phaseout.register.schema import Identified
from phaseout.register.sealed import Content

_NOUNS = {
    "sources": Noun.SOURCE, "parties": Noun.PARTY, "brands": Noun.BRAND, "instruments": Noun.INSTRUMENT,
    "measures": Noun.MEASURE, "lists": Noun.LIST, "institutions": Noun.INSTITUTION,
    "codes": Noun.CODE, "vulnerabilities": Noun.VULNERABILITY, "commodities": Noun.COMMODITY,
    "cues": Noun.WORDING, "articles": Noun.WORDING, "joints": Noun.WORDING, "spellings": Noun.WORDING,
    "lookalikes": Noun.WORDING, "makes": Noun.WORDING, "loose_designations": Noun.WORDING,
    "kinds": Noun.KIND, "facts": Noun.FACT,
    "roles": Noun.ROLE, "acts": Noun.ACT,
}  # fmt: skip
_WORDS = ("kinds", "facts", "roles", "acts")
_HAVING_PARTS = {"measures": Noun.MEASURE, "lists": Noun.LIST}
"""The nouns whose entries have parts with ids of their own."""
Part = tuple[Noun, str, str, str]
"""The noun and id of an entry, the name of one of its lists, and an id in that list."""


def check_editions(files: Files, current: Content, previous: Content) -> Iterator[Fault]:
    """Yield a fault for an edition that goes back and for one that was not raised."""
    if str(files.edition) < str(previous["edition"]):
        yield _at(files, f"the edition {files.edition} is older than the last, {previous['edition']}")
    if files.edition == previous["edition"] and current["digest"] != previous["digest"]:
        yield _at(files, f"the register has changed, but its edition is still {files.edition}")


def check_ids(files: Files, current: Content, previous: Content) -> Iterator[Fault]:
    """Yield a fault for each id of ``previous`` that ``current``, compiled from ``files``, has no more.

    An id inside an entry is blamed where the entry stands. What is broken has not vanished.
    """
    since = f"of edition {previous['edition']} has vanished; ids are kept"
    for noun, id_ in sorted(ids_of(previous) - ids_of(current) - files.broken):
        holder = _holder(files, noun, id_, previous)
        message = f"the {noun.value} {id_!r} {since}"
        yield holder.fault(Level.CONTINUITY, (), message) if holder else _at(files, message)
    entries = _entries(files)
    for noun, owner, part, id_ in sorted(_parts(previous, listed=False) - _parts(current, listed=True)):
        if entry := entries.get((noun, owner)):
            message = f"{id_!r} among the {part} of {owner} {since}"
            yield entry.fault(Level.CONTINUITY, (part,), message)


def ids_of(content: Content) -> frozenset[tuple[Noun, str]]:
    """Return every id a compiled register names, with its noun."""
    register = Row(content, "register")
    vocabulary = register.row("vocabulary")
    found = {
        (noun, id_)
        for key, noun in _NOUNS.items()
        for id_, _ in _kept(vocabulary if key in _WORDS else register, key)
    }
    found |= {(Noun.MODEL, row.text("id")) for row in register.rows("models")}
    fingerprints = register.row("fingerprints")
    found |= {
        (Noun.FINGERPRINT, row.text("id")) for trait in fingerprints for row in fingerprints.rows(trait)
    }
    found |= {(Noun(row.text("fact")), row.text("id")) for row in vocabulary.rows("values")}
    found |= {
        (Noun.THING, thing) for _, row in vocabulary.row("kinds").entries() for thing in row.texts("things")
    }
    return frozenset(found)


def _parts(content: Content, *, listed: bool) -> frozenset[Part]:
    """Return the ids inside entries; ``listed``: also those a measure takes over from a list."""
    register = Row(content, "register")
    return frozenset(
        (noun, owner, part, row.text("id"))
        for key, noun in _HAVING_PARTS.items()
        for owner, entry in _kept(register, key)
        for part in entry
        for row in entry.objects(part)
        if row.has("id") and (listed or not row.has("listed_in"))
    )


def _kept(row: Row, key: str) -> Iterator[tuple[str, Row]]:
    """Yield the entries of a noun; none where the edition is older than the noun."""
    if row.has(key):
        yield from row.row(key).entries()


def _entries(files: Files) -> dict[tuple[Noun, str], Entry[Identified]]:
    kept: dict[Noun, tuple[Entry[Identified], ...]] = {
        Noun.MEASURE: files.measures,
        Noun.LIST: files.lists,
        Noun.BRAND: files.brands,
        Noun.KIND: files.kinds,
    }
    return {(noun, entry.shape.id): entry for noun, entries in kept.items() for entry in entries}


def _holder(files: Files, noun: Noun, id_: str, previous: Content) -> Entry[Identified] | None:
    """Return the entry in which an id once stood, None where that is gone or the id stood for itself."""
    register = Row(previous, "register")
    if noun is Noun.MODEL:
        holders = {
            (Noun.BRAND, row.text("brand")) for row in register.rows("models") if row.text("id") == id_
        }
    elif noun is Noun.THING:
        kinds = register.row("vocabulary").row("kinds").entries()
        holders = {(Noun.KIND, kind) for kind, row in kinds if id_ in row.texts("things")}
    else:
        return None
    entries = _entries(files)
    return next((entries[holder] for holder in sorted(holders) if holder in entries), None)


def _at(files: Files, message: str) -> Fault:
    return Fault(file=str(files.directory / "EDITION"), line=1, level=Level.CONTINUITY, message=message)
