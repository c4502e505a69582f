"""Which cases show what is hard about this law for software?"""

from collections.abc import Iterator, Sequence

from phaseout.register.case import Case
from phaseout.register.query import Register
from phaseout.report.language import Language
from phaseout.report.markdown_text import plain
from phaseout.report.measure_page import register_labels

SECTIONS = tuple(f"7.{number}" for number in range(1, 12))
"""What is hard, by the number a case bears in ``hard``; ``hard.NUMBER`` in the messages names each."""


def hard_page(register: Register, cases: Sequence[Case], lang: str) -> str:
    """Return the page in Markdown: each section with its cases and what each must be answered."""
    return "\n".join(_lines(cases, Language(lang, register_labels(register)))) + "\n"


def _lines(cases: Sequence[Case], language: Language) -> Iterator[str]:
    yield f"# {language.text('hard.title')}"
    yield from ("", language.text("hard.about"))
    for number in SECTIONS:
        shown = [case for case in cases if case.hard == number]
        title = language.text(f"hard.{number}")
        yield from ("", f"## {number} {title} ({language.number(len(shown))})", "")
        yield from (_case(case, language) for case in shown)


def _case(case: Case, language: Language) -> str:
    name = (case.name_fr if language.code == "fr" else None) or case.name
    outcome = language.term("outcome", case.expect.outcome.value)
    act = plain(language.term("act", case.act))
    return f"- {plain(name)} – `{case.measure}`, {act}, {language.day(case.as_of)} → **{outcome}**"
