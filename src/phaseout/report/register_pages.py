"""Which pages of the documentation are made from the register?"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from phaseout.register import Register
from phaseout.register.case import Case
from phaseout.report.hard_page import hard_page
from phaseout.report.measure_page import measure_page, measures_index
from phaseout.report.shown_answers_page import shown_answers_page
from phaseout.report.sources_page import sources_page

Pages = Iterator[tuple[str, str]]
"""Name of a file below the folder of the pages, and its text."""


def _sources(register: Register, _: Sequence[Case]) -> Pages:
    yield "sources.md", sources_page(register, "en")
    yield "sources.fr.md", sources_page(register, "fr")


def _measures(register: Register, cases: Sequence[Case]) -> Pages:
    """Yield a page of each measure, in French too where Canada's law is bilingual, and the list of all."""
    by_measure: dict[str, list[Case]] = {id_: [] for id_ in register.measures}
    for case in cases:
        by_measure[case.measure].append(case)
    yield "measures/README.md", measures_index(register, by_measure, "en")
    yield "measures/README.fr.md", measures_index(register, by_measure, "fr")
    for id_, measure in register.measures.items():
        yield f"measures/{id_}.md", measure_page(measure, register, by_measure[id_], "en")
        if measure.is_canadian:
            yield f"measures/{id_}.fr.md", measure_page(measure, register, by_measure[id_], "fr")


def _hard(register: Register, cases: Sequence[Case]) -> Pages:
    yield "hard-cases.md", hard_page(register, cases, "en")
    yield "hard-cases.fr.md", hard_page(register, cases, "fr")


def _shown_answers(register: Register, cases: Sequence[Case]) -> Pages:
    yield "shown-answers.md", shown_answers_page(register, cases, "en")
    yield "shown-answers.fr.md", shown_answers_page(register, cases, "fr")


PAGES: tuple[Callable[[Register, Sequence[Case]], Pages], ...] = (_sources, _measures, _hard, _shown_answers)
"""What makes pages, in the order they are made. None looks at the clock: one register, the same bytes."""


def register_pages(register: Register, cases: Sequence[Case]) -> Mapping[str, str]:
    """Return every generated page by the name of its file."""
    return {name: text for make in PAGES for name, text in make(register, cases)}
