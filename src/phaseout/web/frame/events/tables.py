"""How is what people did shown in a list?"""

import json

from django.utils.translation import gettext_lazy as _
from django_tables2 import Column, DateTimeColumn, Table

from phaseout.web.frame.events.happening import FIELDS, WHAT
from phaseout.web.frame.models import Event


class EventTable(Table):  # type: ignore[misc] # it has no types
    """Who did what, when, to what."""

    at = DateTimeColumn(verbose_name=_("When"), orderable=False)
    by = Column(verbose_name=_("Who"), default="–", orderable=False)
    what = Column(verbose_name=_("What"), orderable=False)
    about = Column(verbose_name=_("About"), orderable=False)
    organisation = Column(verbose_name=_("Where"), default="–", orderable=False)
    before = Column(verbose_name=_("Before"), default="", orderable=False)
    after = Column(verbose_name=_("After"), default="", orderable=False)

    def render_what(self, record: Event) -> str:
        """Return it in the reader's language."""
        return str(WHAT.get(record.what, record.what))

    def render_before(self, value: dict[str, object]) -> str:
        """Return fields and values."""
        return _in_a_line(value)

    def render_after(self, value: dict[str, object]) -> str:
        """Return fields and values."""
        return _in_a_line(value)


def _in_a_line(values: dict[str, object]) -> str:
    return "; ".join(f"{_told(field)}: {_value(value)}" for field, value in values.items())


def _value(value: object) -> str:
    match value:
        case str():
            return _told(value)
        case list():
            return ", ".join(_value(one) for one in value) or "–"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _told(word: str) -> str:
    return str(FIELDS.get(word, word))
