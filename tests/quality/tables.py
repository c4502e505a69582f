"""How do the measurements stand in docs/quality.md?"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from phaseout.domain.claim import Grade
from quality.explanations import Cause, Explained
from quality.purchases import Measurement, Result, Wrong
from quality.scoring import Score, wilson
from quality.unmasking import Traced

_MARK = "<!-- measured: {} -->"
_END = "<!-- end -->"


class Measured(NamedTuple):
    """One labelled corpus."""

    title: str
    score: Score
    explained: Explained


class Beside(NamedTuple):
    """Another tool and phaseout on the cases the tool has patterns for."""

    title: str
    tool: str
    theirs: Score
    ours: Score


class Unlabelled(NamedTuple):
    """Files whose makers nobody has written down."""

    title: str
    read: int
    not_examined: int
    unread: int
    assets: int
    firm: int


def replaced(page: str, parts: Mapping[str, str]) -> str:
    """Return a page with each measured part in its place between marks.

    Raises:
        ValueError: the page lacks the marks of a part.
    """
    for name, text in parts.items():
        mark = _MARK.format(name)
        pattern = re.compile(rf"{re.escape(mark)}\n.*?{re.escape(_END)}", re.DOTALL)
        if pattern.search(page) is None:
            raise ValueError(f"the page has no place {mark}")
        page = pattern.sub(lambda _, mark=mark, text=text: f"{mark}\n{text}\n{_END}", page)
    return page


def _table(head: str, rows: Iterable[Sequence[object]]) -> str:
    columns = head.count("|") - 1
    lines = [head, "|" + "---|" * columns]
    return "\n".join((*lines, *(f"| {' | '.join(str(cell) for cell in row)} |" for row in rows)))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def corpora_table(measured: Sequence[Measured]) -> str:
    """Return the table of the labelled corpora."""
    rows = []
    for title, score, why in measured:
        named = score.positive - why.nameless
        firm = sum(score.made[grade] for grade in Grade if grade.is_firm)
        right = sum(score.right[grade] for grade in Grade if grade.is_firm)
        rows.append((title, score.cases, score.positive, score.hit, _share(score.hit, score.positive),
                     _share(score.hit, named), len(score.accused), score.silent, f"{right}/{firm}"))  # fmt: skip
    return _table(
        "| corpus | cases | restricted | found | recall | recall where named | accusations | no claim | right of the firm |",
        rows,
    )


def causes_lists(measured: Sequence[Measured]) -> str:
    """Return why cases were missed and accused, with their number."""
    lines: list[str] = []
    for title, _, why in measured:
        for word, causes in (("missed", why.missed), ("accused", why.accused)):
            lines += [
                f"* **{title}, {word} {count}**{_nameless(cause, word)}: {cause.why}"
                for cause, count in causes.items()
            ]
        if why.unexplained:
            lines.append(f"* **{title}, {len(why.unexplained)} not explained.**")
    return "\n".join(lines) or "Nothing was missed and nobody accused."


def _nameless(cause: Cause, word: str) -> str:
    return "" if cause.names_maker or word == "accused" else " (nothing names the maker)"


def recog_said(files: Sequence[str]) -> str:
    """Return which of Recog's files were compared."""
    return f"Recog's files, with their fingerprints: {', '.join(files)}."


def nmap_said(matches: int, refused: int) -> str:
    """Return how many of nmap's lines were compared."""
    uncompiled = f" ({refused} more that Python cannot compile)" if refused else ""
    return f"nmap's match lines that name a restricted maker: {matches}{uncompiled}."


def beside_table(rows: Sequence[Beside], said: str, day: date) -> str:
    """Return how another tool's patterns do on the same lines, what was compared, and when.

    The page keeps it where the tool is not at hand; so it says of which day it is.
    """
    table = _table(
        "| corpus | patterns | cases they could read | restricted | found | phaseout found | accusations | phaseout's |",
        (
            (row.title, row.tool, row.theirs.cases, row.theirs.positive, row.theirs.hit, row.ours.hit,
             len(row.theirs.accused), len(row.ours.accused))
            for row in rows
        ),
    )  # fmt: skip
    return f"Compared on {day}. {said}\n\n{table}"


def calibration_table(scores: Sequence[Score]) -> str:
    """Return, by grade, how many of the claims were right, with Wilson's 95 % interval."""
    rows = []
    for grade, aim in ((Grade.CONCLUSIVE, "≥ 0.995"), (Grade.STRONG, "≥ 0.97"), (Grade.SUGGESTIVE, "none")):
        made = sum(score.made[grade] for score in scores)
        right = sum(score.right[grade] for score in scores)
        low, high = wilson(right, made)
        rows.append((grade, made, right, _share(right, made), f"{low:.4f} to {high:.4f}", aim))
    return _table("| grade | claims | right | share | 95 % interval | aim |", rows)


def unlabelled_table(rows: Sequence[Unlabelled]) -> str:
    """Return the table of the files that hold no restricted maker that is known."""
    return _table("| files | number | not examined | parts unread | assets | restricted at strong or better |",
                  ((r.title, r.read + r.not_examined, r.not_examined, r.unread, r.assets, r.firm) for r in rows))  # fmt: skip


def unmasking_table(rows: Sequence[Traced]) -> str:
    """Return each confirmed rebrand with what it was traced by."""
    brands = {
        how: {row.brand for row in rows if row.described == how} for how in ("trait", "weak model", "name")
    }
    weak = brands["weak model"] - brands["trait"]
    traced = {brand for brand in brands["trait"] | weak if all(r.is_traced for r in rows if r.brand == brand)}
    head = (
        f"{len({row.brand for row in rows})} brands are confirmed rebrands. {len(brands['trait'])} have a trait beyond the name "
        f"that tells the maker, {len(brands['trait'] & traced)} of them are traced. {len(weak)} more have only a weak model; "
        f"{len(weak & traced)} are traced, by what the maker's units answer. Of {len(brands['name'])} nothing but the name is "
        "written down.\n"
    )
    table = _table(
        "| brand | maker | described by | seen in the fixture | claim | grade |",
        ((row.brand, row.maker, row.described, row.seen_in, row.claimed or "–", row.grade) for row in rows),
    )
    return f"{head}\n{table}"


def purchases_table(measurement: Measurement) -> str:
    """Return how well purchase lines are read, by language and in all, and what sorts of line came out wrong."""
    whole, cases = measurement.whole, measurement.cases_2021
    table = _table(
        "| language | lines | bought | found | recall | said bought | right | precision | of the missed, asked about | "
        "truth is ask | noticed | kind right |",
        (_purchases_row(name, one) for name, one in (*measurement.languages.items(), ("all", whole))),
    )
    said = (
        f"American purchases of 2021: {cases.caught} of {cases.truths['bought'] + cases.truths['ask']} caught, {cases.found} of "
        f"{cases.truths['bought']} found bought.\n\n"
        f"* missed: {_sorts(whole.missed)}\n* said bought and not: {_sorts(whole.false)}"
    )
    return f"{table}\n\n{said}"


def _purchases_row(name: str, one: Result) -> Sequence[object]:
    bought = one.truths["bought"]
    return (name, one.truths.total(), bought, one.found, _share(one.found, bought), one.said_bought, one.found,
            _share(one.found, one.said_bought), f"{one.suspected}/{len(one.missed)}", one.truths["ask"], one.noticed,
            f"{one.kinds_right}/{one.kinds}")  # fmt: skip


def _sorts(wrongs: Sequence[Wrong]) -> str:
    """Count wrong lines by their sort, the most first."""
    counts = Counter(wrong.line.sort for wrong in wrongs)
    return ", ".join(f"{sort} {count}" for sort, count in counts.most_common()) or "none"
