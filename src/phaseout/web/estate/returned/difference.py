"""What would a workbook change that somebody brought back, and what of it cannot be taken over?"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from phaseout.web.estate.bulk import Change
from phaseout.web.estate.editable import NOBODY_SAID, Row, contradiction, kept
from phaseout.web.estate.exports import FOUND
from phaseout.web.estate.models import Returned
from phaseout.web.estate.returned.adding import Adding
from phaseout.web.estate.returned.kind import KINDS, Kind
from phaseout.web.estate.returned.sheet import address, columns_by_name, heading
from phaseout.web.estate.returned.values import unmarked, value_of
from phaseout.web.estate.services import SiteFacts, Wanted
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.export import as_text
from phaseout.web.frame.folded import folded
from phaseout.web.frame.picked import is_key


class State(StrEnum):
    """What a row of the workbook comes to."""

    CHANGED = "changed"
    ADDED = "added"
    SAME = "same"
    CONFLICT = "conflict"
    """Somebody else changed the row since the workbook left."""
    UNKNOWN = "unknown"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a row, or a cell of it, is not taken over."""

    row: int
    cell: str
    """``C5``; empty where it is the row as a whole."""
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the workbook."""

    number: int
    state: State
    label: str = ""
    changes: Sequence[Change] = ()
    problems: Sequence[Problem] = ()
    pk: int = 0
    wanted: Wanted | None = None
    facts: SiteFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All rows of a workbook, compared with what stands now."""

    kind: Kind
    lines: Sequence[Line]
    unknown_headings: Sequence[str]
    missing: Sequence[str | Promise]
    """Headings of fields that the workbook does not hold: they stay as they are."""

    def of(self, *states: State) -> list[Line]:
        """Return the rows that come to this."""
        return [line for line in self.lines if line.state in states]

    @property
    def wanted(self) -> dict[int, Wanted]:
        """Primary key → what a row is to become."""
        return {line.pk: line.wanted for line in self.of(State.CHANGED) if line.wanted}

    @property
    def added(self) -> list[SiteFacts]:
        """Sites that are new."""
        return [line.facts for line in self.of(State.ADDED) if line.facts]

    @property
    def problems(self) -> list[Problem]:
        """What is not taken over, and notes on what is not read back."""
        return [problem for line in self.lines for problem in line.problems]

    @property
    def digest(self) -> str:
        """Tells this difference from another, in whichever language it is looked at."""
        told = [(line.number, line.state.value, line.pk, _wanted(line)) for line in self.lines]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def _wanted(line: Line) -> object:
    if line.facts is not None:
        return [(one.name, kept(getattr(line.facts, one.name))) for one in fields(line.facts)]
    if line.wanted is None:  # of a conflict, what somebody else made of it is seen, and nothing is written
        return [one.field for one in line.changes]
    return line.wanted.version, sorted((name, kept(value)) for name, value in line.wanted.values.items())


def difference(access: Access, returned: Returned) -> Difference:
    """Return what a workbook would change."""
    return _Comparing(access, returned).compared()


class _Comparing:
    def __init__(self, access: Access, returned: Returned) -> None:
        self._access = access
        self._kind = KINDS[returned.subject]
        self._columns = columns_by_name(self._kind.export)
        first, *head = returned.head
        self._first_column, self._head = int(first), heading(head, self._kind.export)
        self._returned = returned
        self._by_number = Counter(self._cell(cells, "id").strip() for _number, cells in returned.rows)
        keys = [int(text) for text in self._by_number if is_key(text)]
        self._rows = self._kind.rows_by_key(access, keys)
        self._context = self._kind.context(access)
        self._adding = Adding(access, self._kind)

    def compared(self) -> Difference:
        fields = [name for name in self._kind.columns if name not in self._head.places]
        lines = [self._line(number, cells) for number, cells in self._returned.rows if any(cells)]
        return Difference(
            kind=self._kind, lines=lines, unknown_headings=self._head.unknown,
            missing=[self._columns[name].heading for name in fields],
        )  # fmt: skip

    def _cell(self, cells: Sequence[str], name: str) -> str:
        return cells[self._head.places[name]] if name in self._head.places else ""

    def _problem(self, number: int, name: str, text: str, why: str) -> Problem:
        where = (
            address(self._first_column, self._head.places[name], number) if name in self._head.places else ""
        )
        return Problem(row=number, cell=where, text=text, why=why)

    def _line(self, number: int, cells: Sequence[str]) -> Line:
        key = self._cell(cells, "id").strip()
        if not key:
            return self._added(number, cells)
        row = self._rows.get(int(key)) if is_key(key) else None
        why = ""
        if row is None:
            why = _("There is none with this number that you may see.")
        elif not self._access.may(Permission.KEEP_ESTATE, row.organisation_id):
            why = _("Your role does not reach there.")
        elif self._by_number[key] > 1:
            why = _("Another row has the same number.")
        if row is None or why:
            state = State.UNKNOWN if row is None else State.WRONG
            return Line(number=number, state=state, problems=[self._problem(number, "id", key, why)])
        return self._known(number, cells, row)

    def _known(self, number: int, cells: Sequence[str], row: Row) -> Line:
        told = self._cell(cells, "version").strip()
        is_newest = told == str(row.version)
        values, problems = self._values(number, cells, row)
        label = self._kind.label(row)
        if values and not is_newest:
            why = _(
                "Somebody changed it since the workbook left: compare, and enter it again in a new workbook."
            )
            conflict = self._problem(number, "version", told, why)
            return Line(number=number, state=State.CONFLICT, label=label, changes=self._changes(row, values),
                        problems=[conflict, *problems])  # fmt: skip
        if not problems and values and (why := contradiction(row, values)):
            problems = [self._problem(number, "", "", why)]
        if problems:
            return Line(number=number, state=State.WRONG, label=label, problems=problems)
        notes = list(self._notes(number, cells, row)) if is_newest else []
        if not values:
            return Line(number=number, state=State.SAME, label=label, problems=notes)
        return Line(
            number=number, state=State.CHANGED, label=label, changes=self._changes(row, values),
            problems=notes, pk=row.pk, wanted=Wanted(version=row.version, values=values),
        )  # fmt: skip

    def _values(self, number: int, cells: Sequence[str], row: Row) -> tuple[dict[str, Any], list[Problem]]:
        """Return field → value of what was edited, and what cannot be read."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name in self._kind.columns:
            if name not in self._head.places:
                continue
            text = self._cell(cells, name).strip()
            if text == self._as_it_left(name, row):
                continue
            try:
                value = self._read(name, text, row)
            except ValidationError as error:
                problems.append(self._problem(number, name, text, " ".join(error.messages)))
                continue
            if value != getattr(row, name):
                values[name] = value
        return values, problems

    def _read(self, name: str, text: str, row: Row) -> Any:
        if not text:
            if not self._kind.fields[name].is_clearable:
                raise ValidationError(_("It cannot be emptied here."))
            return self._kind.fields[name].nothing
        if name == "site":
            return self._kind.site_of(self._context, unmarked(text), row)
        return value_of(name, text)

    def _as_it_left(self, name: str, row: Row) -> str:
        with override(self._head.language):
            return as_text(self._columns[name], row).strip()

    def _changes(self, row: Row, values: Mapping[str, Any]) -> list[Change]:
        fields = self._kind.fields
        return [
            Change(
                field=name,
                label=fields[name].label,
                before=fields[name].read(getattr(row, name)),
                after=fields[name].read(to),
            )
            for name, to in values.items()
        ]

    def _notes(self, number: int, cells: Sequence[str], row: Row) -> Iterator[Problem]:
        """Yield the edited cells of columns that are not read back."""
        for name in self._head.places:
            if name in self._kind.columns or name in _NO_NOTE:
                continue
            text, then = self._cell(cells, name).strip(), self._as_it_left(name, row)
            if folded(text)[:DAY] != folded(then)[:DAY]:
                yield self._problem(number, name, text, _("This column is not read back: it stays as it is."))

    def _added(self, number: int, cells: Sequence[str]) -> Line:
        texts = {name: self._cell(cells, name).strip() for name in self._head.places}
        found = self._adding.read(texts)
        if found.facts is None:
            problems = [self._problem(number, name, texts.get(name, ""), why) for name, why in found.problems]
            return Line(number=number, state=State.WRONG, label=texts.get("ref", ""), problems=problems)
        changes = list(self._said(found.facts))
        return Line(
            number=number, state=State.ADDED, label=found.facts.ref, changes=changes, facts=found.facts
        )

    def _said(self, facts: SiteFacts) -> Iterator[Change]:
        """Yield what is said of a site that is new."""
        for name, field in self._kind.fields.items():
            value = getattr(facts, name)
            if name != "ref" and value not in (*NOBODY_SAID, ()):
                before, after = field.read(field.nothing), field.read(value)
                yield Change(field=name, label=field.label, before=before, after=after)


_NO_NOTE = frozenset({"id", "version", *(one.name for one in FOUND)})
"""Nobody needs to be told that these are not read back; what was found changes while a workbook is away."""
DAY = 10
"""Characters of a day: of moments spreadsheets keep no more than about the second."""
