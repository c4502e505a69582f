"""What does the bibliography of the register look like as a page of the documentation?"""

from collections.abc import Iterator

from phaseout.domain.cite import CitedSource
from phaseout.register import Register
from phaseout.report.evidence import Evidence, by_year, oldest_first, resting, weak_ground
from phaseout.report.language import Language
from phaseout.report.markdown_text import link, plain


def sources_page(register: Register, lang: str) -> str:
    """Return the page in Markdown: what rests on too little, then the documents by year."""
    return "\n".join(_lines(register, Language(lang))) + "\n"


def _lines(register: Register, language: Language) -> Iterator[str]:
    evidence = oldest_first(register)
    yield f"# {language.count('sources.title', len(evidence), register.edition)}"
    yield from ("", language.text("sources.about"), "")
    weak = list(weak_ground(register, language))
    yield language.text("sources.weak") if weak else language.text("sources.weak.none")
    yield from ("", *(f"- {plain(id_)}{language.colon} {plain(said)}" for id_, said in weak))
    for year, documents in by_year(evidence):
        yield from ("", f"## {year or language.text('sources.undated')}", "")
        for one in documents:
            yield from _entry(one, language)


def _entry(one: Evidence, language: Language) -> Iterator[str]:
    source = one.source
    read = language.text("sources.read", language.day(source.retrieved)) if source.retrieved else ""
    about = [part for part in (language.written_day(source.date or ""), source.publisher, read) if part]
    yield f"- **{_title(source)}**{''.join(f' · {plain(part)}' for part in about)} (`{source.id}`)"
    if source.note:
        yield f"  - {plain(source.note)}"
    yield from (f"  - {plain(line)}" for line in resting(one, language))


def _title(source: CitedSource) -> str:
    target = link(source.url) if source.url else ""
    return f"[{plain(source.title)}]({target})" if target.startswith("<") else plain(source.title)
