"""Measures identification on labelled data and writes the tables of docs/quality.md.

Usage: python -m quality.measure [CORPORA] [--recog DIR] [--lines DIR] [--output FILE]

CORPORA is a folder of labelled corpora (default: ``shared/corpora`` beside the checkout), the first DIR a copy of Recog's
folder ``xml``, the second one of labelled purchase lines (default: the project's own). No test needs the former two, and
where CORPORA is not there the purchase lines alone are measured. What stands in the page between two marks is written
anew; the rest is left, and so is the comparison with a tool that is not at hand, which says of which day it is. The lines
read wrong are listed. Exits 1 if a miss or an accusation on CORPORA is not explained in ``causes.yaml``.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.survey import survey
from quality import nmap_probes, purchases, recog_patterns, unmasking
from quality.corpora import CORPORA, DAY, UNLABELLED, Corpus, Labelled
from quality.explanations import explained, read_causes
from quality.scoring import RESTRICTED, scored, scored_names
from quality.tables import (
    Beside,
    Measured,
    Unlabelled,
    beside_table,
    calibration_table,
    causes_lists,
    corpora_table,
    nmap_said,
    purchases_table,
    recog_said,
    replaced,
    unlabelled_table,
    unmasking_table,
)

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"


class Neighbours:
    """The other tools' patterns, as far as they are at hand."""

    def __init__(self, recog: Path | None) -> None:
        self.recog_files = recog_patterns.counted(recog) if recog else []
        self._recog = recog_patterns.read_vendors(recog) if recog else {}
        lines = _latin(nmap_probes.PROBES)
        self._matches, self.refused = nmap_probes.read_matches(lines)
        self.matches = len(self._matches)
        self._prefixes = nmap_probes.read_prefixes(_latin(nmap_probes.PREFIXES))

    def beside(self, corpus: Corpus, labelled: Labelled) -> list[Beside]:
        """Score the tools on the lines of a corpus that they have patterns for."""
        found: list[Beside] = []
        traits = {trait for observations in labelled.seen.values() for trait, _ in observations}
        if self._recog.keys() & traits:
            asked = {c for c, seen in labelled.seen.items() if any(trait in self._recog for trait, _ in seen)}
            named = recog_patterns.named(self._recog, labelled.seen)
            found.append(_beside(corpus, "Recog", labelled, asked, named))
        if self._matches and traits - {"mac"}:
            asked = {c for c, seen in labelled.seen.items() if nmap_probes.speaks_of(seen)}
            named = {case: nmap_probes.named(self._matches, labelled.seen[case]) for case in asked}
            if asked:
                found.append(_beside(corpus, "nmap", labelled, asked, named))
        if self._prefixes and "mac" in traits:
            named = {c: nmap_probes.named_by_address(self._prefixes, s) for c, s in labelled.seen.items()}
            found.append(_beside(corpus, "nmap's prefixes", labelled, set(named), named))
        return found

    def parts(self, rows: Sequence[Beside], day: date) -> Iterator[tuple[str, str]]:
        """Yield the parts of the page on the tools that are at hand."""
        if self.recog_files:
            recog = [row for row in rows if row.tool == "Recog"]
            yield "beside-recog", beside_table(recog, recog_said(self.recog_files), day)
        if self._matches or self._prefixes:
            nmap = [row for row in rows if row.tool != "Recog"]
            yield "beside-nmap", beside_table(nmap, nmap_said(self.matches, self.refused), day)


def _beside(
    corpus: Corpus, tool: str, labelled: Labelled, asked: set[str], named: Mapping[str, frozenset[str]]
) -> Beside:
    """Score a tool, and phaseout, on the cases the tool could be asked of."""
    truth = {case: maker for case, maker in labelled.truth.items() if case in asked}
    return Beside(corpus.title, tool, scored_names(truth, named), scored(truth, labelled.claims))


def _latin(path: Path) -> list[str]:
    return path.read_text(encoding="latin-1").splitlines() if path.is_file() else []


def unlabelled(title: str, folder: Path, register: Register) -> Unlabelled:
    """Count what is claimed in files that hold no restricted maker that is known."""
    document = survey([str(folder)], register, Context(), DAY)
    assets = firm = 0
    for asset in document.assets():
        assets += 1
        maker = asset.identification.maker
        firm += maker.value in RESTRICTED and maker.grade.is_firm
    header, summary = document.header, document.trailer().summary
    return Unlabelled(title, len(header.sources), len(header.not_examined), summary.unread, assets, firm)


def main(arguments: list[str]) -> int:
    """Measure, write the page, and say on standard output how it came out."""
    parser = argparse.ArgumentParser(description="Measure identification on labelled data.")
    parser.add_argument("corpora", nargs="?", type=Path, default=PAGE.parents[2] / "shared" / "corpora")
    parser.add_argument("--recog", type=Path, help="a copy of Recog's folder xml")
    parser.add_argument(
        "--lines", type=Path, default=purchases.LINES, help="folder of labelled purchase lines"
    )
    parser.add_argument("--output", type=Path, default=PAGE)
    asked = parser.parse_args(arguments)
    register = Register.open()
    parts: dict[str, str] = {}
    measured: list[Measured] = []
    if asked.corpora.is_dir():
        parts, measured = _of_corpora(asked.corpora, asked.recog, register)
    else:
        print(f"{asked.corpora}: not at hand, its tables are left as they are", file=sys.stderr)
    parts["purchases"] = _of_purchases(asked.lines, register)
    asked.output.write_text(replaced(asked.output.read_text(encoding="utf-8"), parts), encoding="utf-8")
    return _open_questions(measured)


def _of_corpora(
    corpora: Path, recog: Path | None, register: Register
) -> tuple[dict[str, str], list[Measured]]:
    """Measure the corpora at hand and return the parts of the page, and how each corpus came out."""
    causes, neighbours = read_causes(), Neighbours(recog)
    measured: list[Measured] = []
    beside: list[Beside] = []
    for corpus in CORPORA:
        if not any((corpora / corpus.where).parent.glob(Path(corpus.where).name + "*")):
            print(f"{corpus.name}: not at hand", file=sys.stderr)
            continue
        labelled = corpus.read(corpora / corpus.where, register)
        score = scored(labelled.truth, labelled.claims)
        measured.append(Measured(corpus.title, score, explained(corpus.name, score, labelled.seen, causes)))
        beside += neighbours.beside(corpus, labelled)
        print(f"{corpus.name}: {score.hit}/{score.positive}, {len(score.accused)} accused", file=sys.stderr)
    others = [unlabelled(t, corpora / w, register) for t, w in UNLABELLED if (corpora / w).is_dir()]
    parts = {
        "edition": f"Register {register.edition}.",
        "corpora": corpora_table(measured),
        "causes": causes_lists(measured),
        **dict(neighbours.parts(beside, date.today())),
        "calibration": calibration_table([one.score for one in measured]),
        "unlabelled": unlabelled_table(others),
        "unmasking": unmasking_table(unmasking.traced(register)),
    }
    return parts, measured


def _of_purchases(folder: Path, register: Register) -> str:
    """Measure the purchase lines, list the wrong ones if one may read them, return the part of the page."""
    measurement = purchases.measured(folder, register)
    if purchases.may_be_listed(folder):
        print(*purchases.said_otherwise(measurement.languages.values()), sep="\n")
    table = purchases_table(measurement)
    print(table)
    return f"Register {register.edition}.\n\n{table}"


def _open_questions(measured: list[Measured]) -> int:
    for one in measured:
        for case in one.explained.unexplained:
            print(
                f"{one.title}: {case.case} is {case.truth}, claimed {case.claimed}: not explained in causes.yaml"
            )
    return int(any(one.explained.unexplained for one in measured))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
