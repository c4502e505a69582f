"""Are the rows that leaves tell of still as the leaves tell it, and is there none that no leaf tells of?"""

from collections.abc import Iterable, Mapping

from django.apps import apps
from django.db import models

from phaseout.ledger.canonical import canonical
from phaseout.ledger.finding import Code, Findings
from phaseout.ledger.leaf import Leaf as Told
from phaseout.ledger.leaf import LeafError
from phaseout.ledger.writing import Entry
from phaseout.web.frame.events.happening import lasting
from phaseout.web.frame.models import Event
from phaseout.web.ledger.kinds import BEGUN
from phaseout.web.ledger.models import Leaf
from phaseout.web.ledger.queries import Moment, batches
from phaseout.web.ledger.services.beginning import digest_of, earlier
from phaseout.web.ledger.told import entry_of

ROW = "row."
Row = tuple[str, int]


def compare(moment: Moment, findings: Findings) -> None:
    """Note what was altered, deleted or put in beside the ledger."""
    begun = 0
    for batch in batches(moment):
        rows = _rows_of(batch)
        for leaf in batch:
            try:
                told = Told.of(bytes(leaf.line))
            except LeafError:
                continue  # the ledger itself says so
            if told.kind == BEGUN and leaf.sequence == 0:
                begun = _compare_begin(moment, leaf, told, findings)
            elif leaf.subject != told.subject or _is_elsewhere(moment, leaf):
                findings.add(Code.UNLIKE_ROW, leaf.sequence, told.subject)
            elif _event_of(told) is not None:
                _compare(leaf, told, rows.get(_named(leaf.subject)), findings)
    _note_untold(moment, begun, findings)


def _is_elsewhere(moment: Moment, leaf: Leaf) -> bool:
    """Return whether the event of a leaf was given to another organisation."""
    return leaf.event is not None and leaf.event.organisation_id != moment.ledger.organisation_id


def _compare(leaf: Leaf, told: Told, row: models.Model | None, findings: Findings) -> None:
    """Compare a leaf with its event, and with its row where no later leaf tells of that."""
    event = leaf.event
    if event is None or event.pk != _event_of(told):
        findings.add(Code.UNLIKE_ROW, leaf.sequence, f"event/{_event_of(told)}")
        return
    has_row = bool(told.after and "row" in told.after)
    is_last = has_row and not leaf.is_told_later  # type: ignore[attr-defined] # annotated
    if is_last and row is None:
        findings.add(Code.UNLIKE_ROW, leaf.sequence, told.subject)
        return
    now = entry_of(event, row if is_last else None)
    if not _is_alike(leaf, told, now, subject=told.subject if has_row else now.subject, with_row=is_last):
        findings.add(Code.UNLIKE_ROW, leaf.sequence, told.subject if is_last else f"event/{event.pk}")


def _is_alike(leaf: Leaf, told: Told, now: Entry, *, subject: str, with_row: bool) -> bool:
    if (told.actor, told.kind, told.subject) != (now.actor, now.kind, subject):
        return False
    before, after = dict(told.before or {}), dict(told.after or {})
    then, today = after.pop("row", {}), dict(now.after or {})
    row = today.pop("row", {})
    if _bytes((told.before and before, after)) != _bytes((now.before, today)):
        return False
    names = {name for name in told.private if not name.startswith(ROW)}
    if names != {name for name in now.private if not name.startswith(ROW)}:
        return False
    if with_row and not _is_row_alike(told, then, row, now.private):
        return False
    known = {one.name: one.value for one in leaf.openings.all()}
    compared = names | ({name for name in told.private if name.startswith(ROW)} if with_row else set())
    return all(_bytes(known[name]) == _bytes(now.private.get(name)) for name in compared & known.keys())


def _is_row_alike(told: Told, then: object, now: object, private: Mapping[str, object]) -> bool:
    """Compare columns of a row that the leaf has; a later version may keep more of them."""
    if not isinstance(then, dict) or not isinstance(now, dict):
        return False
    if any(name not in now or _bytes(now[name]) != _bytes(value) for name, value in then.items()):
        return False
    return all(name in private for name in told.private if name.startswith(ROW))


def _compare_begin(moment: Moment, leaf: Leaf, told: Told, findings: Findings) -> int:
    """Compare what was noted before the ledger began; return from which event on each has a leaf."""
    after = told.after or {}
    until = after.get("until")
    if not isinstance(until, int):
        return 0
    number, digest = digest_of(earlier(moment.ledger.organisation_id, until))
    known = {one.name: one.value for one in leaf.openings.all()}
    if number != after.get("events") or (number and known.get("digest", digest) != digest):
        findings.add(Code.UNLIKE_ROW, leaf.sequence, f"event/1–{until - 1}")
    return until


def _note_untold(moment: Moment, begun: int, findings: Findings) -> None:
    """Note events that were put in: since the ledger began, each has its leaf."""
    newest = Leaf.everything.filter(ledger=moment.ledger, pk__lte=moment.last, event__isnull=False)
    last = newest.order_by("-sequence").values_list("event", flat=True).first() or 0
    untold = Event.everything.filter(
        organisation=moment.ledger.organisation_id, what__in=lasting(), leaf=None, pk__gte=begun, pk__lte=last
    )
    for pk in untold.order_by("pk").values_list("pk", flat=True).iterator():
        findings.add(Code.UNLIKE_ROW, None, f"event/{pk}")


def _rows_of(batch: Iterable[Leaf]) -> dict[Row, models.Model]:
    """Return the rows that leaves tell of and that are still there."""
    wanted: dict[str, set[int]] = {}
    for leaf in batch:
        label, key = _named(leaf.subject)
        wanted.setdefault(label, set()).add(key)
    found: dict[Row, models.Model] = {}
    for label, keys in wanted.items():
        model = _model(label)
        if model is not None and hasattr(model, "IN_LEDGER"):
            found |= {(label, row.pk): row for row in model._base_manager.filter(pk__in=keys)}
    return found


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _named(subject: str) -> Row:
    label, _, key = subject.rpartition("/")
    return (label, int(key)) if key.isdecimal() else ("", 0)


def _event_of(told: Told) -> int | None:
    event = (told.after or {}).get("event")
    return event if isinstance(event, int) else None


def _bytes(value: object) -> bytes:
    return canonical(value)
