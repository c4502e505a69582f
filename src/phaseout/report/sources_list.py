"""What does the bibliography of the register look like on a terminal, the oldest evidence first?"""

from collections.abc import Iterator

from phaseout.register import Register
from phaseout.report.evidence import Evidence, by_year, oldest_first, resting, weak_ground
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal


def sources_lines(register: Register, lang: str) -> Iterator[str]:
    """Yield the lines: documents by year, what rests on each, and last what rests on too little."""
    language = Language(lang)
    evidence = oldest_first(register)
    yield language.count("sources.title", len(evidence), register.edition)
    for year, documents in by_year(evidence):
        heading = year or language.text("sources.undated")
        yield from ("", f"{heading} ({language.number(len(documents))})")
        for one in documents:
            yield f"  {_described(one, language)}"
            yield from (f"      {for_terminal(line)}" for line in resting(one, language))
    weak = list(weak_ground(register, language))
    yield from ("", language.text("sources.weak") if weak else language.text("sources.weak.none"))
    yield from (f"  {for_terminal(id_)}{language.colon} {for_terminal(said)}" for id_, said in weak)


def _described(one: Evidence, language: Language) -> str:
    source = one.source
    read = language.text("sources.read", language.day(source.retrieved)) if source.retrieved else None
    about = " · ".join(
        filter(None, (language.written_day(source.date or ""), source.publisher, read, source.url))
    )
    return for_terminal(f"{source.id}{language.colon} {source.title}{f'  ({about})' if about else ''}")
