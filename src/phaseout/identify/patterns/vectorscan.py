"""Which texts may match which patterns, found by Vectorscan in one pass over all of them?

Most patterns are written so that Vectorscan finds just what RE2 finds. The others are compiled as filters:
what cannot be told exactly is made wider, and RE2 confirms what they name.
"""

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from itertools import chain, product
from typing import Protocol

import hyperscan

from phaseout.identify.patterns.packing import Column, Packed, in_order
from phaseout.identify.patterns.pattern_set import OpenScanner, Scanned, Scanner, one_by_one
from phaseout.identify.patterns.translation import RIDDLE, Written, translated

EXACT = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_MULTILINE | hyperscan.HS_FLAG_ALLOWEMPTY
FILTER = EXACT | hyperscan.HS_FLAG_PREFILTER
WORTH_COMPILING = 2000
"""Texts after which a database is compiled that nobody kept: before, looking at each text is quicker."""

_DIGEST_BYTES = hashlib.sha256().digest_size
_HAS_RIDDLE = (1 << 31) - 1
"""Number of a pattern of our own: only RE2 can read the text."""


class Shelf(Protocol):
    """Where compiled databases are kept from run to run."""

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, None if nothing is."""

    def put(self, key: str, data: bytes) -> None:
        """Keep data under a key, if possible."""


def vectorscan(shelf: Shelf, *, worth_compiling: float = WORTH_COMPILING) -> OpenScanner:
    """Return a maker of scanners that keeps its databases on a shelf."""
    return _OpenVectorscan(shelf, worth_compiling)


@dataclass(frozen=True, slots=True)
class _OpenVectorscan:
    """Opens scanners over one shelf. A class and no function in a function, so that rules can be pickled."""

    shelf: Shelf
    worth_compiling: float

    def __call__(self, patterns: Sequence[str]) -> Scanner:
        """Return a scanner of patterns, compiled when it pays."""
        return _Vectorscan(patterns, self.shelf, self.worth_compiling).scan


class _Vectorscan:
    """Patterns compiled when it pays, or fetched from the shelf."""

    def __init__(self, patterns: Sequence[str], shelf: Shelf, worth_compiling: float) -> None:
        self._patterns = patterns
        self._plain = one_by_one(patterns)
        self._shelf = shelf
        self._worth_compiling = worth_compiling
        self._seen = 0
        self._database: hyperscan.Database | None = None

    @cached_property
    def _written(self) -> dict[int, Written]:
        """Patterns that can be scanned for, by their numbers."""
        written = ((number, translated(pattern)) for number, pattern in enumerate(self._patterns))
        return {number: one for number, one in written if one is not None}

    @cached_property
    def _beyond(self) -> list[int]:
        """Patterns that only RE2 can tell."""
        return [number for number in range(len(self._patterns)) if number not in self._written]

    @cached_property
    def _unsure(self) -> frozenset[int]:
        """Patterns whose matches need a second look."""
        return frozenset((_HAS_RIDDLE, *(n for n, one in self._written.items() if not one.is_exact)))

    def scan(self, texts: Column) -> Iterable[Scanned]:
        """Name the pairs that match, and those that may."""
        if self._database is None:
            self._seen += len(texts)
            self._database = self._kept() or (
                self._compiled() if self._seen > self._worth_compiling else None
            )
        if self._database is None:
            return self._plain(texts)
        return self._scanned(self._database, texts)

    def _scanned(self, database: hyperscan.Database, texts: Column) -> Iterator[Scanned]:
        for packed in texts.packed():
            ends, patterns = _matches(database, packed.data)
            if self._beyond or not self._unsure.isdisjoint(patterns):
                yield self._sorted_out(packed, ends, patterns)
            elif patterns:
                yield Scanned(packed.pairs(ends, patterns))

    def _sorted_out(self, packed: Packed, ends: Sequence[int], patterns: Sequence[int]) -> Scanned:
        pairs = list(zip(*packed.pairs(ends, patterns), strict=True))
        riddles = {text for text, pattern in pairs if pattern == _HAS_RIDDLE}
        told = [pair for pair in pairs if pair[0] not in riddles]
        candidates = chain(
            (pair for pair in told if pair[1] in self._unsure),
            product(packed.numbers, self._beyond),
            product(riddles, self._written),
        )
        return Scanned(in_order([pair for pair in told if pair[1] not in self._unsure]), candidates)

    def _kept(self) -> hyperscan.Database | None:
        data = _unsealed(self._key, self._shelf.get(self._key) or b"")
        if data is None:
            return None
        try:
            database = hyperscan.loadb(data, hyperscan.HS_MODE_BLOCK)
            database.scratch = hyperscan.Scratch(database)
            return database
        except hyperscan.HyperscanError:  # damaged, of another version or of another processor
            return None

    def _compiled(self) -> hyperscan.Database | None:
        try:
            database = _compile(self._written)
        except hyperscan.HyperscanError:
            return self._compiled_in_part()
        self._shelf.put(self._key, _sealed(self._key, hyperscan.dumpb(database)))
        return database

    def _compiled_in_part(self) -> hyperscan.Database | None:
        """Compile what can be and leave the rest to RE2. Not kept: a shelf cannot say what is missing."""
        self._written = {number: one for number, one in self._written.items() if _compiles({number: one})}
        if not self._written:
            self._worth_compiling = math.inf
            return None
        return _compile(self._written)

    @cached_property
    def _key(self) -> str:
        """What the database depends on: the patterns and who compiles them."""
        digest = hashlib.sha256(f"{version('hyperscan')} {FILTER} {EXACT}".encode())
        for number, (pattern, is_exact) in self._written.items():
            digest.update(b"%d %d %d " % (number, is_exact, len(pattern)) + pattern)
        return digest.hexdigest()


def _sealed(key: str, data: bytes) -> bytes:
    """Return a database under a digest of it and its key: put under another key it would miss matches."""
    return hashlib.sha256(key.encode() + data).digest() + data


def _unsealed(key: str, kept: bytes) -> bytes | None:
    """Return the database that was put under a key, None if it is another or damaged."""
    data = kept[_DIGEST_BYTES:]
    return data if _sealed(key, data) == kept else None


def _compile(written: Mapping[int, Written]) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[*(one.expression for one in written.values()), rb"\x%02x" % RIDDLE],
        ids=[*written, _HAS_RIDDLE],
        elements=len(written) + 1,
        flags=[*(EXACT if one.is_exact else FILTER for one in written.values()), EXACT],
    )
    return database


def _compiles(written: Mapping[int, Written]) -> bool:
    try:
        _compile(written)
    except hyperscan.HyperscanError:
        return False
    return True


def _matches(database: hyperscan.Database, data: bytes) -> tuple[list[int], list[int]]:
    """Return where each match ends, and the number of its pattern."""
    ends: list[int] = []
    patterns: list[int] = []
    end_at, is_of = ends.append, patterns.append

    def note(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
        end_at(end)
        is_of(pattern)

    database.scan(data, match_event_handler=note)
    return ends, patterns
