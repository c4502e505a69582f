"""Are the rows that leaves tell of still as the leaves tell it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models

from phaseout.ledger.canonical import CanonicalError, canonical
from phaseout.ledger.finding import Code, Findings
from phaseout.ledger.leaf import Leaf as Told
from phaseout.ledger.leaf import LeafError
from phaseout.ledger.writing import Entry
from phaseout.web.ledger.kinds import BEGUN, OF_THE_LEDGER, STOOD
from phaseout.web.ledger.models import Leaf
from phaseout.web.ledger.queries import Moment, batches, forgotten, is_told_later
from phaseout.web.ledger.services.beginning import earlier, is_digest_of
from phaseout.web.ledger.services.following import compare_reports, compare_reviews, compare_states
from phaseout.web.ledger.services.taking import kinds_taken
from phaseout.web.ledger.services.untold import note_events, note_rows
from phaseout.web.ledger.told import entry_of, frame_of, opened, row_parts, told_models

ROW = "row."
Row = tuple[str, int]
CODES = {"reports.report": Code.UNLIKE_REPORT}
"""Kinds of rows of which it is said by a name of its own that they are not what their leaf says."""


@dataclass(slots=True, kw_only=True)
class Reach:
    """What the leaves of a ledger say of how far it reaches."""

    begun: int = 0
    """From which event on each has a leaf."""
    taken: set[str] = field(default_factory=set)
    """Kinds of rows of which each has a leaf."""


def compare(moment: Moment, findings: Findings) -> None:
    """Note what was altered, deleted or put in beside the ledger."""
    reach, dropped = Reach(), forgotten(moment)
    for batch in batches(moment):
        rows = _rows_of(batch)
        for leaf in batch:
            try:
                told = Told.of(bytes(leaf.line))
            except LeafError:
                continue  # the ledger itself says so
            if again := kinds_taken(told) & reach.taken:
                findings.add(Code.TAKEN_AGAIN, leaf.sequence, ", ".join(sorted(again)))
            reach.taken |= kinds_taken(told)
            if told.kind == BEGUN and leaf.sequence == 0:
                reach.begun = _compare_begin(moment, leaf, told, findings)
            elif leaf.subject != told.subject or _is_elsewhere(moment, leaf):
                findings.add(Code.UNLIKE_ROW, leaf.sequence, told.subject)
            elif told.kind == STOOD or _event_of(told) is not None:
                _compare(leaf, told, rows.get(_named(leaf.subject)), findings)
            if leaf.sequence not in dropped and _is_written(leaf, told) and _lacks(leaf, told):
                findings.add(Code.LOST_PRIVATE, leaf.sequence)
    organisation = moment.ledger.organisation_id
    note_events(moment, reach.begun, findings)
    note_rows(organisation, reach.taken, findings)
    compare_states(organisation, findings)
    compare_reviews(organisation, findings)
    compare_reports(organisation, findings)


def _is_written(leaf: Leaf, told: Told) -> bool:
    """Return whether a leaf is one that was written here, as far as its row shows."""
    return leaf.event is not None or told.kind in OF_THE_LEDGER


def _lacks(leaf: Leaf, told: Told) -> bool:
    """Return whether something private of a leaf is gone."""
    return bool(told.private.keys() - _known(leaf).keys())


def _is_elsewhere(moment: Moment, leaf: Leaf) -> bool:
    """Return whether the event of a leaf was given to another organisation."""
    return leaf.event is not None and leaf.event.organisation_id != moment.ledger.organisation_id


def _compare(leaf: Leaf, told: Told, row: models.Model | None, findings: Findings) -> None:
    """Compare a leaf with its event, and with its row where no later leaf tells of that."""
    event = leaf.event
    if told.kind != STOOD and (event is None or event.pk != _event_of(told)):
        findings.add(Code.UNLIKE_ROW, leaf.sequence, f"event/{_event_of(told)}")
        return
    has_row = bool(told.after and "row" in told.after)
    is_last = has_row and not leaf.is_told_later  # type: ignore[attr-defined] # annotated
    if is_last and not _is_row_as_told(leaf, told, row) and not is_told_later(leaf):
        code = CODES.get(_named(told.subject)[0], Code.UNLIKE_ROW)
        findings.add(code, leaf.sequence, told.subject)
    elif event is not None and not _is_event_as_told(leaf, told, entry_of(event), has_row=has_row):
        findings.add(Code.UNLIKE_ROW, leaf.sequence, f"event/{event.pk}")


def _is_event_as_told(leaf: Leaf, told: Told, now: Entry, *, has_row: bool) -> bool:
    subject = told.subject if has_row else now.subject
    if (told.actor, told.kind, told.subject) != (now.actor, now.kind, subject):
        return False
    if not _is_alike(frame_of(told), frame_of(now)):
        return False
    then, private = opened(told), {name for name in told.private if not name.startswith(ROW)}
    said = {**opened(now), **now.private}
    if then.keys() | private != said.keys():
        return False
    return _are_alike(then, said) and _are_known_alike(leaf, private, said)


def _are_alike(then: Mapping[str, object], now: Mapping[str, object]) -> bool:
    return all(name in now and _is_alike(now[name], value) for name, value in then.items())


def _is_row_as_told(leaf: Leaf, told: Told, row: models.Model | None) -> bool:
    """Compare the columns of a row that the leaf has; a later version may keep more of them."""
    then = (told.after or {}).get("row")
    if row is None or not isinstance(then, dict):
        return False
    shown, private = row_parts(row)
    now = {**{f"{ROW}{name}": value for name, value in shown.items()}, **private}
    names = {name for name in told.private if name.startswith(ROW)}
    alike = _are_alike({f"{ROW}{name}": value for name, value in then.items()}, now)
    return alike and names <= now.keys() and _are_known_alike(leaf, names, now)


def _are_known_alike(leaf: Leaf, names: set[str], now: Mapping[str, object]) -> bool:
    known = _known(leaf)
    return all(_is_alike(known[name], now.get(name)) for name in names & known.keys())


def _known(leaf: Leaf) -> dict[str, object]:
    return {one.name: one.value for one in leaf.openings.all()}


def _compare_begin(moment: Moment, leaf: Leaf, told: Told, findings: Findings) -> int:
    """Compare what was noted before the ledger began; return from which event on each has a leaf."""
    after = told.after or {}
    until = after.get("until")
    if not isinstance(until, int):
        return 0
    events = earlier(moment.ledger.organisation_id, until)
    known = _known(leaf).get("digest")
    if events.count() != after.get("events") or (known is not None and not is_digest_of(known, events)):
        findings.add(Code.UNLIKE_ROW, leaf.sequence, f"event/1–{until - 1}")
    return until


def _rows_of(batch: Iterable[Leaf]) -> dict[Row, models.Model]:
    """Return the rows that leaves tell of and that are still there."""
    wanted: dict[str, set[int]] = {}
    for leaf in batch:
        label, key = _named(leaf.subject)
        wanted.setdefault(label, set()).add(key)
    found: dict[Row, models.Model] = {}
    for label in wanted.keys() & told_models().keys():
        rows = told_models()[label]._base_manager.filter(pk__in=wanted[label])
        found |= {(label, row.pk): row for row in rows}
    return found


def _named(subject: str) -> Row:
    label, _, key = subject.rpartition("/")
    return (label, int(key)) if key.isdecimal() else ("", 0)


def _event_of(told: Told) -> int | None:
    event = (told.after or {}).get("event")
    return event if isinstance(event, int) else None


def _is_alike(one: object, other: object) -> bool:
    """Return whether both are the same, and something that a leaf can carry."""
    try:
        return canonical(one) == canonical(other)
    except CanonicalError:
        return False
