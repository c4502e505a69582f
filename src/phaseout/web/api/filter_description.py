"""What does the description say of the names by which a list is narrowed?"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation
from django_filters import CharFilter, ChoiceFilter, DateFilter, Filter, FilterSet, ModelChoiceFilter

from phaseout.web.estate.filters import BranchFilter
from phaseout.web.frame.words import OF_REGISTER


def narrowing(filters: type[FilterSet]) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Yield the name of each filter, the schema of its value, and what it is, in English."""
    with translation.override("en"):
        for name, one in filters.base_filters.items():
            choices = _closed(one)
            yield name, _schema(one, choices), " ".join((f"{one.label}.", *_explained(one, choices)))


def _closed(one: Filter) -> list[tuple[str, str]]:
    """Return (word, what it says) of all that may be asked for; none where nobody can list that for good."""
    choices = one.extra.get("choices") if isinstance(one, ChoiceFilter) else None
    if choices is None or choices in OF_REGISTER:
        return []
    return [(str(word), str(said)) for word, said in (choices() if callable(choices) else choices)]


def _schema(one: Filter, choices: list[tuple[str, str]]) -> Mapping[str, Any]:
    if choices:
        return {"type": "string", "enum": [word for word, _said in choices]}
    match one:
        case BranchFilter() | ModelChoiceFilter():
            return {"type": "integer"}
        case DateFilter():
            return {"type": "string", "format": "date"}
        case CharFilter() if longest := one.extra.get("max_length"):
            return {"type": "string", "maxLength": longest}
    return {"type": "string"}


def _explained(one: Filter, choices: list[tuple[str, str]]) -> Iterator[str]:
    if isinstance(one, BranchFilter | ModelChoiceFilter):
        yield "Its number."
    elif isinstance(one, ChoiceFilter) and not choices:
        yield "An id of the register that is in use."
    if said := one.extra.get("help_text"):
        yield str(said)
    told = [f"{word}: {said}" for word, said in choices if said and said != word]
    if told:
        yield "; ".join(told) + "."
