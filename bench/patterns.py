"""How fast are values compared with patterns: beside a bare pass of Vectorscan, and beside Recog's with Python's re?

The values are those of ``observation_lines``, each trait by itself, every one of them distinct: what identification
really looks at, since it looks at no value twice.
"""

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import hyperscan
import pyarrow as pa
from observation_lines import lines

from phaseout.domain.party import Fingerprint
from phaseout.identify.patterns.arrow_column import ArrowColumn
from phaseout.identify.patterns.packing import Column, TextColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.patterns.translation import translated
from phaseout.identify.patterns.vectorscan import EXACT, FILTER, vectorscan
from phaseout.register.query import Register
from phaseout.register.recog import read_recog
from phaseout.register.shelf import DiskShelf

TRAITS = ("hostname", "http.server", "http.title", "snmp.sysdescr", "ssh.banner")
TIMES = 9

Asked = Sequence[tuple[Sequence[str], Column]]
"""Patterns, and the texts they are looked for in."""


def columns(count: int) -> dict[str, list[str]]:
    """Return the distinct values of each trait in so many observation lines."""
    found: dict[str, dict[str, None]] = {trait: {} for trait in TRAITS}
    for line in lines(count):
        seen = json.loads(line)
        if seen["trait"] in found:
            found[seen["trait"]][seen["value"]] = None
    heads = [_head(number) for number in range(len(found["http.server"]))]
    return {**{trait: list(values) for trait, values in found.items()}, "banner": heads}


def _head(number: int) -> str:
    """Return the head of an HTTP answer, as scanners keep it: no two are alike, for their time and their tag."""
    return (
        f"HTTP/1.1 200 OK\r\nDate: Thu, 26 Nov 2026 {number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02} GMT"
        f"\r\nServer: nginx/1.{number % 27}.{number % 7}\r\nLast-Modified: Tue, 03 Mar 2026 09:12:44 GMT\r\n"
        f'ETag: "{number * 2654435761 % (1 << 32):08x}-5b1"\r\nX-Frame-Options: SAMEORIGIN\r\nContent-Length: 1457\r\n'
        "Accept-Ranges: bytes\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    )


def run(count: int, recog: Path | None) -> None:
    """Print the rates and the ratios."""
    register = Register.open()
    values = columns(count)
    total = sum(map(len, values.values()))
    size = sum(len(value) + 1 for column in values.values() for value in column)
    print(f"{total} distinct values of {len(values)} traits, {size / 1e6:.1f} MB")
    fingerprints = {trait: [one.pattern for one in register.fingerprints[trait]] for trait in values}
    compare(fingerprints, values)
    if recog is None:
        print("  Recog is not here to compare with: name a copy of its folder xml with --recog")
        return
    theirs = _by_trait(read_recog(recog, {}).fingerprints)
    few = {
        trait: column[:: max(1, len(column) // 2000)] for trait, column in values.items() if trait in theirs
    }
    compared = sum(len(values[trait]) for trait in few)
    seconds = _recog(theirs, few) * compared / sum(map(len, few.values()))
    taken = ours([(fingerprints[trait], TextColumn(values[trait])) for trait in few])
    asked = sum(len(theirs[trait]) for trait in few)
    say(f"Recog's {asked} patterns of {', '.join(few)}, the first that matches, with re", seconds, compared)
    say("our patterns on the same", taken, compared)
    print(f"  ours are {seconds / taken:.0f} times as fast")


def compare(patterns: Mapping[str, Sequence[str]], values: Mapping[str, Sequence[str]]) -> None:
    """Print what a bare pass takes over values, and what we do, each by trait."""
    total = sum(map(len, values.values()))
    in_python = [(patterns[trait], TextColumn(column)) for trait, column in values.items()]
    in_arrow = [(patterns[trait], ArrowColumn(pa.array(column))) for trait, column in values.items()]
    for what, asked in (("Arrow's columns", in_arrow), ("Python's texts", in_python)):
        passed, taken = bare(asked), ours(asked)
        say(f"a bare pass of Vectorscan over {what}", passed, total)
        say(f"found and confirmed in {what}", taken, total)
        print(f"  {passed / taken:.0%} of the speed of a bare pass")


def ours(asked: Asked) -> float:
    """Return the seconds to find what matches, as columns where the texts are one of Arrow."""
    ready = [
        (PatternSet(patterns, vectorscan(DiskShelf(), worth_compiling=0)), column)
        for patterns, column in asked
    ]
    for patterns, _ in ready:
        list(patterns.find(TextColumn([""])))  # fetch the database
    return _best(
        lambda: [sum(len(found) for found, _ in patterns.find_pairs(column)) for patterns, column in ready]
    )


def bare(asked: Asked) -> float:
    """Return the seconds to scan the same buffers with the same patterns, and to be told of each match."""
    ready = []
    for patterns, column in asked:
        written = [one for one in map(translated, patterns) if one]
        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        database.compile(
            expressions=[one.expression for one in written],
            flags=[EXACT if one.is_exact else FILTER for one in written],
        )
        ready.append((database, [packed.data for packed in column.packed()]))
    return _best(
        lambda: [d.scan(data, match_event_handler=_ignore) for d, buffers in ready for data in buffers]
    )


def _ignore(_pattern: int, _start: int, _end: int, _flags: int, _context: object) -> None:
    return


def _recog(fingerprints: Mapping[str, Sequence[Fingerprint]], values: Mapping[str, Sequence[str]]) -> float:
    compiled = {trait: [re.compile(one.pattern) for one in found] for trait, found in fingerprints.items()}
    return _best(
        lambda: [
            next((pattern for pattern in compiled.get(trait, ()) if pattern.search(value)), None)
            for trait, column in values.items()
            for value in column
        ]
    )


def _by_trait(fingerprints: Sequence[Fingerprint]) -> dict[str, list[Fingerprint]]:
    found: dict[str, list[Fingerprint]] = {}
    for fingerprint in fingerprints:
        found.setdefault(fingerprint.trait, []).append(fingerprint)
    return found


def _best(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def say(what: str, seconds: float, values: int) -> None:
    """Print a rate."""
    print(f"  {what}: {seconds * 1000:.0f} ms, {values / seconds / 1e6:.2f} M values/s")
