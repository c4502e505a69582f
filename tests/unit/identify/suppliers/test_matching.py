"""Which party is a supplier, how firmly, and why?"""

import pytest

from phaseout.domain.naming import NO_NAMING
from phaseout.domain.party import Party
from phaseout.identify.suppliers.comparison import Tier
from phaseout.identify.suppliers.difference import Difference
from phaseout.identify.suppliers.match import Suppliers
from phaseout.register.query import Register

LEI = "LEI:5493001KJTIIGC8Y1R12"


def told(match):
    """Return party and tier of a match."""
    return match and (match.party, match.tier.value)


@pytest.mark.parametrize(
    "name",
    [
        "Hangzhou Hikvision Digital Technology Co., Ltd.",
        "HANGZHOU HIKVISION DIGITAL TECHNOLOGY COMPANY LIMITED",
        "Digital Technology Hangzhou Hikvision",
        "Hangzhou Hik Vision Digital Technology",
        "Hangzhou Hikvision Digital Technology Co Ltd (Hikvision)*",
        "杭州海康威视数字技术股份有限公司",
    ],
)
def test_a_firm_is_known_in_any_spelling_of_its_name(suppliers, name):
    match = suppliers.one(name)
    assert match is not None
    assert match.party == "hikvision"
    assert match.is_firm or match.name == "海康威视"


def test_a_name_in_cyrillic_is_known_by_its_sound(suppliers):
    assert told(suppliers.one("ООО «Дахуа Технолоджи»")) in {("dahua", "possible"), ("dahua", "name")}


@pytest.mark.parametrize(
    "name",
    [
        "Hіkvіѕіоn Canada Inc",
        "Hik\u034fvision Canada Inc",
        "H̶i̶k̶vision Canada Inc",
        "&#72;ikvision Canada Inc",
        "Hik\x00vision Canada Inc",
    ],
)
def test_a_hidden_name_is_the_name_it_looks_like(suppliers, name):
    assert told(suppliers.one(name)) == told(suppliers.one("Hikvision Canada Inc"))
    assert told(suppliers.one(name)) is not None


def test_a_subsidiary_with_an_entry_of_its_own_is_not_its_parent(suppliers):
    assert told(suppliers.one("Hikvision USA, Inc.")) == ("hikvision-usa", "name")
    assert told(suppliers.one("Hikvision Canada Inc")) == ("hikvision-canada", "name")


def test_an_affiliate_without_an_entry_is_only_possibly_the_same(suppliers):
    match = suppliers.one("Hikvision Italy S.r.l.")
    assert told(match) == ("hikvision", "possible")
    assert {sign.difference for sign in match.explanation} >= {Difference.PLACE, Difference.FORM_ABROAD}


def test_a_legal_form_of_another_country_is_another_legal_person(suppliers):
    match = suppliers.one("Dahua Technology GmbH")
    assert told(match) == ("dahua", "possible")
    assert match.explanation[-1].difference is Difference.FORM_ABROAD


def test_a_namesake_the_register_knows_to_be_somebody_else_is_nobody(suppliers):
    assert suppliers.one("Shanghai Dahua Scale Factory") is None
    assert suppliers.one("New H3C Technologies Co., Ltd") is None


def test_one_letter_off_is_never_firm_where_it_is_the_only_telling_word(suppliers):
    match = suppliers.one("Hyterra Communications")
    assert match is None or match.tier is Tier.POSSIBLE


def test_a_short_name_beside_a_word_of_its_own_is_nobody(suppliers):
    assert suppliers.one("LTS Landscaping") is None


def test_who_trades_under_a_name_is_known_by_it(suppliers):
    match = suppliers.one("1234567 Ontario Inc. o/a Luminys Systems Corporation")
    assert told(match) == ("luminys", "name")
    assert Difference.TRADING_AS in {sign.difference for sign in match.explanation}


def test_a_branch_is_the_same_legal_person(suppliers):
    match = suppliers.one("ZTE Corporation, Beijing Branch")
    assert told(match) == ("zte", "name")
    assert Difference.BRANCH in {sign.difference for sign in match.explanation}


def test_a_firm_that_names_a_maker_in_brackets_is_only_possibly_that_maker(suppliers):
    match = suppliers.one("Installations Tremblay (Hikvision)")
    assert told(match) == ("hikvision", "possible")


def test_a_stranger_is_nobody(suppliers):
    assert suppliers.match(["Dell Canada Inc.", "", "…", "Boulangerie Saint-Denis ltée"]) == [None] * 4


def test_a_number_goes_before_the_name():
    parties = [Party(id="acme", name="Acme Optics", identifiers=(LEI,)), Party(id="bolt", name="Bolt Optics")]
    found = Suppliers(parties, NO_NAMING).one("Bolt Optics", ["iso6523-0199:5493001KJTIIGC8Y1R12"])
    assert told(found) == ("acme", "identifier")


def test_another_number_of_a_list_that_gives_one_to_each_takes_a_name_back():
    parties = [Party(id="acme", name="Acme Optics", identifiers=(LEI,))]
    suppliers = Suppliers(parties, NO_NAMING)
    assert told(suppliers.one("Acme Optics", ["lei:254900OPPU84GM83MG36"])) == ("acme", "possible")
    assert told(suppliers.one("Acme Optics", ["lei:1"])) == ("acme", "name")  # no LEI: says nothing


def test_two_parties_of_one_name_are_both_said_and_neither_is_firm():
    parties = [Party(id="north", name="Acme Optics"), Party(id="south", name="ACME Optics")]
    found = Suppliers(parties, NO_NAMING).one("acme optics")
    assert (found.tier, found.party, found.rivals) == (Tier.POSSIBLE, "north", ("south",))


def test_as_many_identifiers_are_needed_as_names():
    with pytest.raises(ValueError, match="shorter"):
        Suppliers([], NO_NAMING).match(["a", "b"], [()])


def test_every_match_says_why(suppliers):
    registrants = [one.name for one in Register.open().addresses.registrants]
    found = [match for match in suppliers.match(registrants) if match]
    assert found
    assert all(match.explanation for match in found)


def test_every_registrant_of_a_party_is_that_party(suppliers):
    for one in Register.open().addresses.registrants:
        if one.party is not None:
            match = suppliers.one(one.name)
            assert match is not None, one.name
            assert one.party in (match.party, *match.rivals), one.name


def test_a_memory_that_begins_anew_changes_no_match(monkeypatch):
    parties = [Party(id="bolt", name="Bolt Optics Ltd"), Party(id="acme", name="Acme Cameras Inc.")]
    names = ["Bolt Optics", "Akme Cameras", "Acme Cameras GmbH", "Prairie Signals", "bolt optics limited"] * 2
    whole = Suppliers(parties, NO_NAMING).match(names)
    monkeypatch.setattr("phaseout.identify.suppliers.match.REMEMBERED", 1)
    assert Suppliers(parties, NO_NAMING).match(names) == whole
    assert any(whole)


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("SZ DJI Technology Co Ltd", "dji"), ("深圳市大疆创新科技有限公司", "dji"), ("中兴通讯股份有限公司", "zte"),
        ("海能达通信股份有限公司", "hytera"), ("浙江宇视科技有限公司", "uniview"),
        ("杭州萤石网络股份有限公司", "ezviz"), ("杭州海康威视数字技术股份有限公司", "hikvision"),
        ("Хиквижн", "hikvision"), ("Лаборатория Касперского", "kaspersky"),
        ("Futurewei Technologies Inc", "futurewei"),
        ("China Electronics Technology HIK Group (CETHIK)", "cethik"),
    ],
)  # fmt: skip
def test_a_restricted_party_is_known_by_its_legal_name_in_its_own_letters(suppliers, name, party):
    match = suppliers.one(name)
    assert (match.party, match.tier) == (party, "name")


@pytest.mark.parametrize(
    ("name", "party"), [("CETC Ltd", "cetc"), ("LTS Inc", "lts"), ("TP-Link Systems Inc", "tp-link")]
)
def test_a_name_that_others_bear_is_a_party_possibly_and_no_more(suppliers, name, party):
    match = suppliers.one(name)
    assert (match.party, match.tier) == (party, "possible")
    assert "homonym" in {sign.difference for sign in match.explanation}


def test_a_restricted_party_is_known_by_the_number_its_exclusion_gives(suppliers):
    match = suppliers.one("Some Reseller", ["uei:hwekrj3f3n29"])
    assert (match.party, match.tier) == ("zte", "identifier")
