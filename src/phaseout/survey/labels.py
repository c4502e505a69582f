"""What are the things called that a document mentions?"""

from collections.abc import Collection, Iterable, Sequence

from phaseout.domain.cite import Text
from phaseout.domain.document import Labels
from phaseout.domain.measure import Measure
from phaseout.domain.question import Question
from phaseout.register.query import Register
from phaseout.survey.tally import Tally


def labels_of(
    register: Register,
    measures: Sequence[Measure],
    tally: Tally,
    questions: Iterable[Question],
    beside: Collection[str] = (),
) -> Labels:
    """Return the names, so that every report can be made from the document alone and in both languages.

    ``beside``: parties that are named and made no thing by themselves: suppliers, makers of parts.
    """
    named = tally.makers.union(beside) | {
        party for measure in measures for coverage in measure.covers for party in coverage.named
    }
    parties, brands = register.parties, register.brands
    return Labels(
        measures={measure.id: measure.title for measure in measures},
        # People know a maker by its brand; the legal name stands in the register.
        parties={
            party: (brands if party in brands else parties)[party].name
            for party in sorted(named)
            if party in parties
        },
        brands={brand: brands[brand].name for brand in sorted(tally.brands) if brand in brands},
        words={
            **_words(register),
            **_asked(register, questions),
            **_commodities(register, tally.commodities),
        },
        addresses_read=register.addresses_retrieved.isoformat() if register.addresses_retrieved else None,
    )


def every_label(register: Register) -> Labels:
    """Return every name of a register, for commands that show entries and no document."""
    return Labels(
        parties={
            party: (register.brands if party in register.brands else register.parties)[party].name
            for party in register.parties
        },
        brands={brand: entry.name for brand, entry in register.brands.items()},
        words=_words(register),
    )


def _words(register: Register) -> dict[str, Text]:
    vocabulary = register.vocabulary
    values = {
        f"{fact}/{value}": name for fact, named in vocabulary.values.items() for value, name in named.items()
    }
    return {
        **values,
        **{f"role/{role}": name for role, name in vocabulary.roles.items()},
        **{f"kind/{kind}": entry.name for kind, entry in vocabulary.kinds.items()},
        **{f"act/{act}": name for act, name in vocabulary.acts.items()},
    }


def _commodities(register: Register, met: Collection[str]) -> dict[str, Text]:
    """Return the titles of codes as their lists have them, in one language."""
    return {f"commodity/{one.id}": Text(en=one.title) for one in register.commodities if one.id in met}


def _asked(register: Register, questions: Iterable[Question]) -> dict[str, Text]:
    """Return how each fact asked is put, each matter of it, and each word of the matters waited for."""
    facts = register.vocabulary.facts
    questions = [question for question in questions if question.fact in facts]
    asked = list(dict.fromkeys(question.fact for question in questions))
    waited = {(question.fact, aspect) for question in questions for aspect in question.aspects}
    matters = {(fact, id_): one for fact in asked for id_, one in facts[fact].aspects.items()}
    words = [
        (fact, word, (fact, id_))
        for (fact, word), id_ in register.vocabulary.aspects.items()
        if (fact, id_) in matters
    ]
    put = {
        **{(fact, word): key for fact, word, key in words if key in waited},
        **{key: key for key in matters},
    }
    return {
        **{f"question/{fact}/{id_}": matters[key].question for (fact, id_), key in put.items()},
        **{f"matter/{fact}/{word}": matters[key].name for fact, word, key in words},
        **{
            f"asked-of/{fact}/{id_}": known
            for (fact, id_), key in put.items()
            if (known := matters[key].asked_of) is not None
        },
        **{f"question/{fact}": facts[fact].question for fact in asked},
        **{f"asked-of/{fact}": facts[fact].asked_of for fact in asked},
    }
