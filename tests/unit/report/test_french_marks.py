"""Is French set as it is in Canada: quotations in guillemets, no space before a semicolon?"""

import re
from collections.abc import Iterator
from importlib.resources import files

import orjson

from phaseout.decide import fact_phrases, phrases_fr, supplier_phrases, vulnerability_phrases
from phaseout.report.messages import MESSAGES
from phaseout.report.terms import TERMS

FOREIGN = set('“”„‟"')
SPACED = re.compile(r"\s;")


def _of_rooms() -> Iterator[tuple[str, str]]:
    """Yield (room, sentence) of all that is said in French and does not come with the register."""
    spoken = {
        "facts": fact_phrases.FRENCH,
        "reasons": phrases_fr.SENTENCES,
        "suppliers": supplier_phrases.FRENCH,
        "vulnerabilities": vulnerability_phrases.FRENCH,
        "interests": phrases_fr.INTERESTS,
        "parts": phrases_fr.PARTS,
        "tests": phrases_fr.TESTS,
    }
    yield from ((room, text) for room, texts in spoken.items() for text in texts.values())
    yield from (("messages", text.in_language("fr")) for text in MESSAGES.values())
    yield from (("terms", text.in_language("fr")) for text in TERMS.values())
    unread = orjson.loads(files("phaseout.report").joinpath("unread.json").read_bytes())
    yield from (("unread", french) for _, french in unread)
    papers = orjson.loads(files("phaseout.artefact").joinpath("words.json").read_bytes())
    yield from (("papers", french) for _, french in papers.values())
    ledger = orjson.loads(files("phaseout.ledger").joinpath("words.json").read_bytes())
    yield from (("ledger", french) for _, french in ledger.values())


def _french(value: object) -> Iterator[str]:
    match value:
        case {"fr": str(text)}:
            yield text
        case dict():
            for part in value.values():
                yield from _french(part)
        case list():
            for part in value:
                yield from _french(part)


def test_no_french_sentence_quotes_with_english_marks() -> None:
    said = list(_of_rooms())
    assert len({room for room, _ in said}) == 12
    assert [(room, text) for room, text in said if FOREIGN & set(text)] == []


def test_no_space_stands_before_a_semicolon() -> None:
    compiled = orjson.loads(files("phaseout.register").joinpath("compiled.json").read_bytes())
    said = [*(text for _, text in _of_rooms()), *_french(compiled)]
    assert [text for text in said if SPACED.search(text)] == []


def test_every_guillemet_that_opens_closes() -> None:
    assert [text for _, text in _of_rooms() if text.count("«") != text.count("»")] == []


def test_no_french_text_of_the_register_quotes_with_english_marks() -> None:
    compiled = orjson.loads(files("phaseout.register").joinpath("compiled.json").read_bytes())
    said = list(_french(compiled))
    assert len(said) > 100
    assert [text for text in said if FOREIGN & set(text)] == []
