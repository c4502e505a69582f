"""What does the sheet say that lists what is still to be asked?"""

from phaseout.domain.document import Header
from phaseout.domain.question import Question
from phaseout.report.language import Language
from phaseout.report.question_words import about, asked_of, question_text
from phaseout.report.worksheet import Value

QUESTION_COLUMNS = (
    ("rank", 8), ("question", 60), ("scope", 50), ("asked-of", 28), ("settles", 12), ("surely", 14),
    ("helps", 12), ("fact", 20),
)  # fmt: skip


def question_row(question: Question, header: Header, language: Language) -> tuple[Value, ...]:
    """Return the cells of one question, in the order of the columns."""
    return (
        question.rank,
        question_text(question, language),
        about(question.scope, header, language),
        asked_of(question, language),
        question.settles,
        question.surely,
        question.helps,
        language.facts((question.fact,)),
    )
