"""What stands in a register directory, file by file and line by line?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from phaseout.domain.problem import RegisterError
from phaseout.register.fault import Fault, Level, in_order
from phaseout.register.reference import VALUES, Noun
from phaseout.register.salvage import salvage
from phaseout.register.schema import Shape
from phaseout.register.schema_brand import AmbiguousShape, BrandShape
from phaseout.register.schema_case import CaseShape
from phaseout.register.schema_code import CodeShape
from phaseout.register.schema_commodity import CommodityShape
from phaseout.register.schema_fingerprint import AddressShape, FingerprintShape
from phaseout.register.schema_institution import InstitutionShape
from phaseout.register.schema_measure import ListShape, MeasureShape
from phaseout.register.schema_naming import FormShape, NameWordShape, WordCountsShape
from phaseout.register.schema_party import PartyShape
from phaseout.register.schema_relation_case import RelationCaseShape
from phaseout.register.schema_source import InstrumentShape, SourceShape
from phaseout.register.schema_vocabulary import ActShape, FactShape, KindShape, RoleShape, ValueShape
from phaseout.register.schema_vulnerability import VulnerabilityShape
from phaseout.register.schema_wording import (
    ArticleShape,
    CueShape,
    JointShape,
    LookalikeShape,
    LooseDesignationShape,
    OtherMakeShape,
    SpellingShape,
)
from phaseout.register.shape_words import said
from phaseout.register.strays import strays
from phaseout.register.yamlfile import Located, Place, Value, read_yaml

S = TypeVar("S", bound=Shape)
S_co = TypeVar("S_co", bound=Shape, covariant=True)
_CASES = "cases/**/*.yml"
_RELATION_CASES = "relation-cases/*.yml"
EDITION = re.compile(r"\d{4}\.\d{2}\.\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[S_co]):
    """One entry of the register and where it stands."""

    shape: S_co
    file: Located
    place: Place
    """Where in the file it begins."""
    stem: str
    """The file's path below the noun's folder, without suffix."""

    def fault(self, level: Level, place: Place, message: str) -> Fault:
        """Return a fault standing at a part of this entry."""
        return self.file.fault(level, (*self.place, *place), message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """A register directory as read. What did not load stands in ``faults``."""

    directory: Path
    edition: str
    sources: tuple[Entry[SourceShape], ...]
    parties: tuple[Entry[PartyShape], ...]
    brands: tuple[Entry[BrandShape], ...]
    ambiguous: tuple[Entry[AmbiguousShape], ...]
    codes: tuple[Entry[CodeShape], ...]
    vulnerabilities: tuple[Entry[VulnerabilityShape], ...]
    addresses: tuple[Entry[AddressShape], ...]
    fingerprints: tuple[Entry[FingerprintShape], ...]
    instruments: tuple[Entry[InstrumentShape], ...]
    lists: tuple[Entry[ListShape], ...]
    measures: tuple[Entry[MeasureShape], ...]
    institutions: tuple[Entry[InstitutionShape], ...]
    cases: tuple[Entry[CaseShape], ...]
    relation_cases: tuple[Entry[RelationCaseShape], ...]
    kinds: tuple[Entry[KindShape], ...]
    facts: tuple[Entry[FactShape], ...]
    roles: tuple[Entry[RoleShape], ...]
    acts: tuple[Entry[ActShape], ...]
    values: tuple[Entry[ValueShape], ...]
    cues: tuple[Entry[CueShape], ...]
    articles: tuple[Entry[ArticleShape], ...]
    joints: tuple[Entry[JointShape], ...]
    spellings: tuple[Entry[SpellingShape], ...]
    lookalikes: tuple[Entry[LookalikeShape], ...]
    makes: tuple[Entry[OtherMakeShape], ...]
    loose_designations: tuple[Entry[LooseDesignationShape], ...]
    commodities: tuple[Entry[CommodityShape], ...]
    legal_forms: tuple[Entry[FormShape], ...]
    name_words: tuple[Entry[NameWordShape], ...]
    word_counts: tuple[Entry[WordCountsShape], ...]
    broken: frozenset[tuple[Noun, str]]
    """Ids of entries that have a fault of shape, so that who names them is not blamed too."""
    unread: frozenset[Noun]
    """Nouns of which a file could not be read at all: what they are missing may stand there."""
    faults: tuple[Fault, ...]


class _Reading:
    """One pass over a directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.faults: list[Fault] = []
        self.broken: set[tuple[Noun, str]] = set()
        self.unread: set[Noun] = set()
        self.met: set[Path] = set()
        self.patterns: list[str] = []

    def entries(self, pattern: str, shape: type[S], *nouns: Noun) -> tuple[Entry[S], ...]:
        """Return every entry of the files that fit ``pattern``, in the order of their paths."""
        self.patterns.append(pattern)
        found: list[Entry[S]] = []
        folder = self.directory / pattern.partition("*")[0]
        for path in sorted(self.directory.glob(pattern)):
            self.met.add(path)
            base = folder if folder.is_dir() else folder.parent
            stem = path.relative_to(base).with_suffix("").as_posix()
            located, faults = read_yaml(path)
            self.faults += faults
            if located is None:
                self.unread.update(nouns)
                continue
            for place, value in _items(located.value):
                entry = self._entry(located, place, value, shape)
                if entry is not None:
                    found.append(Entry(shape=entry, file=located, place=place, stem=stem))
                elif isinstance(value, dict):
                    named = value.get("id") or value.get("fact")
                    self.broken.update((noun, str(named)) for noun in nouns)
        return tuple(found)

    def _entry(self, file: Located, place: Place, value: Value, shape: type[S]) -> S | None:
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where = (*place, *detail["loc"])
                self.faults.append(file.fault(Level.SHAPE, where, said(detail)))
            return salvage(shape, value, error)

    def text(self, name: str) -> str:
        """Return the text of a file that must be there."""
        path = self.directory / name
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self.wrong(path, "is missing or no text")
            return ""

    def edition(self) -> str:
        """Return the edition, a calendar version that the change log speaks of."""
        edition = self.text("EDITION").strip()
        if edition and not EDITION.fullmatch(edition):
            self.wrong(self.directory / "EDITION", f"an edition is written YYYY.MM.DD, not {edition!r}")
        if edition not in self.text("CHANGELOG.md"):
            self.wrong(self.directory / "CHANGELOG.md", f"says nothing of the edition {edition}")
        return edition

    def wrong(self, path: Path, message: str) -> None:
        """Blame a whole file."""
        self.faults.append(Fault(file=str(path), line=1, level=Level.SHAPE, message=message))


def load(directory: Path, edition: str | None = None) -> Files:
    """Read every file of a register directory; never raises for what stands in them.

    ``edition`` is given for an overlay, which has neither an edition nor a change log of its own.
    """
    read = _Reading(directory)
    files = Files(
        directory=directory,
        edition=read.edition() if edition is None else edition,
        sources=read.entries("sources/*.yaml", SourceShape, Noun.SOURCE),
        parties=read.entries("parties/*.yaml", PartyShape, Noun.PARTY),
        brands=read.entries("brands/*.yaml", BrandShape, Noun.BRAND),
        ambiguous=read.entries("models/ambiguous.yaml", AmbiguousShape),
        codes=read.entries("models/codes/*.yaml", CodeShape, Noun.CODE),
        vulnerabilities=read.entries("vulnerabilities/*.yaml", VulnerabilityShape, Noun.VULNERABILITY),
        addresses=read.entries("addresses/*.yaml", AddressShape),
        fingerprints=read.entries("fingerprints/*.yaml", FingerprintShape, Noun.FINGERPRINT),
        instruments=read.entries("instruments/**/*.yaml", InstrumentShape, Noun.INSTRUMENT),
        lists=read.entries("lists/**/*.yaml", ListShape, Noun.LIST),
        measures=read.entries("measures/**/*.yaml", MeasureShape, Noun.MEASURE),
        institutions=read.entries("institutions/*.yaml", InstitutionShape, Noun.INSTITUTION),
        cases=read.entries(_CASES, CaseShape),
        relation_cases=read.entries(_RELATION_CASES, RelationCaseShape),
        kinds=read.entries("vocabulary/kinds.yaml", KindShape, Noun.KIND, Noun.THING),
        facts=read.entries("vocabulary/facts.yaml", FactShape, Noun.FACT),
        roles=read.entries("vocabulary/roles.yaml", RoleShape, Noun.ROLE),
        acts=read.entries("vocabulary/acts.yaml", ActShape, Noun.ACT),
        values=(
            *read.entries("vocabulary/purposes.yaml", ValueShape, *VALUES),
            *read.entries("vocabulary/items.yaml", ValueShape, Noun.ITEM),
        ),
        cues=read.entries("wording/cues/*.yaml", CueShape, Noun.WORDING),
        articles=read.entries("wording/articles/*.yaml", ArticleShape, Noun.WORDING),
        joints=read.entries("wording/joints.yaml", JointShape, Noun.WORDING),
        spellings=read.entries("wording/spellings.yaml", SpellingShape, Noun.WORDING),
        lookalikes=read.entries("wording/lookalikes.yaml", LookalikeShape, Noun.WORDING),
        makes=read.entries("wording/makes.yaml", OtherMakeShape, Noun.WORDING),
        loose_designations=read.entries("wording/designations.yaml", LooseDesignationShape, Noun.WORDING),
        commodities=read.entries("commodities/*.yaml", CommodityShape, Noun.COMMODITY),
        legal_forms=read.entries("naming/legal-forms.yaml", FormShape),
        name_words=read.entries("naming/name-words.yaml", NameWordShape),
        word_counts=read.entries("naming/word-counts.yaml", WordCountsShape),
        broken=frozenset(),
        unread=frozenset(),
        faults=(),
    )
    return replace(
        files,
        broken=frozenset(read.broken),
        unread=frozenset(read.unread),
        faults=tuple(in_order([*read.faults, *strays(directory, read.met, read.patterns)])),
    )


def load_cases(directory: Path) -> tuple[Entry[CaseShape], ...]:
    """Read the cases alone. Raises ``RegisterError`` that lists their faults of shape."""
    return _alone(directory, _CASES, CaseShape)


def load_relation_cases(directory: Path) -> tuple[Entry[RelationCaseShape], ...]:
    """Read the cases of ownership alone. Raises ``RegisterError`` that lists their faults of shape."""
    return _alone(directory, _RELATION_CASES, RelationCaseShape)


def _alone(directory: Path, pattern: str, shape: type[S]) -> tuple[Entry[S], ...]:
    read = _Reading(directory)
    entries = read.entries(pattern, shape)
    if read.faults:
        what = "\n".join(["the cases do not read", *map(str, in_order(read.faults))])
        raise RegisterError(what, where=str(directory), remedy="mend the lines named above")
    return entries


def _items(value: Value) -> Iterator[tuple[Place, Value]]:
    """Yield the entries of a file: of a list, of a list under ``blocks``, or the file itself."""
    if isinstance(value, dict) and list(value) == ["blocks"] and isinstance(value["blocks"], list):
        for index, item in enumerate(value["blocks"]):
            yield ("blocks", index), item
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield (index,), item
    else:
        yield (), value
