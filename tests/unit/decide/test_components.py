"""When a part makes the whole a covered thing, and when it does not."""

from dataclasses import replace

import pytest
from tests.unit.decide.test_determination import BAN, CITE, COVERAGE, DAY, WORLD, codes, leaf

from phaseout.decide import World, determine_act
from phaseout.domain.cite import Text
from phaseout.domain.condition import FactIs
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Component, Measure
from phaseout.domain.part import ComponentTest, Part, PartKind
from phaseout.domain.truth import Reason

CHIP = Part(kind=PartKind.CHIP, makers=("acme",))
CAMERA = Part(kind=PartKind.EQUIPMENT, makers=("acme",), kinds=("camera",))
SAID = Text(en="A part counts.", fr="Une pièce compte.")
WORLD_WITH_SERVICES = World(
    graph=WORLD.graph,
    own_brands=WORLD.own_brands,
    things={**WORLD.things, "service": frozenset({"service"}), "recorder": frozenset({"video-surveillance"})},
)


def component(**changes: object) -> Component:
    plain = Component(
        id="inside",
        test=ComponentTest.ANY_PART,
        parts=(PartKind.EQUIPMENT, PartKind.CHIP),
        text=SAID,
        cite=CITE,
    )
    return replace(plain, **changes)


def answer(measure: Measure, *parts: Part, **facts: str) -> Determination:
    """Decide on a recorder of another maker with these parts."""
    known = {"role": "bound", "maker": "other", "brand": "other", "kind": "recorder", **facts}
    sheet = FactSheet.of({fact: (value,) for fact, value in known.items()}, parts)
    return determine_act(measure, "use", sheet, as_of=DAY, world=WORLD_WITH_SERVICES)


def with_rule(**changes: object) -> Measure:
    return replace(BAN, components=(component(**changes),))


def test_a_measure_without_a_word_on_parts_looks_at_the_whole_product() -> None:
    got = answer(BAN, CAMERA, CHIP)
    assert got.outcome is Outcome.DOES_NOT_APPLY
    assert "component" not in " ".join(codes(got.reason))


def test_a_covered_part_covers_the_whole_and_the_reason_shows_part_and_test() -> None:
    got = answer(with_rule(), CHIP)
    assert got.outcome is Outcome.APPLIES
    shown = leaf(got.reason, "component")
    assert (shown.params["part"], shown.params["maker"], shown.params["test"]) == ("chip", "acme", "any-part")
    assert shown.fact == "part"
    assert shown.evidence == ("gazette, s. 1 [O]",)


def test_a_part_of_a_maker_nobody_named_covers_nothing() -> None:
    assert answer(with_rule(), replace(CHIP, makers=("other",))).outcome is Outcome.DOES_NOT_APPLY


def test_a_kind_of_part_the_rule_does_not_speak_of_covers_nothing() -> None:
    assert answer(with_rule(parts=(PartKind.MODULE,)), CHIP).outcome is Outcome.DOES_NOT_APPLY


def test_a_device_inside_has_to_be_a_thing_the_measure_speaks_of() -> None:
    assert answer(with_rule(), CAMERA).outcome is Outcome.APPLIES
    assert answer(with_rule(), replace(CAMERA, kinds=("router",))).outcome is Outcome.DOES_NOT_APPLY
    unknown = answer(with_rule(), replace(CAMERA, kinds=()))
    assert (unknown.outcome, unknown.questions) == (Outcome.UNDETERMINED, ("kind",))


def test_whether_the_part_is_essential_is_asked_and_settles_it() -> None:
    rule = with_rule(when=FactIs(fact="component", values=("essential",)))
    asked = answer(rule, CAMERA)
    assert (asked.outcome, asked.questions) == (Outcome.UNDETERMINED, ("component",))
    assert answer(rule, CAMERA, component="essential").outcome is Outcome.APPLIES
    assert answer(rule, CAMERA, component="not-essential").outcome is Outcome.DOES_NOT_APPLY


def test_a_contested_part_is_a_question_for_counsel_that_no_fact_settles() -> None:
    got = answer(with_rule(is_contested=True), CHIP)
    assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ())
    assert leaf(got.reason, "component.contested")


def test_the_whole_has_to_be_of_the_kind_the_rule_asks_for() -> None:
    rule = with_rule(hosts=("service",))
    assert answer(rule, CAMERA, kind="service").outcome is Outcome.APPLIES
    assert answer(rule, CAMERA).outcome is Outcome.DOES_NOT_APPLY


def test_a_text_that_is_silent_on_parts_leaves_a_question_never_a_no() -> None:
    silent = replace(BAN, covers=(replace(COVERAGE, unaddressed=("component",)),))
    got = answer(silent, CHIP)
    assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ())
    assert leaf(got.reason, "component.unaddressed").params["part"] == "chip"
    assert answer(silent, replace(CHIP, makers=("other",))).outcome is Outcome.DOES_NOT_APPLY


def test_what_the_part_is_used_for_is_what_the_whole_is_used_for() -> None:
    rule = replace(
        with_rule(), covers=(replace(COVERAGE, when=FactIs(fact="purpose", values=("public-safety",))),)
    )
    assert answer(rule, CHIP, purpose="public-safety").outcome is Outcome.APPLIES
    assert answer(rule, CHIP, purpose="other").outcome is Outcome.DOES_NOT_APPLY


@pytest.mark.parametrize("rule", [component(), component(is_contested=True), component(hosts=("service",))])
def test_another_part_never_makes_an_answer_milder(rule: Component) -> None:
    rank = {Outcome.DOES_NOT_APPLY: 0, Outcome.UNDETERMINED: 1, Outcome.APPLIES: 2}
    measure = replace(BAN, components=(rule,))
    fewer, more = answer(measure, CAMERA), answer(measure, CAMERA, CHIP)
    assert rank[more.outcome] >= rank[fewer.outcome]


def test_each_distinct_set_of_parts_is_one_sheet_whatever_its_order() -> None:
    assert FactSheet.of({}, (CHIP, CAMERA, CHIP)) == FactSheet.of({}, (CAMERA, CHIP))
    assert isinstance(answer(with_rule(), CHIP).reason, Reason)


def test_equipment_that_is_covered_by_itself_is_a_question_unless_it_is_decided_by_itself() -> None:
    measure = with_rule(test=ComponentTest.ITSELF_COVERED)
    got = answer(measure, CAMERA)
    assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ())
    leaf(got.reason, "component.itself")
    assert answer(measure, replace(CAMERA, is_asset=True)).outcome is Outcome.DOES_NOT_APPLY
    assert answer(measure, replace(CAMERA, makers=("other",))).outcome is Outcome.DOES_NOT_APPLY


def test_the_cloud_of_a_thing_is_a_cloud_service_whatever_is_said_of_the_thing() -> None:
    sheet = FactSheet.of({"item": ("other-service",)})
    assert sheet.of_part(Part(kind=PartKind.CLOUD, makers=("acme",))).get("item") == ("cloud-service",)
    assert sheet.of_part(CAMERA).get("item") == ("other-service",)
