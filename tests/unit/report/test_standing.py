from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from phaseout.domain.claim import Claim, Grade
from phaseout.domain.determination import Determination, Lever, Outcome
from phaseout.domain.document import Labels
from phaseout.domain.truth import Reason, Truth
from phaseout.report import naming
from phaseout.report.language import Language
from phaseout.report.standing import GRAVEST_FIRST, answers_of, entry_of, telling

ENGLISH = Language("en")


def test_every_outcome_has_its_place() -> None:
    assert set(GRAVEST_FIRST) == set(Outcome)


def test_acts_that_fare_alike_are_one_answer_and_the_gravest_comes_first(scenario: ModuleType) -> None:
    answers = answers_of(tuple(reversed(scenario.ASSETS[0].determinations)))
    assert [(answer.outcome, answer.acts) for answer in answers] == [
        (Outcome.APPLIES, ("use", "procure")),
        (Outcome.DOES_NOT_APPLY, ("use",)),
    ]


def test_acts_with_different_days_are_two_answers(scenario: ModuleType) -> None:
    later = scenario.ASSETS[2].determinations[0]
    answers = answers_of((later, replace(later, act="procure", on=date(2028, 1, 1))))
    assert [answer.acts for answer in answers] == [("use",), ("procure",)]


def test_what_tells_most_is_the_first_leaf_of_the_same_truth() -> None:
    yes, no = Reason(code="who", truth=Truth.YES), Reason(code="coverage", truth=Truth.NO)
    tree = Reason(
        code="clause", truth=Truth.NO, because=(yes, Reason(code="x", truth=Truth.NO, because=(no,)))
    )
    assert telling(tree) is no
    assert telling(yes) is yes


def test_of_an_exception_the_exemption_tells_most(scenario: ModuleType) -> None:
    excepted = scenario.ASSETS[7].determinations[0]
    assert telling(excepted.reason).code == "exception"


def test_a_host_of_which_nothing_is_known_is_neither_open_nor_settled(scenario: ModuleType) -> None:
    entry = entry_of(scenario.ASSETS[6])
    assert entry.is_unidentified
    assert not entry.is_open
    assert not entry.is_settled


def test_of_what_is_not_identified_the_brand_and_the_model_are_said_that_are_known(
    scenario: ModuleType,
) -> None:
    host = scenario.ASSETS[6]
    (address,) = host.keys.ip
    assert naming.unidentified(entry_of(host), "City hall", ENGLISH) == f"City hall · {address}"
    named = replace(
        host.identification,
        brand=Claim(value="Acme", grade=Grade.SUGGESTIVE),
        model=Claim(value="X-200", grade=Grade.STRONG),
    )
    entry = entry_of(replace(host, identification=named))
    assert naming.unidentified(entry, "", ENGLISH) == f"Acme X-200 · {address}"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (0, "says so itself, address block"),
        (1, "not known: brand"),
        (3, "says so itself"),
        (5, "ca/goc-hikvision-prohibition: The maker axis is not among the named: hikvision."),
    ],
)
def test_few_words_say_why(scenario: ModuleType, number: int, why: str) -> None:
    assert naming.why(entry_of(scenario.ASSETS[number]), ENGLISH) == why


def test_where_no_question_would_settle_it_the_open_point_is_said(scenario: ModuleType) -> None:
    asset = scenario.ASSETS[1]
    silent = replace(asset.determinations[0], questions=())
    said = naming.why(entry_of(replace(asset, determinations=(silent,))), ENGLISH)
    assert "does not say whether it reaches relabelled goods" in said


def test_a_thing_is_found_by_reference_and_address_else_by_serial_else_by_id(scenario: ModuleType) -> None:
    asset = scenario.ASSETS[0]
    assert naming.places(entry_of(asset)) == ("cam-17", "10.20.0.17, fe80::1")
    many = replace(asset.keys, ref=(), ip=("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"))
    assert naming.places(entry_of(replace(asset, keys=many))) == ("10.0.0.1, 10.0.0.2 +2",)
    only_serial = replace(asset.keys, ref=(), ip=(), mac=())
    assert naming.places(entry_of(replace(asset, keys=only_serial))) == ("DS-2CD20210101",)
    nothing = replace(only_serial, serial=())
    assert naming.places(entry_of(replace(asset, keys=nothing))) == ("a-0000000001",)


def test_a_brand_is_not_said_twice(scenario: ModuleType) -> None:
    said = scenario.ASSETS[0].identification
    twice = replace(said, model=replace(said.model, value="Hikvision DS-2CD2043G2-I"))
    language = Language("en", Labels(brands={"hikvision": "Hikvision"}))
    entry = entry_of(replace(scenario.ASSETS[0], identification=twice))
    assert naming.product(entry, language) == "Hikvision DS-2CD2043G2-I"


@pytest.mark.parametrize(
    ("outcome", "lang", "said"),
    [
        (Outcome.APPLIES_FROM, "en", "applies from 31 December 2027"),
        (Outcome.APPLIES_FROM, "fr", "s’applique à compter du 31 décembre 2027"),
        (Outcome.EXCEPTED, "en", "excepted until 1 June 2027"),
        (Outcome.EXCEPTED, "fr", "exempté jusqu’au 1er juin 2027"),
        (Outcome.INFLUENCE_ONLY, "en", "another party’s to act, from 31 December 2027"),
    ],
)
def test_an_outcome_is_said_with_its_day(
    scenario: ModuleType, outcome: Outcome, lang: str, said: str
) -> None:
    answer = scenario.ASSETS[0].determinations[0]
    until = date(2027, 6, 1) if outcome is Outcome.EXCEPTED else None
    on = None if until else date(2027, 12, 31)
    assert naming.outcome(replace(answer, outcome=outcome, on=on, until=until), Language(lang)) == said


def unbound(measure: str, code: str, **params: str) -> Determination:
    leaf = Reason(code=code, truth=Truth.NO, params=params)
    return Determination(
        measure=measure,
        act="use",
        outcome=Outcome.DOES_NOT_APPLY,
        checked_through=date(2026, 1, 1),
        reason=leaf,
    )


def test_why_nothing_applies_is_told_by_a_measure_of_ones_own_law_that_binds(scenario: ModuleType) -> None:
    not_ours = unbound("au/removal", "who.not-listed", role="ca/x")
    abroad = unbound("us/list", "relation.not-named", maker="axis", named="huawei")
    early = unbound("ca/later", "time.proposed", on="2027-01-01")
    ours = unbound("ca/ban", "relation.not-named", maker="axis", named="hikvision")
    asset = replace(scenario.ASSETS[0], determinations=(not_ours, abroad, early, ours))
    said = naming.why(entry_of(asset), ENGLISH, homes=frozenset({"ca"}))
    assert said == "ca/ban: The maker axis is not among the named: hikvision."
    asset = replace(asset, determinations=(not_ours,))
    assert naming.why(entry_of(asset), ENGLISH) == "No measure asked binds who asks."


def contested(measure: str) -> Determination:
    leaf = Reason(code="component.contested", truth=Truth.UNKNOWN)
    whole = Reason(code="outcome.undetermined", truth=Truth.UNKNOWN, because=(leaf,))
    return Determination(
        measure=measure, act="use", outcome=Outcome.UNDETERMINED, checked_through=date(2026, 1, 1), reason=whole,
        questions=("purpose",),
    )  # fmt: skip


def test_a_contested_part_is_flagged_where_the_reasons_are_short(scenario: ModuleType) -> None:
    asset = replace(scenario.ASSETS[0], determinations=(contested("us/one"), contested("us/two")))
    said = naming.why(entry_of(asset), ENGLISH)
    assert said == "not known: purpose; contested: a question for counsel (us/one, us/two)"


def test_open_answers_behind_the_gravest_are_counted_with_their_measures(scenario: ModuleType) -> None:
    gravest = scenario.ASSETS[0].determinations[0]
    behind = tuple(contested(f"us/{name}") for name in ("one", "two", "three"))
    asset = replace(scenario.ASSETS[0], determinations=(gravest, *behind))
    assert naming.further(entry_of(asset), ENGLISH) == (
        "+ 3 further answers: undetermined (us/one, us/two +1)",
    )


def test_a_kind_that_only_a_weak_sign_tells_is_called_a_guess(scenario: ModuleType) -> None:
    asset = scenario.ASSETS[0]
    weak = Claim(value="camera", grade=Grade.SUGGESTIVE)
    guessed = replace(asset, kind="camera", identification=replace(asset.identification, kind=weak))
    assert naming.thing(entry_of(guessed), ENGLISH).endswith("(a guess)")
    sure = replace(
        guessed, identification=replace(asset.identification, kind=replace(weak, grade=Grade.STRONG))
    )
    assert "guess" not in naming.thing(entry_of(sure), ENGLISH)


def test_after_a_full_stop_a_sentence_begins(scenario: ModuleType) -> None:
    silent = Reason(code="lease.unaddressed", truth=Truth.UNKNOWN)
    leased = replace(contested("ca/ban"), questions=(), lever=Lever.LEASE, reason=silent)
    said = naming.why(entry_of(replace(scenario.ASSETS[0], determinations=(leased,))), ENGLISH)
    assert ".;" not in said
    assert said.endswith(". Lever: the lease")


def _listed(maker: str, named: str, truth: Truth = Truth.NO, evidence: tuple[str, ...] = ()) -> Reason:
    code = "relation.named" if truth is Truth.YES else "relation.none"
    leaf = Reason(code=code, truth=truth, params={"maker": maker, "named": named}, evidence=evidence)
    return Reason(code="coverage", truth=truth, because=(leaf,))


def test_of_several_lists_of_names_all_are_said_in_their_order_with_what_they_rest_on() -> None:
    lists = (
        _listed("axis", "huawei", evidence=("a",)),
        _listed("axis", "dahua, hikvision, huawei", evidence=("b",)),
        _listed("axis", "tiandy", evidence=("a", "c")),
    )
    said = telling(Reason(code="covered", truth=Truth.NO, because=lists))
    assert said.code == "relation.none"
    assert said.params == {"maker": "axis", "named": "huawei, dahua, hikvision, tiandy"}
    assert said.evidence == ("a", "b", "c")
    assert ENGLISH.reason(said).count("axis") == 1


def test_lists_that_say_another_thing_are_not_put_into_one_sentence() -> None:
    lists = (_listed("axis", "huawei, dahua"), _listed("acme", "tiandy"))
    assert telling(Reason(code="covered", truth=Truth.NO, because=lists)) is lists[0].because[0]


def test_that_a_maker_is_not_named_is_said_before_that_such_a_thing_is_not_covered() -> None:
    unnamed = Reason(code="relation.none", truth=Truth.NO, params={"maker": "axis", "named": "huawei"})
    longer = Reason(code="relation.none", truth=Truth.NO, params={"maker": "axis", "named": "huawei, zte"})
    kind = Reason(code="thing.is-not", truth=Truth.NO)

    def coverage(*because: Reason) -> Reason:
        return Reason(code="coverage", truth=Truth.NO, because=because)

    tree = Reason(code="covered", truth=Truth.NO, because=(coverage(unnamed, kind), coverage(longer)))
    assert telling(tree) is longer
    named = Reason(code="covered", truth=Truth.NO, because=(coverage(longer), coverage(kind)))
    assert telling(named) is kind
