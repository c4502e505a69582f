"""How is a condition of the register said to a person?"""

from typing import assert_never

from phaseout.domain.condition import All, AnyOf, Condition, FactDate, FactIs, Not
from phaseout.report.language import Language


def condition_words(condition: Condition, language: Language) -> str:
    """Return the condition as a phrase; parts that belong together stand in parentheses."""
    match condition:
        case FactIs(fact=fact, values=values):
            named = [language.term(fact, value) for value in values]
            return language.text("condition.is", language.facts((fact,)), language.text("or").join(named))
        case FactDate(fact=fact, since=since, before=before):
            ends = [language.text("condition.since", language.day(since))] if since else []
            ends += [language.text("condition.before", language.day(before))] if before else []
            interval = language.text("and").join(ends)
            return language.text("condition.is", language.facts((fact,)), interval)
        case All(parts=parts):
            return language.text("and").join(_inside(part, language) for part in parts)
        case AnyOf(parts=parts):
            return language.text("or").join(_inside(part, language) for part in parts)
        case Not(part=part):
            return language.text("condition.not", condition_words(part, language))
        case _:
            assert_never(condition)


def _inside(condition: Condition, language: Language) -> str:
    said = condition_words(condition, language)
    return f"({said})" if isinstance(condition, All | AnyOf) else said
