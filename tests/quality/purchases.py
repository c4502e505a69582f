"""Does the program know from a line of text that a restricted maker's product is bought?

The lines stand in ``tests/quality/lines`` with their truth, and other ones to learn from in
``tests/quality/practice``. Each is surveyed as one line of an order. The program says *bought* where it claims a
restricted maker at ``strong`` or better and takes the thing neither for an accessory nor for a service; any
weaker claim of a maker is a question to the buyer.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from phaseout.domain.claim import Grade
from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.survey import survey
from quality.corpora import DAY
from quality.scoring import RESTRICTED, family

LINES = Path(__file__).with_name("lines")
"""The blind set: nobody who writes words or patterns reads it."""
PRACTICE = Path(__file__).with_name("practice")
"""The set that may be read: the only one whose lines are printed here."""
FIELDS = ["id", "text", "truth", "maker", "kind", "why"]
TRUTHS = ("bought", "ask", "not")
NOT_THE_PRODUCT = frozenset(("accessory", "service"))
CASES_2021 = "2021 US buying case"


class Line(NamedTuple):
    """A line of a purchase and what is true of it."""

    id: str
    text: str
    truth: str
    makers: tuple[str, ...]
    """Parties, any of which is right; empty where the truth is ``not``."""
    kind: str
    """Empty where the line does not say."""
    why: str

    @property
    def sort(self) -> str:
        """What sort of line it is, without the detail."""
        return self.why.split(":")[0]


class Said(NamedTuple):
    """What the program said of a line."""

    maker: str | None = None
    grade: Grade = Grade.NONE
    kind: str | None = None


class Wrong(NamedTuple):
    """A line that came out otherwise than its truth."""

    line: Line
    said: Said


@dataclass(slots=True)
class Result:
    """How the lines of one language came out."""

    truths: Counter[str] = field(default_factory=Counter)
    found: int = 0
    """Bought, and said so of the right maker."""
    said_bought: int = 0
    kinds: int = 0
    """Found lines that say what is bought."""
    kinds_right: int = 0
    noticed: int = 0
    """Truth ``ask``, and the right maker was claimed at any grade."""
    suspected: int = 0
    """Truth ``bought``, not found, and the right maker was claimed all the same, so that the buyer is asked."""
    missed: list[Wrong] = field(default_factory=list)
    false: list[Wrong] = field(default_factory=list)

    @property
    def caught(self) -> int:
        """Lines found or asked about, of those whose truth is ``bought`` or ``ask``."""
        return self.found + self.noticed + self.suspected

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.truths + other.truths, self.found + other.found, self.said_bought + other.said_bought,
            self.kinds + other.kinds, self.kinds_right + other.kinds_right, self.noticed + other.noticed,
            self.suspected + other.suspected, self.missed + other.missed, self.false + other.false,
        )  # fmt: skip


class Measurement(NamedTuple):
    """How the whole set came out."""

    languages: Mapping[str, Result]
    cases_2021: Result
    """What American agencies bought in 2021, of all languages."""

    @property
    def whole(self) -> Result:
        """All languages together."""
        return sum(self.languages.values(), Result())


def read_lines(folder: Path = LINES) -> dict[str, list[Line]]:
    """Return the lines by language.

    Raises:
        ValueError: a file has other columns.
    """
    found: dict[str, list[Line]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames != FIELDS:
                raise ValueError(f"{path.name} has the columns {reader.fieldnames}")
            found[path.stem] = [
                Line(r["id"], r["text"], r["truth"], tuple(filter(None, r["maker"].split("+"))), r["kind"], r["why"])
                for r in reader
            ]  # fmt: skip
    return found


def said_of(lines: Iterable[Line], register: Register) -> dict[str, Said]:
    """Survey each line as the text of an order line and return, by id, what is claimed of it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "orders.obs.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for line in lines:
                one = {"asset": line.id, "trait": "order.text", "value": line.text}
                file.write(json.dumps(one, ensure_ascii=False) + "\n")
        return {
            ref: Said(asset.identification.maker.value, asset.identification.maker.grade, asset.kind)
            for asset in survey([str(path)], register, Context(), DAY).assets()
            for ref in asset.keys.ref
        }


def restricted(register: Register, lines: Iterable[Line]) -> frozenset[str]:
    """Return the makers a measure names, those identification is measured on, and the subsidiaries the lines name."""
    named = {party for m in register.measures.values() for c in m.covers for party in c.named}
    return frozenset(named | RESTRICTED | {maker for line in lines for maker in line.makers})


def result(lines: Sequence[Line], said: Mapping[str, Said], makers: frozenset[str]) -> Result:
    """Compare what was said with what is true; ``makers`` are the restricted ones."""
    out = Result()
    for line in lines:
        one = said.get(line.id, Said())
        out.truths[line.truth] += 1
        is_right = family(one.maker) in {family(maker) for maker in line.makers}
        says_bought = one.maker in makers and one.grade.is_firm and one.kind not in NOT_THE_PRODUCT
        out.said_bought += says_bought
        out.noticed += line.truth == "ask" and is_right
        is_found = line.truth == "bought" and says_bought and is_right
        out.found += is_found
        out.suspected += line.truth == "bought" and is_right and not is_found
        if line.truth == "bought" and not is_found:
            out.missed.append(Wrong(line, one))
        if says_bought and not is_found:
            out.false.append(Wrong(line, one))
        if is_found and line.kind:
            out.kinds += 1
            out.kinds_right += one.kind == line.kind
    return out


def measured(folder: Path, register: Register) -> Measurement:
    """Put the lines of a folder to the program."""
    languages = read_lines(folder)
    everything = [line for lines in languages.values() for line in lines]
    said, makers = said_of(everything, register), restricted(register, everything)
    cases = [line for line in everything if line.sort == CASES_2021]
    return Measurement(
        {language: result(lines, said, makers) for language, lines in languages.items()},
        result(cases, said, makers),
    )


def said_otherwise(results: Iterable[Result]) -> Iterator[str]:
    """Yield one line for each line that was missed, and for each that was said to be bought and is not."""
    for one in results:
        for word, wrongs in (("missed", one.missed), ("false", one.false)):
            for line, said in wrongs:
                claim = f"{said.maker or 'no maker'} ({said.grade}), {said.kind or 'no kind'}"
                truth = " ".join((line.truth, *line.makers))
                yield f"{word} {line.id}: {line.text} | {truth}, {line.why} | said: {claim}"


def figures(name: str, one: Result) -> str:
    """Return how one language came out, on one line."""
    bought = one.truths["bought"]
    return (
        f"{name}: {one.truths.total()} lines, recall {_share(one.found, bought)}, "
        f"precision {_share(one.found, one.said_bought)}, noticed {_share(one.noticed, one.truths['ask'])}, "
        f"kind right {_share(one.kinds_right, one.kinds)}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}" + (f" ({part / whole:.3f})" if whole else "")


def may_be_listed(folder: Path) -> bool:
    """Is it the practice set? The lines of any other set, above all the blind one, are counted and never printed."""
    return folder.resolve() == PRACTICE.resolve()


def main(arguments: Sequence[str]) -> int:
    """Print how a set came out and, of the practice set, each line that was missed or falsely said to be bought."""
    parser = argparse.ArgumentParser(description="Measure the reading of labelled purchase lines.")
    parser.add_argument("folder", nargs="?", type=Path, default=PRACTICE)
    folder = parser.parse_args(arguments).folder
    measurement = measured(folder, Register.open())
    if not measurement.languages:
        print(f"{folder}: no labelled lines here", file=sys.stderr)
        return 2
    if may_be_listed(folder):
        print(*said_otherwise(measurement.languages.values()), sep="\n")
    else:
        print(f"{folder}: not the practice set, its lines are not printed", file=sys.stderr)
    for name, one in (*measurement.languages.items(), ("all", measurement.whole)):
        print(figures(name, one))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
