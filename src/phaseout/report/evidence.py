"""How old is each document the register rests on, and what rests on it?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from phaseout.domain.cite import CitedSource, EvidenceGrade
from phaseout.register import Register
from phaseout.register.source_date import first_day
from phaseout.register.support import WHOLE, Support, by_source, weak_parts
from phaseout.report.language import Language

NAMED = ("measures", "lists", "instruments", "parties")
"""Nouns whose entries are named; of the others there are too many, so that they are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A document of the bibliography."""

    source: CitedSource
    no_older_than: date | None
    """None where it gives no date, or none that can be read."""
    supports: tuple[Support, ...]

    @property
    def year(self) -> str:
        """The year it is from, empty where nobody knows."""
        return str(self.no_older_than.year) if self.no_older_than else ""


def oldest_first(register: Register) -> tuple[Evidence, ...]:
    """Return the bibliography: what is undated, then from the oldest to the newest."""
    resting = by_source(register.supports)
    found = [
        Evidence(source=source, no_older_than=_age(source), supports=resting.get(source.id, ()))
        for source in register.sources.values()
    ]
    return tuple(sorted(found, key=lambda one: (one.no_older_than or date.min, one.source.id)))


def by_year(evidence: Iterable[Evidence]) -> Iterator[tuple[str, list[Evidence]]]:
    """Yield year → the documents of it; the undated ones under an empty year."""
    for year, documents in groupby(evidence, key=lambda one: one.year):
        yield year, list(documents)


def resting(evidence: Evidence, language: Language) -> Iterator[str]:
    """Yield one line for each kind of entry that rests on a document: ids with their grades, or a number."""
    grades: dict[str, dict[str, set[EvidenceGrade]]] = defaultdict(lambda: defaultdict(set))
    for support in evidence.supports:
        grades[support.noun][support.id].add(support.grade)
    for noun in sorted(grades, key=lambda noun: (noun not in NAMED, noun)):
        entries = grades[noun]
        if noun in NAMED:
            said = _named(entries)
        else:
            every = sorted(set().union(*entries.values()))
            said = f"{language.number(len(entries))} ({', '.join(every)})"
        yield f"{language.term('noun', noun)}{language.colon} {said}"
    if not grades:
        yield language.text("sources.unused")


def _named(entries: Mapping[str, Iterable[EvidenceGrade]]) -> str:
    """Name the entries, those of the same grades together."""
    together: dict[str, list[str]] = defaultdict(list)
    for id_, grades in sorted(entries.items()):
        together[", ".join(sorted(grades))].append(id_)
    return "; ".join(f"{', '.join(ids)} ({grades})" for grades, ids in sorted(together.items()))


def weak_ground(register: Register, language: Language) -> Iterator[tuple[str, str]]:
    """Yield measure → what is weak about it, of the measures of which a part rests on weak grades alone."""
    for id_, parts in sorted(weak_parts(register.supports, "measures").items()):
        if WHOLE in parts:
            yield id_, language.text("sources.weak.whole", ", ".join(parts[WHOLE]))
            continue
        said = (
            f"{language.term('section', section)} {name} ({', '.join(grades)})"
            for (section, name), grades in sorted(parts.items())
        )
        yield id_, "; ".join(said)


def _age(source: CitedSource) -> date | None:
    try:
        return first_day(source.date) if source.date else None
    except ValueError:
        return None
