"""How are questions listed on a terminal or in a ticket: each put once, then what it is asked about?"""

from collections.abc import Iterator, Sequence

from phaseout.domain.document import Header, Trailer
from phaseout.domain.question import Question
from phaseout.report.language import Language
from phaseout.report.question_words import about, asked_of, effect, question_text


def runs(questions: Sequence[Question]) -> Iterator[tuple[Question, list[Question]]]:
    """Yield the questions in their order, those that put the same words together at the first of them."""
    found: dict[tuple[str, str], list[Question]] = {}
    for one in questions:
        found.setdefault((one.fact, one.text), []).append(one)
    for run in found.values():
        yield run[0], run


def question_line(question: Question, language: Language) -> str:
    """Return the words of a question and whom to ask."""
    ask = language.text("questions.ask", asked_of(question, language))
    return f"{question_text(question, language)} ({ask})"


def place_line(question: Question, header: Header, language: Language) -> str:
    """Return what it is asked about and what that settles."""
    return f"{about(question.scope, header, language)} – {effect(question, language)}"


def question_lines(header: Header, trailer: Trailer, language: Language) -> Iterator[str]:
    """Yield every question in the order to ask, and what they settle together."""
    questions = trailer.questions
    if not questions:
        yield language.text("questions.none")
        return
    for first, run in runs(questions):
        yield question_line(first, language)
        for one in run:
            yield f"  {one.rank:>3}. {place_line(one, header, language)}"
    closed = language.count("questions.closed", sum(one.settles for one in questions))
    surely = sum(one.surely for one in questions)
    sure = language.count("questions.sure", surely) if surely else language.text("questions.none-sure")
    yield ""
    yield language.text("questions.promise", language.number(len(questions)), closed, sure)
    yield language.text("questions.greedy")
