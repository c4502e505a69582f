"""Can each matter that a fact gathers be asked for by itself, in both languages?"""

from phaseout.domain.facts import MANIFOLD
from phaseout.register.query import Register


def test_every_matter_of_every_fact_that_gathers_several_has_its_own_question() -> None:
    vocabulary = Register.open().vocabulary
    for fact in MANIFOLD:
        used = {aspect for (of, _), aspect in vocabulary.aspects.items() if of == fact}
        asked = vocabulary.facts[fact].aspects
        assert set(asked) == used, fact
        for aspect in asked.values():
            assert aspect.question.in_language("fr") != aspect.question.en
            assert aspect.name.in_language("fr") != aspect.name.en
