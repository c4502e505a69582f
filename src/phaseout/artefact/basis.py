"""Under which text, in force on which day and known how well, is a paper made?"""

from collections.abc import Iterator

from phaseout.artefact.material import Material
from phaseout.artefact.paper import Block, Bullets, Heading, Paragraph
from phaseout.artefact.words import Words, spaced
from phaseout.domain.cite import Cite
from phaseout.domain.measure import Citation, Measure
from phaseout.domain.obligation import Obligation


def basis(material: Material) -> Iterator[Block]:
    """Yield the section that names the clauses, their references on the day, and the evidence."""
    yield Heading(text=_words(material)("heading"))
    for measure, obligation in material.owed:
        lang = material.language.code
        title, text = measure.title.in_language(lang), obligation.text.in_language(lang)
        yield Paragraph(text=spaced(f"{title}{material.language.colon} {text}", lang))
        yield Bullets(items=tuple(_lines(measure, obligation, material)))
    checked = min(measure.timeline.checked_through for measure, _ in material.owed)
    day = material.language.day(checked)
    yield Paragraph(text=_words(material)("checked", day, material.register.edition))
    if checked < material.days.spoken:
        yield Paragraph(text=_words(material)("beyond", material.language.day(material.days.spoken)))
    yield Paragraph(text=material.language.text("owners.grades"))


def _lines(measure: Measure, obligation: Obligation, material: Material) -> Iterator[str]:
    day = material.days.text_of(obligation)
    citations = tuple(
        one for one in measure.citations_on(day) if not obligation.under or one.id in obligation.under
    )
    for citation in citations:
        yield _citation(citation, material)
    if len(citations) > 1:
        yield _words(material)("several", material.language.day(day))
    yield _words(material)("sources", "; ".join(_source(cite, material) for cite in obligation.cite))


def _citation(citation: Citation, material: Material) -> str:
    said = _words(material)("cited", citation.reference)
    if citation.nature == "proposed":
        said = f"{citation.reference} ({_words(material)('proposed')})"
    lang = material.language.code
    note = f" – {spaced(citation.note.in_language(lang), lang)}" if citation.note else ""
    return f"{said}{note}"


def _source(cite: Cite, material: Material) -> str:
    source = material.register.sources.get(cite.source)
    place = f", {cite.at}" if cite.at else ""
    return f"{source.title if source else cite.source}{place} [{cite.grade.value}]"


def _words(material: Material) -> Words:
    return Words(material.language.code, "basis")
