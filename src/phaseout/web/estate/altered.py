"""How is what was changed together shown?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from phaseout.web.estate.bulk import Change
from phaseout.web.estate.editable import OF_ASSETS, OF_SITES, Field, restored
from phaseout.web.estate.models import Altered
from phaseout.web.estate.queries import named_sites
from phaseout.web.frame.access import Access

FIELDS: Mapping[str, Field] = {**OF_SITES, **OF_ASSETS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a change."""

    label: str
    address: str
    """Empty where the row is gone."""
    changes: Sequence[Change]
    is_added: bool
    is_undone: bool
    is_moved: bool
    """Whether somebody changed it since."""


def shown(access: Access, rows: Sequence[Altered]) -> list[Line]:
    """Return rows of a change as they read; a site beyond somebody's reach has no name."""
    sites = named_sites(access, rows)
    return [_line(one, sites) for one in rows]


def _line(altered: Altered, sites: Mapping[int, str]) -> Line:
    row = altered.asset or altered.site
    name = "asset" if altered.asset else "site"
    return Line(
        label=altered.label,
        address=reverse(name, kwargs={"pk": row.pk}) if row else "",
        changes=list(_changes(altered, sites)),
        is_added=altered.before is None,
        is_undone=altered.undone is not None,
        is_moved=altered.undone is None and (row is None or row.version != altered.version),
    )


def _changes(altered: Altered, sites: Mapping[int, str]) -> Iterator[Change]:
    before: Mapping[str, Any] = altered.before or {}
    for name, after in altered.after.items():
        if name in before and name in FIELDS:
            field = FIELDS[name]
            yield Change(field=name, label=field.label, before=_read(field, before[name], sites),
                         after=_read(field, after, sites))  # fmt: skip


def _read(field: Field, value: Any, sites: Mapping[int, str]) -> str:
    if field.name == "site" and value is not None:
        return sites.get(value, "?")
    return field.read(restored(field.name, value)[1])
