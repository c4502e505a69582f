"""Which words of the register do programs send, what is each called, and where do they stand?"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import cast

from django.forms import ChoiceField, Field, ModelChoiceField

from phaseout.web.findings.questions import question
from phaseout.web.frame import words
from phaseout.web.frame.words import Choices

PATH = "/vocabulary"


def _facts() -> Choices:
    """Return (id, how it is asked) of every fact, in the register's order."""
    return [(fact, question(fact).text) for fact in words.register().vocabulary.facts]


VOCABULARY: Mapping[str, Callable[[], Choices]] = MappingProxyType(
    {
        "roles": words.roles,
        "purposes": words.purposes,
        "kinds": words.kinds,
        "makers": words.makers,
        "brands": words.brands,
        "parties": words.parties,
        "acts": words.acts,
        "outcomes": words.outcomes,
        "facts": _facts,
    }
)
"""What words are of → (id, name) of each, in the reader's language."""


def address_of_words(field: Field) -> str:
    """Return the address of the words that a field of a form takes; empty where they are none of these."""
    if not isinstance(field, ChoiceField) or isinstance(field, ModelChoiceField):
        return ""  # of rows, which may be many, no word is one of these
    taken = {str(word) for word, _name in cast("Iterable[tuple[object, object]]", field.choices)}
    known = {of: {word for word, _name in choices()} for of, choices in VOCABULARY.items()}
    fitting = [of for of, ids in known.items() if ids <= taken]
    # Makers are parties: where all parties are taken, so are all makers.
    found = max(fitting, key=lambda of: len(known[of]), default="")
    return f"/api/v1{PATH}/{found}" if found else ""
