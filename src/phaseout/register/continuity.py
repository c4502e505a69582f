"""Is everything the last edition named still there, and is a changed register a new edition?"""

from collections.abc import Iterator

from phaseout.register.compile import compile_files
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Files
from phaseout.register.reference import Noun
from phaseout.register.row import Row
from phaseout.register.sealed import Content

_NOUNS = {
    "sources": Noun.SOURCE, "parties": Noun.PARTY, "brands": Noun.BRAND, "instruments": Noun.INSTRUMENT,
    "measures": Noun.MEASURE, "kinds": Noun.KIND, "facts": Noun.FACT, "roles": Noun.ROLE, "acts": Noun.ACT,
}  # fmt: skip
_WORDS = ("kinds", "facts", "roles", "acts")


def check_continuity(files: Files, previous: Content) -> Iterator[Fault]:
    """Yield a fault for each id of ``previous`` that vanished and for an edition that was not raised."""
    current = compile_files(files)
    for noun, id_ in sorted(_ids(previous) - _ids(current) - files.broken):
        message = f"the {noun.value} {id_!r} of edition {previous['edition']} has vanished; ids are kept"
        yield _at(files, message)
    if str(files.edition) < str(previous["edition"]):
        yield _at(files, f"the edition {files.edition} is older than the last, {previous['edition']}")
    if files.edition == previous["edition"] and current["digest"] != previous["digest"]:
        yield _at(files, f"the register has changed, but its edition is still {files.edition}")


def _ids(content: Content) -> frozenset[tuple[Noun, str]]:
    register = Row(content, "register")
    vocabulary = register.row("vocabulary")
    found = {
        (noun, id_)
        for key, noun in _NOUNS.items()
        for id_ in (vocabulary if key in _WORDS else register).row(key)
    }
    found |= {(Noun.MODEL, row.text("id")) for row in register.rows("models")}
    fingerprints = register.row("fingerprints")
    found |= {
        (Noun.FINGERPRINT, row.text("id")) for trait in fingerprints for row in fingerprints.rows(trait)
    }
    found |= {(Noun(row.text("fact")), row.text("id")) for row in vocabulary.rows("values")}
    return frozenset(found)


def _at(files: Files, message: str) -> Fault:
    return Fault(file=str(files.directory / "EDITION"), line=1, level=Level.CONTINUITY, message=message)
