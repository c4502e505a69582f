"""Which measure does a row of the compiled register hold?"""

from phaseout.domain.measure import Binding, Clause, Coverage, Duty, Exemption, Measure, RelationTest
from phaseout.domain.timeline import State, Step, Timeline
from phaseout.register.row import Row


def revive_measure(id_: str, row: Row) -> Measure:
    """Return the measure of a compiled row."""
    return Measure(
        id=id_,
        instrument=row.text("instrument"),
        title=row.said_of("title"),
        jurisdiction=row.text("jurisdiction"),
        nature=row.text("nature"),
        timeline=_timeline(row),
        binds=_bindings(row, "binds"),
        binds_not=_bindings(row, "binds_not"),
        binds_perhaps=_bindings(row, "binds_perhaps"),
        covers=tuple(_coverage(part) for part in row.rows("covers")),
        clauses=tuple(_clause(part) for part in row.rows("clauses")),
        exemptions=tuple(_exemption(part) for part in row.rows("exemptions")),
        notes=row.statements("notes"),
    )


def _timeline(row: Row) -> Timeline:
    steps = tuple(
        Step(on=part.day_of("on"), state=State(part.text("state")), cite=part.cites(), note=part.said("note"))
        for part in row.rows("timeline")
    )
    return Timeline(steps=steps, checked_through=row.row("checked").day_of("through"))


def _bindings(row: Row, key: str) -> tuple[Binding, ...]:
    return tuple(
        Binding(role=part.text("role"), cite=part.cites(), why=part.said("why")) for part in row.rows(key)
    )


def _coverage(row: Row) -> Coverage:
    return Coverage(
        id=row.text("id"),
        named=row.texts("named"),
        relation=RelationTest(row.text("relation")),
        things=row.texts("things"),
        when=row.condition("when"),
        unaddressed=row.texts("unaddressed"),
        cite=row.cites(),
    )


def _clause(row: Row) -> Clause:
    return Clause(
        id=row.text("id"),
        acts=row.texts("acts"),
        duty=Duty(row.text("duty")),
        cite=row.cites(),
        text=row.said("text"),
        since=row.day("since"),
        when=row.condition("when"),
        covers=row.texts("covers"),
        mitigations=row.texts("mitigations"),
    )


def _exemption(row: Row) -> Exemption:
    return Exemption(
        id=row.text("id"),
        when=row.condition_of("when"),
        cite=row.cites(),
        text=row.said_of("text"),
        acts=row.texts("acts"),
        until=row.day("until"),
    )
