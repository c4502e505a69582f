"""Which facts can a measure's answer depend on?"""

from collections.abc import Iterator
from typing import assert_never

from phaseout.decide.contractor import SUPPLIER, has_contracts
from phaseout.decide.thing import EVERY_THING, NO_GOODS
from phaseout.decide.who import is_bound
from phaseout.domain.condition import All, AnyOf, Condition, FactDate, FactIs, Not
from phaseout.domain.facts import NATURE, FactSheet
from phaseout.domain.measure import Coverage, Measure, RelationTest
from phaseout.domain.truth import Truth

_WHO = frozenset({"role"})
_NOBODY_ELSE: frozenset[str] = frozenset()
_OTHERS = frozenset({"owner", "operator", "kind"})
_LANDLORD = _OTHERS | {"lease-end"}
_OF_ORIGIN = frozenset({RelationTest.COUNTRY_OF_PRODUCTION, RelationTest.PRODUCED_ABROAD})


class Asked:
    """What one measure can depend on. Two sheets that agree on it are answered alike."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self._facts = frozenset((*_of_coverages(measure), *_of_conditions(measure), *_WHO))
        if has_contracts(measure):
            self._facts |= {SUPPLIER, "kind", NATURE}
        self._parts = bool(measure.components) or any("component" in c.unaddressed for c in measure.covers)
        self._binds: dict[tuple[str, ...] | None, bool] = {}

    def binds(self, sheet: FactSheet) -> bool:
        """Whether the measure binds who asks, or may: if not, nothing else matters."""
        roles = sheet.get("role")
        binds = self._binds.get(roles)
        if binds is None:
            self._binds[roles] = binds = is_bound(self.measure, sheet).truth is not Truth.NO
        return binds

    def of(self, sheet: FactSheet) -> FactSheet:
        """Return what the answer depends on of a sheet, and nothing else."""
        if not self.binds(sheet):
            return sheet.only(_WHO, parts=False)
        return sheet.only(self._facts | _of_control(sheet), parts=self._parts)


def _of_control(sheet: FactSheet) -> frozenset[str]:
    """Return the facts that tell whose the thing is and what would move them, where they matter."""
    owners = sheet.get("owner")
    if owners is None or "self" in owners:
        return _NOBODY_ELSE
    return _LANDLORD if "landlord" in owners else _OTHERS


def _of_coverages(measure: Measure) -> Iterator[str]:
    for coverage in measure.covers:
        yield from _of_coverage(coverage)
    if any(component.hosts for component in measure.components):
        yield "kind"


def _of_conditions(measure: Measure) -> Iterator[str]:
    for condition in (
        *(coverage.when for coverage in measure.covers),
        *(clause.when for clause in measure.clauses),
        *(exemption.when for exemption in measure.exemptions),
        *(component.when for component in measure.components),
    ):
        if condition is not None:
            yield from _of_condition(condition)


def _of_coverage(coverage: Coverage) -> Iterator[str]:
    if coverage.relation in _OF_ORIGIN:
        yield "origin"
    elif coverage.relation is not RelationTest.ANY_MAKER:
        yield "maker"
    if "rebrand" in coverage.unaddressed:
        yield "brand"
    if EVERY_THING not in coverage.things:
        yield "kind"
    elif NO_GOODS.intersection(coverage.unaddressed):
        yield from ("kind", NATURE)


def _of_condition(condition: Condition) -> Iterator[str]:
    match condition:
        case FactIs(fact=fact) | FactDate(fact=fact):
            yield fact
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _of_condition(part)
        case Not(part=part):
            yield from _of_condition(part)
        case _:
            assert_never(condition)
