"""In which words can the questions of a survey be answered?"""

from collections.abc import Mapping

from phaseout.domain.facts import DATE_FACTS
from phaseout.intake.answers_file import SINGLE
from phaseout.intake.fact_words import Words
from phaseout.knowledge import MAKER
from phaseout.register.query import Register
from phaseout.report.answers_form import Vocabulary


def words_to_answer(register: Register) -> Words:
    """Return every word of the facts that have a closed list; a maker or brand may be called by its name."""
    vocabulary = register.vocabulary
    closed = {"role": vocabulary.roles, "kind": vocabulary.answers, **vocabulary.values}
    return {
        **{fact: {word.casefold(): word for word in words} for fact, words in closed.items()},
        "maker": _by_name(_makers(register)),
        "supplier": _by_name(_parties(register)),
        "brand": _by_name({brand.id: brand.name for brand in register.brands.values()}),
    }


def words_to_show(register: Register, lang: str) -> Vocabulary:
    """Return the words that may be answered, with their names in a language."""
    vocabulary = register.vocabulary
    named = {
        "role": vocabulary.roles,
        "kind": {kind: entry.name for kind, entry in vocabulary.answers.items()},
        **vocabulary.values,
    }
    closed = {
        **{
            fact: {word: name.in_language(lang) for word, name in words.items()}
            for fact, words in named.items()
        },
        "maker": _makers(register),
        "supplier": _parties(register),
        "brand": {brand: register.brands[brand].name for brand in sorted(register.brands)},
    }
    return Vocabulary(
        closed=closed,
        aspects=vocabulary.aspects,
        single=frozenset(SINGLE),
        dates=DATE_FACTS,
    )


def _makers(register: Register) -> dict[str, str]:
    parties = sorted(register.parties.values(), key=lambda party: party.id)
    return {party.id: party.name for party in parties if MAKER in party.kinds}


def _parties(register: Register) -> dict[str, str]:
    return {id_: party.name for id_, party in sorted(register.parties.items())}


def _by_name(names: Mapping[str, str]) -> dict[str, str]:
    """Return id and name → id; an id comes before another's name."""
    by_name = {name.casefold(): id_ for id_, name in names.items()}
    return by_name | {id_.casefold(): id_ for id_ in names}
