"""Which texts may match which patterns, found by Vectorscan in one pass over all of them?

A pattern that both engines read alike is compiled as it stands, every other one as a filter: what Vectorscan
cannot express exactly it makes wider, and RE2 confirms what it names. Texts it would read otherwise than RE2
does are not given to it.
"""

import hashlib
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from itertools import product
from typing import Protocol

import hyperscan

from phaseout.identify.patterns.packing import Candidate, Column, is_scannable, slices
from phaseout.identify.patterns.pattern_set import OpenScanner, one_by_one
from phaseout.identify.patterns.translation import is_read_alike, translated

EXACT = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_MULTILINE | hyperscan.HS_FLAG_ALLOWEMPTY
FILTER = EXACT | hyperscan.HS_FLAG_PREFILTER
WORTH_COMPILING = 2000
"""Texts after which a database is compiled that nobody kept: before, looking at each text is quicker."""

_DIGEST_BYTES = hashlib.sha256().digest_size
_IS_ODD = (1 << 31) - 1
"""Number of a pattern of our own: there is a control that each reads in its way."""


class Shelf(Protocol):
    """Where compiled databases are kept from run to run."""

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, None if nothing is."""

    def put(self, key: str, data: bytes) -> None:
        """Keep data under a key, if possible."""


def vectorscan(shelf: Shelf, *, worth_compiling: float = WORTH_COMPILING) -> OpenScanner:
    """Return a maker of scanners that keeps its databases on a shelf."""
    return lambda patterns: _Vectorscan(patterns, shelf, worth_compiling).scan


class _Vectorscan:
    """Patterns compiled when it pays, or fetched from the shelf."""

    def __init__(self, patterns: Sequence[str], shelf: Shelf, worth_compiling: float) -> None:
        written = [(number, translated(pattern)) for number, pattern in enumerate(patterns)]
        self._written = [(number, pattern) for number, pattern in written if pattern is not None]
        self._beyond = [number for number, pattern in written if pattern is None]
        """Patterns that only RE2 can tell."""
        self._exact = frozenset(number for number, pattern in enumerate(patterns) if is_read_alike(pattern))
        """Patterns whose matches within a line need no second look."""
        self._every = range(len(patterns))
        self._plain = one_by_one(patterns)
        self._shelf = shelf
        self._worth_compiling = worth_compiling
        self._seen = 0
        self._database: hyperscan.Database | None = None

    def scan(self, texts: Column) -> Iterable[Candidate]:
        """Name the pairs that may match."""
        if self._database is None:
            self._seen += len(texts)
            self._database = self._kept() or (
                self._compiled() if self._seen > self._worth_compiling else None
            )
        if self._database is None:
            return self._plain(texts)
        return self._candidates(self._database, texts)

    def _candidates(self, database: hyperscan.Database, texts: Column) -> Iterator[Candidate]:
        if self._beyond:
            yield from _to_confirm(range(len(texts)), self._beyond)
        for first, last, together in slices(texts):
            matches = None if together is None else _matches(database, together.data)
            if together is None or matches is None:
                for number in range(first, last):
                    yield from _to_confirm((number,), self._in_one(database, texts[number]))
            elif matches:
                yield from together.candidates(matches, self._exact)

    def _in_one(self, database: hyperscan.Database, text: str) -> Iterable[int]:
        """Scan a text by itself: slower, where line ends or letters beyond ASCII are among many."""
        matches = _matches(database, text.encode("ascii")) if is_scannable(text) else None
        return self._every if matches is None else {pattern for _, pattern in matches}

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
        if not self._written:
            return self._compiled_in_part()
        try:
            database = _compile(self._written, self._exact)
        except hyperscan.HyperscanError:
            return self._compiled_in_part()
        self._shelf.put(self._key, _sealed(self._key, hyperscan.dumpb(database)))
        return database

    def _compiled_in_part(self) -> hyperscan.Database | None:
        """Compile what can be and leave the rest to RE2. Not kept: a shelf cannot say what is missing."""
        fit = [one for one in self._written if _compiles(one, self._exact)]
        if not fit:
            self._worth_compiling = math.inf
            return None
        compiled = {number for number, _ in fit}
        self._beyond += [number for number, _ in self._written if number not in compiled]
        self._written = fit
        return _compile(fit, self._exact)

    @cached_property
    def _key(self) -> str:
        """What the database depends on: the patterns and who compiles them."""
        digest = hashlib.sha256(f"{version('hyperscan')} {FILTER} {EXACT}".encode())
        for number, pattern in self._written:
            digest.update(b"%d %d %d " % (number, number in self._exact, len(pattern)) + pattern)
        return digest.hexdigest()


def _sealed(key: str, data: bytes) -> bytes:
    """Return a database under a digest of it and its key: put under another key it would miss matches."""
    return hashlib.sha256(key.encode() + data).digest() + data


def _unsealed(key: str, kept: bytes) -> bytes | None:
    """Return the database that was put under a key, None if it is another or damaged."""
    data = kept[_DIGEST_BYTES:]
    return data if _sealed(key, data) == kept else None


def _to_confirm(texts: Iterable[int], patterns: Iterable[int]) -> Iterator[Candidate]:
    return ((text, pattern, True) for text, pattern in product(texts, patterns))


def _compile(written: Sequence[tuple[int, bytes]], exact: Collection[int]) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    numbers, expressions = zip(*written, strict=True)
    database.compile(
        expressions=(*expressions, rb"\x0b"),
        ids=(*numbers, _IS_ODD),
        elements=len(written) + 1,
        flags=[*(EXACT if n in exact else FILTER for n in numbers), hyperscan.HS_FLAG_SINGLEMATCH],
    )
    return database


def _compiles(one: tuple[int, bytes], exact: Collection[int]) -> bool:
    try:
        _compile((one,), exact)
    except hyperscan.HyperscanError:
        return False
    return True


def _matches(database: hyperscan.Database, data: bytes) -> list[tuple[int, int]] | None:
    """Return (where a match ends, number of the pattern) in order; None if a control is odd."""
    found: list[tuple[int, int]] = []

    def note(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
        found.append((end, pattern))

    database.scan(data, match_event_handler=note)
    found.sort()  # nearly so already
    return None if any(pattern == _IS_ODD for _, pattern in found) else found
