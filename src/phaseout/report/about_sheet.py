"""What does the sheet say that tells what a workbook is and rests on?"""

from collections.abc import Iterator

from phaseout.domain.claim import Grade
from phaseout.domain.document import Header, Trailer
from phaseout.report.answer_words import answer_lines
from phaseout.report.figures import Figures
from phaseout.report.language import Language
from phaseout.report.scope import as_of, organisation, roles, vulnerabilities_note
from phaseout.report.worksheet import Value

Row = tuple[Value, Value]


def about_rows(header: Header, trailer: Trailer, figures: Figures, language: Language) -> Iterator[Row]:
    """Yield the scope, the figures, the sources, the measures and what the grades mean."""
    yield language.text("about.as-of"), as_of(header, language)
    yield language.text("about.organisation"), organisation(header)
    yield language.text("about.roles"), roles(header, language)
    yield language.text("about.register"), f"{header.register.edition} ({header.register.digest})"
    yield language.text("about.engine"), f"phaseout {header.engine}"
    yield language.text("about.generated"), language.moment(header.generated or "")
    yield None, None
    yield language.count("examined.assets", trailer.summary.assets), trailer.summary.assets
    for key, number in figures.rows(trailer.summary):
        yield language.count(key, number), number
    yield None, None
    for source in header.sources:
        counts = (
            language.count("examined.observations", source.observations),
            f"{language.number(source.unread)} {language.count('figure.unread', source.unread)}",
        )
        yield source.name, f"{source.reader} · {' · '.join(counts)} · sha256 {source.sha256}"
    yield None, None
    for line in answer_lines(header, trailer, language):
        yield language.text("answers"), line
    if header.answers:
        yield None, None
    for measure in trailer.labels.measures:
        yield measure, language.measure(measure)
    yield None, None
    for grade in Grade:
        yield language.term("grade", grade.value), language.text(f"grade.{grade.value}")
    yield None, None
    yield language.text("about.note"), language.text("not-allowed")
    yield None, vulnerabilities_note(header, language)
