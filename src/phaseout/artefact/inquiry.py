"""What was examined, what was found and what stays open: the record behind a statement."""

from collections.abc import Iterator

from phaseout.artefact.material import Material
from phaseout.artefact.paper import Block, Bullets, Heading, Paragraph, Table
from phaseout.artefact.words import Words
from phaseout.domain.question import Question


def record_of_inquiry(material: Material) -> Iterator[Block]:
    """Yield the record: sources with digests, makers found, gaps, open questions."""
    header, trailer = material.document.header, material.document.trailer
    language = material.language
    say = Words(language.code, "inquiry")
    yield Heading(text=say("heading"))
    day, stamp = language.day(material.days.findings), header.register
    yield Paragraph(
        text=say("examined", len(header.sources), day, header.engine, stamp.edition, stamp.digest[:19])
    )
    yield Table(
        heads=[say(key) for key in ("source", "reader", "observations", "unread", "digest")],
        rows=[
            (
                source.name,
                source.reader,
                language.number(source.observations),
                language.number(source.unread),
                source.sha256[:16],
            )
            for source in header.sources
        ],
    )
    summary = trailer.summary
    makers = [
        f"{say('unknown') if maker == 'unknown' else language.party(maker)} ({language.number(count)})"
        for maker, count in sorted(summary.by_maker.items(), key=lambda item: -item[1])
    ]
    yield Paragraph(text=say("found", summary.assets, ", ".join(makers) or say("nobody")))
    gaps = (summary.unread, summary.not_examined, summary.unidentified)
    if any(gaps):
        yield Paragraph(text=say("gaps", *gaps))
    yield Heading(text=say("open"))
    if trailer.questions:
        yield Bullets(items=list(dict.fromkeys(_question(q, material, say) for q in trailer.questions)))
    else:
        yield Paragraph(text=say("none-open"))


def _question(question: Question, material: Material, say: Words) -> str:
    """Say a question in the language of the paper, which may not be that of the document."""
    known = material.register.vocabulary.facts.get(question.fact)
    if known is None:
        return say("question", question.text, question.asked_of)
    lang = material.language.code
    return say("question", known.question.in_language(lang), known.asked_of.in_language(lang))
