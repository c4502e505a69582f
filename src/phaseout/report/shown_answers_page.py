"""Which answers of each measure are shown by a case, and why can the others never be given?"""

from collections import Counter
from collections.abc import Iterator, Sequence

from phaseout.domain.answerable import Answer, Bar, answer_of, barred
from phaseout.domain.measure import Measure
from phaseout.register.case import Case
from phaseout.register.query import Register
from phaseout.report.language import Language
from phaseout.report.measure_page import register_labels


def shown_answers_page(register: Register, cases: Sequence[Case], lang: str) -> str:
    """Return the page in Markdown: a row a measure, with the number of cases of each answer."""
    language = Language(lang, register_labels(register))
    heads = [language.text("page.measure"), *(language.term("shown", answer.value) for answer in Answer)]
    lines = [f"# {language.text('shown.title')}", "", language.text("shown.about"), ""]
    lines += [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for measure, cells in _rows(register, cases, language):
        page = f"measures/{measure.id}{'.fr' if lang == 'fr' and measure.is_canadian else ''}.md"
        lines.append(f"| [`{measure.id}`]({page}) | {' | '.join(cells)} |")
    lines += ["", f"## {language.text('shown.why')}", ""]
    lines += [
        f"- **{language.term('bar', bar.value)}** – {language.text(f'shown.bar.{bar.value}')}" for bar in Bar
    ]
    return "\n".join(lines) + "\n"


def shown_answers_lines(register: Register, cases: Sequence[Case], lang: str) -> Iterator[str]:
    """Yield a line a measure for a terminal, with the same figures and reasons."""
    language = Language(lang, register_labels(register))
    for measure, cells in _rows(register, cases, language):
        named = zip(Answer, cells, strict=True)
        said = "; ".join(f"{language.term('shown', answer.value)} {cell}" for answer, cell in named)
        yield f"{measure.id}{language.colon} {said}"


def _rows(
    register: Register, cases: Sequence[Case], language: Language
) -> Iterator[tuple[Measure, list[str]]]:
    shown = Counter((case.measure, answer_of(case.expect.outcome)) for case in cases)
    for id_, measure in sorted(register.measures.items()):
        bars = barred(
            {step.state for step in measure.timeline.steps},
            measure.nature,
            binds=bool(measure.binds),
            binds_perhaps=bool(measure.binds_perhaps),
            is_nobody_known=measure.is_nobody_known,
        )
        yield measure, [_cell(shown[id_, answer], bars.get(answer), language) for answer in Answer]


def _cell(count: int, bar: Bar | None, language: Language) -> str:
    """Say how many cases show the answer, or why none can. A missing case of a possible answer is a 0."""
    if count or bar is None:
        return language.number(count)
    return language.text("shown.never", language.term("bar", bar.value))
