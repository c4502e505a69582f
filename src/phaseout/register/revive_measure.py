"""Which measure does a row of the compiled register hold?"""

from phaseout.domain.measure import (
    Binding,
    Citation,
    Clause,
    Component,
    Coverage,
    Duty,
    Exemption,
    Measure,
    PartyList,
    RelationTest,
)
from phaseout.domain.obligation import Deliverable, Obligation, Scope, Statement, Term, Unit
from phaseout.domain.part import ComponentTest, PartKind
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
        is_nobody_known=row.has("nobody_known"),
        exemptions=tuple(_exemption(part) for part in row.rows("exemptions")),
        components=tuple(_component(part) for part in row.rows("components")),
        obligations=tuple(_obligation(part) for part in row.rows("obligations")),
        citations=tuple(_citation(part) for part in row.rows("citations")),
        waivers=row.statements("waivers"),
        notes=row.statements("notes"),
    )


def revive_list(id_: str, row: Row) -> PartyList:
    """Return the list of a compiled row."""
    return PartyList(
        id=id_,
        title=row.said_of("title"),
        jurisdiction=row.text("jurisdiction"),
        cite=row.cites(),
        entries=tuple(_coverage(part) for part in row.rows("entries")),
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
        since=row.day("since"),
        perhaps_since=row.day("perhaps_since"),
        until=row.day("until"),
        is_contested=row.has("contested"),
        listed_in=row.maybe("listed_in"),
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
        covers=row.texts("covers"),
        since=row.day("since"),
        until=row.day("until"),
    )


def _component(row: Row) -> Component:
    return Component(
        id=row.text("id"),
        test=ComponentTest(row.text("test")),
        parts=tuple(PartKind(part) for part in row.texts("parts")),
        text=row.said_of("text"),
        cite=row.cites(),
        covers=row.texts("covers"),
        hosts=row.texts("hosts"),
        when=row.condition("when"),
        is_contested=row.has("contested"),
    )


def _obligation(row: Row) -> Obligation:
    return Obligation(
        id=row.text("id"),
        deliverable=Deliverable(row.text("deliverable")),
        text=row.said_of("text"),
        cite=row.cites(),
        roles=row.texts("roles"),
        within=_term(row, "within"),
        repeats=_term(row, "repeats"),
        since=row.day("since"),
        until=row.day("until"),
        under=row.texts("under"),
        artefact=row.maybe("artefact"),
        acts=row.texts("acts"),
        statement=_statement(row.row("statement")) if row.has("statement") else None,
    )


def _statement(row: Row) -> Statement:
    return Statement(
        scope=Scope(row.text("scope")),
        about=row.said_of("about"),
        denies=row.said_of("denies"),
        admits=row.said("admits"),
    )


def _term(row: Row, key: str) -> Term | None:
    if not row.has(key):
        return None
    term = row.row(key)
    amount = int(term.number("amount", 0))
    return Term(amount=amount, unit=Unit(term.text("unit")), after=term.said_of("after"))


def _citation(row: Row) -> Citation:
    return Citation(
        id=row.text("id"),
        reference=row.text("reference"),
        nature=row.text("nature"),
        cite=row.cites(),
        since=row.day("since"),
        until=row.day("until"),
        note=row.said("note"),
    )
