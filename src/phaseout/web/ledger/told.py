"""What stands in a leaf of an event: what openly, and what as a commitment that may be forgotten?

Openly stand numbers, days, digests and words from closed lists. Every other text may name a person, or say
why somebody decided so: it is private, each by itself, so that one can be forgotten and the others stay.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import models

from phaseout.ledger.canonical import LARGEST, CanonicalError, canonical
from phaseout.ledger.leaf import Leaf
from phaseout.ledger.writing import Entry
from phaseout.web.frame.events.happening import spoken
from phaseout.web.frame.models import Event
from phaseout.web.ledger.kinds import STOOD

LONGEST = 1 << 16
"""Bytes of a private value; of a longer one the digest is kept."""
NOBODY = "nobody"
_DAY_OR_DIGEST = re.compile(
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00))?|[0-9a-f]{64}", re.ASCII
)
Values = dict[str, object]


def entry_of(event: Event, row: models.Model | None = None) -> Entry:
    """Return what a leaf says of an event, and of the row that says what was decided."""
    private: Values = {"about": event.about}
    before = None if event.before is None else {"said": _said("before", event.before, private)}
    after: Values = {"event": event.pk, "at": _written(event.at)}
    if event.after is not None:
        after["said"] = _said("after", event.after, private)
    if row is not None:
        after["row"] = _parted("row", row_values(row), private)
    return Entry(
        actor=f"person/{event.by_id}" if event.by_id else NOBODY,
        kind=event.what,
        subject=f"event/{event.pk}" if row is None else subject_of(row),
        before=before,
        after=after,
        private=private,
    )


def frame_of(told: Entry | Leaf) -> list[object]:
    """Return what a leaf says of an event, but for what the event says itself."""
    after = {name: None if name == "said" else value for name, value in (told.after or {}).items()}
    return [None if told.before is None else sorted(told.before), {**after, "row": None}]


def opened(told: Entry | Leaf) -> Values:
    """Return what an event says and stands openly: by the names it would have if it were private.

    Which texts stand openly is settled when a leaf is written, by the words that are known then.
    """
    found: Values = {}
    for where, values in (("before", told.before), ("after", told.after)):
        said = (values or {}).get("said")
        if isinstance(said, dict):
            found |= {f"{where}.{name}": value for name, value in said.items()}
    return found


def entry_of_row(row: models.Model) -> Entry:
    """Return what a leaf says of a row that stood before the ledger told of any like it."""
    opened, private = row_parts(row)
    return Entry(
        actor=NOBODY, kind=STOOD, subject=subject_of(row), before=None, after={"row": opened}, private=private
    )


def row_parts(row: models.Model) -> tuple[Values, Values]:
    """Return what of a row may stand openly, and what is private."""
    private: Values = {}
    return _parted("row", row_values(row), private), private


@cache
def told_models() -> Mapping[str, type[models.Model]]:
    """Return the tables of which each row has a leaf of its own: label → model, in the order of labels."""
    found = {one._meta.label_lower: one for one in apps.get_models() if hasattr(one, "IN_LEDGER")}
    return dict(sorted(found.items()))


def subject_of(row: models.Model) -> str:
    """Return how leaves name a row."""
    return f"{row._meta.label_lower}/{row.pk}"


def row_values(row: models.Model) -> Values:
    """Return the columns of a row that the ledger keeps."""
    return {name: _written(getattr(row, name)) for name in row.IN_LEDGER}  # type: ignore[attr-defined]


def _said(where: str, values: object, private: Values) -> Values:
    """Return what may stand openly of what an event says; what somebody put in its place has no name."""
    return _parted(where, values if isinstance(values, dict) else {"": values}, private)


def _parted(where: str, values: Mapping[str, object], private: Values) -> Values:
    """Return what may stand openly, and put everything else to what is private."""
    opened: Values = {}
    for name, value in json.loads(json.dumps(dict(values))).items():
        if _is_open(value):
            opened[name] = value
        else:
            private[f"{where}.{name}"] = _carried(value)
    return opened


def _is_open(value: object) -> bool:
    match value:
        case None | bool():
            return True
        case int():
            return abs(value) <= LARGEST
        case str():
            return not value or value in spoken() or _DAY_OR_DIGEST.fullmatch(value) is not None
        case list():
            return all(map(_is_open, value))
        case _:
            return False


def _carried(value: object) -> object:
    """Return a value as a leaf can carry it: as it is, else as text, else its digest."""
    try:
        written = canonical(value)
    except CanonicalError:
        value = json.dumps(value, sort_keys=True)
        written = canonical(value)
    return value if len(written) <= LONGEST else f"sha256:{sha256(written).hexdigest()}"


def _written(value: Any) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value
