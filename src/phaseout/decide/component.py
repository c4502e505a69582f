"""Does a part make the whole a covered thing, although another made the whole?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from phaseout.decide.code import Code
from phaseout.decide.conditions import holds
from phaseout.decide.statement import cited, every, listed, one_of, texts
from phaseout.decide.thing import is_one_of
from phaseout.decide.world import World
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Component, Coverage, Measure
from phaseout.domain.part import ComponentTest, Part
from phaseout.domain.truth import Reason, Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFound:
    """A part of the thing and, for each coverage of the measure, whether it takes the part in."""

    part: Part
    covered: Mapping[str, Reason]


def by_components(
    measure: Measure, ids: Iterable[str], found: Iterable[PartFound], facts: FactSheet, world: World
) -> Iterator[Reason]:
    """Yield, for each part and each component rule that looks at such parts, whether it covers the whole.

    ``ids`` are the coverages asked about; none means any. A measure without a rule for such a part is
    silent on components, where it says so, or looks at the whole product alone.
    """
    asked = set(ids) or {coverage.id for coverage in measure.covers}
    for of_part in found:
        rules = [rule for rule in measure.components if _looks_at(rule, of_part.part)]
        for rule in rules:
            wanted = asked & (set(rule.covers) or asked)
            if wanted:
                yield _component(rule, of_part, wanted, facts, world)
        if not rules:
            yield from _unaddressed(measure.covers, of_part, asked)


def _looks_at(rule: Component, part: Part) -> bool:
    # What is an asset of its own is decided by itself: the whole need not stand in for it.
    decided_elsewhere = rule.test is ComponentTest.ITSELF_COVERED and part.is_asset
    return part.kind in rule.parts and not decided_elsewhere


def _component(
    rule: Component, of_part: PartFound, wanted: set[str], facts: FactSheet, world: World
) -> Reason:
    covered = tuple(reason for id_, reason in of_part.covered.items() if id_ in wanted)
    because = [Reason(code=Code.COVERED_PART, truth=one_of(covered), because=covered)]
    if rule.hosts:
        because.append(is_one_of(rule.hosts, facts, world))
    if rule.when:
        because.append(holds(rule.when, facts, world.aspects))
    if rule.test is ComponentTest.ITSELF_COVERED:
        because.append(Reason(code=Code.COMPONENT_ITSELF, truth=Truth.UNKNOWN))
    if rule.is_contested:
        because.append(Reason(code=Code.COMPONENT_CONTESTED, truth=Truth.UNKNOWN))
    return Reason(
        code=Code.COMPONENT,
        truth=every(because),
        params={
            "component": rule.id,
            "test": rule.test.value,
            "part": of_part.part.kind.value,
            "maker": listed(of_part.part.makers),
            **texts(rule.text),
        },
        because=tuple(because),
        fact="part",
        evidence=cited(rule.cite),
    )


def _unaddressed(covers: Iterable[Coverage], of_part: PartFound, asked: set[str]) -> Iterator[Reason]:
    for coverage in covers:
        if coverage.id not in asked or "component" not in coverage.unaddressed:
            continue
        if of_part.covered[coverage.id].truth is not Truth.NO:
            yield Reason(
                code=Code.COMPONENT_UNADDRESSED,
                truth=Truth.UNKNOWN,
                params={"part": of_part.part.kind.value, "maker": listed(of_part.part.makers)},
                fact="part",
                evidence=cited(coverage.cite),
            )
