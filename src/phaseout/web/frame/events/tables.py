"""How is what people did shown in a list?"""

import json
from collections.abc import Callable, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tables2 import Column, Table

from phaseout.web.frame import words
from phaseout.web.frame.columns import MomentColumn
from phaseout.web.frame.events.happening import spoken, spoken_of, whatever
from phaseout.web.frame.models import Event


class EventTable(Table):  # type: ignore[misc] # it has no types
    """Who did what, when, to what."""

    at = MomentColumn(verbose_name=_("When"), orderable=False)
    by = Column(verbose_name=_("Who"), default="–", orderable=False)
    what = Column(verbose_name=_("What"), orderable=False)
    about = Column(verbose_name=_("About"), orderable=False)
    organisation = Column(verbose_name=_("Where"), default="–", orderable=False)
    before = Column(verbose_name=_("Before"), default="", orderable=False)
    after = Column(verbose_name=_("After"), default="", orderable=False)

    def render_what(self, record: Event) -> str:
        """Return it in the reader's language."""
        return str(whatever().get(record.what, record.what))

    def render_before(self, value: dict[str, object]) -> str:
        """Return fields and values."""
        return in_a_line(value)

    def render_after(self, value: dict[str, object]) -> str:
        """Return fields and values."""
        return in_a_line(value)


def in_a_line(values: object) -> str:
    """Return fields and values on one line, in the reader's language; as it is what somebody put there."""
    if not isinstance(values, dict):
        return json.dumps(values, ensure_ascii=False)
    return "; ".join(
        gettext("%(field)s: %(value)s")
        % {"field": spoken().get(field, field), "value": _value(field, _named(field, value))}
        for field, value in values.items()
    )


def _named(field: str, value: object) -> object:
    """Return a value as the register calls it."""
    naming = NAMING.get(field)
    if naming is None:
        return value
    if isinstance(value, list):
        return [naming(str(one)) for one in value]
    return naming(value) if isinstance(value, str) else value


def _fact(fact: str) -> str:
    return words.language().facts([fact])


def _value(field: str, value: object) -> str:
    match value:
        case str():
            return str(spoken_of(field).get(value, value))
        case list():
            return ", ".join(_value(field, one) for one in value) or "–"
        case _:
            return json.dumps(value, ensure_ascii=False)


NAMING: Mapping[str, Callable[[str], str]] = {
    "maker": words.party,
    "brand": words.brand,
    "kind": words.kind,
    "fact": _fact,
    "gate": words.outcome,
    "purpose": words.purpose,
    "roles_in_law": words.role,
}
"""Field → how the register calls its values."""
