"""What does a commodity code do to what a line says, and what does it never do?"""

from functools import cache

import pytest

from phaseout.domain.claim import Dimension, Identification
from phaseout.domain.commodity import SCHEMES, Commodity, Spoken, code_of, rule_of, spoken_in
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

CAMERAS, RECORDERS = "unspsc:46171610", "unspsc:46171621"
CATERING, IT_SERVICES, UNLISTED = "unspsc:90101603", "unspsc:81112300", "unspsc:39121004"


@cache
def identifier() -> Identifier:
    return Identifier(rules_of(Register.open()))


def line(text: str, *codes: str, **others: str) -> Identification:
    """A line of an order, its observations numbered t, other traits, c0, c1 …"""
    said = [("t", "order.text", text), *((trait, f"order.{trait}", value) for trait, value in others.items())]
    return identifier().identify([*said, *((f"c{n}", "order.code", code) for n, code in enumerate(codes))])


@pytest.mark.parametrize(
    "code",
    ["unspsc:46171610", "unspsc:4617161000", "unspsc:V1.46171610", "cpv:35125300", "cpv:35125300-2",
     "cpv:32323500-8", "hs:8525.89", "hs:85258900", "hs:8525 80 30"],
)  # fmt: skip
def test_a_code_says_the_kind_that_the_text_leaves_open(code: str) -> None:
    assert line("Hikvision, 12 pcs").kind.value is None
    found = line("Hikvision, 12 pcs", code)
    assert (found.kind.value, found.kind.grade.is_firm, found.kind.evidence) == ("camera", True, ("c0",))


def test_a_text_that_says_the_kind_prevails_and_the_contradiction_is_said() -> None:
    bracket = line("Hikvision bracket", CAMERAS)
    assert bracket.kind.value == "accessory"
    assert [[c.value for c in one.claims] for one in bracket.conflicts] == [["accessory", "camera"]]
    designated = line("Hikvision DS-2CD2143G2-I", "cpv:50343000-1")
    assert (designated.kind.value, designated.maker.grade.is_firm) == ("camera", True)
    assert [[c.value for c in one.claims] for one in designated.conflicts] == [["camera", "service"]]


def test_a_text_that_is_more_special_than_the_code_contradicts_nothing() -> None:
    found = line("Hikvision thermal camera", CAMERAS)
    assert (found.kind.value, found.conflicts) == ("thermal-camera", ())


def test_a_code_backs_short_and_misspelt_names_as_a_word_for_equipment_does() -> None:
    for text, maker in (("ZTE, 12 units", "zte"), ("Dauha 12 units", "dahua")):
        assert not line(text).maker.grade.is_firm
        backed = line(text, "unspsc:43222609")
        assert (backed.maker.value, backed.maker.grade.is_firm) == (maker, True)
        assert rule_of(Spoken.BACKS, "unspsc/43222600") in backed.maker.rules
        assert set(backed.maker.evidence) == {"t", "c0"}


def test_a_code_that_changes_nothing_of_a_name_is_not_said_to_back_it() -> None:
    assert line("Hikvision dome camera", CAMERAS).maker == line("Hikvision dome camera").maker


def test_software_and_accessories_back_no_short_name() -> None:
    assert line("ZTE, 12 units", "unspsc:43232304").maker.value is None


@pytest.mark.parametrize(
    ("text", "code", "spoken"),
    [
        ("Dahua, 12 pcs", CATERING, Spoken.OF_ANOTHER_TRADE),
        ("Hikvision, 12 pcs", "hs:71131900", Spoken.OF_ANOTHER_TRADE),
        ("Hikvision, year 2", IT_SERVICES, Spoken.OF_A_SERVICE),
        ("Hikvision, year 2", "cpv:50343000-1", Spoken.OF_A_SERVICE),
    ],
)
def test_a_name_alone_beside_a_service_or_another_trade_asks_and_is_never_left_out(
    text: str, code: str, spoken: Spoken
) -> None:
    before, after = line(text), line(text, code)
    assert after.brand.value == before.brand.value is not None
    assert before.brand.grade.is_firm
    assert not after.brand.grade.is_firm
    assert next(said for rule in after.brand.rules if (said := spoken_in(rule)))[0] is spoken
    assert (after.kind.value == "service") is (spoken is Spoken.OF_A_SERVICE)


@pytest.mark.parametrize("code", [CATERING, IT_SERVICES, "hs:71131900"])
def test_a_text_with_a_designation_or_a_thing_holds_against_a_service_and_another_trade(code: str) -> None:
    for text in ("Hikvision 4MP dome camera", "DS-2CD2143G2-I", "Hikvision DS-2CD2143G2-I"):
        assert line(text, code).maker.grade is line(text).maker.grade
        assert line(text, code).kind.value == line(text).kind.value == "camera"


def test_a_maker_in_its_own_field_stays_as_firm_beside_another_trade() -> None:
    assert line("lot of 12", CATERING, manufacturer="Hikvision").maker.grade.is_firm


def test_what_is_beside_or_excluded_stays_so_whatever_the_code() -> None:
    assert not line("Compatible with Hikvision", CAMERAS).maker.grade.is_firm
    assert line("non-Hikvision, NDAA compliant", CAMERAS).maker.value is None
    assert line("Dahua Restaurant, table 4", CAMERAS).maker.value is None


def test_a_code_alone_tells_nothing() -> None:
    for text in ("toner, black", "12 dome cameras"):
        assert line(text, CAMERAS) == Identification()


def test_codes_that_disagree_or_are_not_listed_leave_the_kind_open() -> None:
    for codes in ((CAMERAS, RECORDERS), (CAMERAS, UNLISTED), (CAMERAS, IT_SERVICES)):
        assert line("Hikvision, 12 pcs", *codes).kind.value is None
    for codes in ((CATERING, UNLISTED), (CATERING, CAMERAS)):
        assert line("Dahua, 12 pcs", *codes).maker.grade.is_firm
    assert line("Hikvision, 12 pcs", CAMERAS, "cpv:35125300").kind.value == "camera"
    assert line("Hikvision, 12 pcs", CAMERAS, "gtin:06941264088000", "naics:334310").kind.value == "camera"


def test_the_order_of_the_observations_does_not_matter() -> None:
    said = [("t", "order.text", "ZTE, 12 units"), ("c", "order.code", "hs:85176200")]
    one, other = identifier().identify(said), identifier().identify(said[::-1])
    for dimension in Dimension:
        assert one.claim(dimension).value == other.claim(dimension).value
        assert one.claim(dimension).grade is other.claim(dimension).grade


@pytest.mark.parametrize(
    ("scheme", "written", "code"),
    [
        ("cpv", "32323500-8", "32323500"), ("cpv", "3232350", None), ("unspsc", "461716", None),
        ("hs", "8525.89.00 00", "8525890000"), ("hs", "cameras", None), ("psc", "J058", "j058"),
        ("gtin", "06941264088000", None), ("unspsc", "٤٦١٧١٦١٠", None),
    ],
)  # fmt: skip
def test_a_code_is_read_as_its_list_writes_it(scheme: str, written: str, code: str | None) -> None:
    assert code_of(scheme, written) == code


def test_zeros_at_the_end_stand_for_all_below_and_never_for_all_there_is() -> None:
    def reach(id_: str) -> str:
        return Commodity(id=id_, title="t", kind=None, kinds=(), is_another_trade=True).reach

    assert [reach(f"unspsc/{code}") for code in ("46171610", "46171600", "50000000")] == [
        "46171610",
        "461716",
        "50",
    ]
    assert [reach(f"cpv/{code}") for code in ("32323500", "50000000")] == ["323235", "50"]
    assert reach("hs/8806") == "8806"


def test_every_entry_of_the_register_is_met_by_its_own_code() -> None:
    rules = rules_of(Register.open())
    assert {one.scheme for one in rules.commodities} == set(SCHEMES)
    for one in rules.commodities:
        code = one.id.partition("/")[2]
        found = line("Hikvision, 12 pcs", f"{one.scheme}:{code}")
        assert (found.kind.value == one.kind) or one.is_another_trade or one.kind is None, one.id
        assert found.maker.grade.is_firm is not (one.is_another_trade or one.kind == "service"), one.id
