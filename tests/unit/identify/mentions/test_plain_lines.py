"""Is a plain or a long line read as what it buys, whatever else stands in it?"""

import pytest

from phaseout.domain.claim import Strength
from phaseout.identify.mentions import Bearing, Reader, Written
from phaseout.identify.mentions.codes import is_number_sign, is_part_of_code
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(rules_of(Register.open()))


@pytest.mark.parametrize(
    ("text", "comes", "goes"),
    [
        ("Bosch out, Hikvision in: 6 domes", "hikvision", "bosch"),
        ("Old Bosch DVR out, Hikvision NVR in", "hikvision", "bosch"),
        ("Hikvision dome, Axis one failed", "hikvision", "axis"),
        ("Dahua dome for broken Axis dome", "dahua", "axis"),
        ("Cámara Hikvision por Axis dañada", "hikvision", "axis"),
        ("Dôme Mobotix détruit, nouvelle caméra Hikvision", "hikvision", "mobotix"),
        ("Substitute for Axis M3216 camera: Uniview IPC314SB-ADF28K-I0", "uniview", "axis"),
        ("拆除博世摄像机，安装大华摄像机", "dahua", "bosch"),
    ],
)
def test_of_what_goes_and_what_comes_in_its_place_the_second_is_bought(
    reader: Reader, text: str, comes: str, goes: str
) -> None:
    reading = reader.read([text])[0]
    assert reading.bearing(comes) is Bearing.BOUGHT
    assert reading.bearing(goes) is not Bearing.BOUGHT


@pytest.mark.parametrize("text", ["Remove and install Hikvision cameras", "Credit: Hikvision faulty"])
def test_what_only_goes_up_again_or_fails_is_not_bought(reader: Reader, text: str) -> None:
    assert reader.read([text])[0].bearing("hikvision") is not Bearing.BOUGHT


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("Matrice 350 RTK", "dji"),
        ("Huawei laptop", "huawei"),
        ("Huawei ordinateur portable", "huawei"),
        ("IMOU Cruiser SE", "imou"),
        ("大疆机场", "dji"),
        ("Replace Axis with Hikvision", "hikvision"),
    ],
)
def test_a_product_a_product_line_or_an_exchange_says_that_a_thing_is_meant(
    reader: Reader, text: str, brand: str
) -> None:
    assert [one.is_backed for one in reader.read([text])[0].mentions if one.brand == brand] == [True]


def test_what_is_an_accessory_of_others_is_the_thing_of_who_sells_nothing_else(reader: Reader) -> None:
    assert reader.read(["HIKSEMI Armor external SSD 1TB"])[0].article is None
    article = reader.read(["Hikvision SSD 1TB"])[0].article
    assert article is not None
    assert article.kind == "accessory"


def test_an_item_of_its_own_or_a_purpose_further_on_is_not_what_is_bought(reader: Reader) -> None:
    for text in (
        "EZVIZ ezTube starter kit, base housing office",
        "DJI Mini 4 Pro Fly More, insured, for building inspection",
        "CAMARA IP HIKVISION, material 12, mat'l supplied with the order for the building",
    ):
        article = reader.read([text])[0].article
        assert article is None or article.kind == "camera", text


@pytest.mark.parametrize(
    "text",
    ['Uniview MW3232-V 32" CCTV monitor', "Hikvision camera 12 V DC", "Caméra Hikvision, support mural"],
)
def test_a_letter_of_a_code_a_unit_or_another_languages_word_says_nothing(reader: Reader, text: str) -> None:
    assert {one.cue for one in reader.read([text])[0].mentions} == {None}


def test_a_small_word_is_a_part_of_a_code_only_where_no_name_stands_beside_it() -> None:
    assert is_part_of_code("mw3232-v monitor", (7, 8), [])
    assert is_part_of_code("12 v dc", (3, 4), [])
    assert not is_part_of_code("w/hikvision", (0, 1), [(2, 11)])
    assert not is_part_of_code("smith v hikvision", (6, 7), [(8, 17)])
    assert is_number_sign("20 no. cameras", 3)
    assert not is_number_sign("no hikvision", 0)


@pytest.mark.parametrize("text", ["SD6AL445XA HNR, 2 pcs", "S5735.L24P4X.A1, 2 pcs"])
def test_a_long_designation_is_known_with_other_separators_by_itself(reader: Reader, text: str) -> None:
    mention = reader.read([text])[0].mentions[0]
    assert mention.brand in ("dahua", "huawei")
    assert (mention.written, mention.is_backed) == (Written.SEPARATORS_FORGIVEN, True)


@pytest.mark.parametrize("text", ["Axis P3265-LV", "Bosch NBE-3502-AL"])
def test_a_maker_of_whom_no_measure_speaks_is_known_by_name_and_designation(
    reader: Reader, text: str
) -> None:
    mentions = reader.read([text])[0].mentions
    assert {(maker, sure) for one in mentions for maker, sure in one.makers} == {
        (text.split(maxsplit=1)[0].lower(), Strength.STRONG)
    }


def test_the_grammar_of_a_brand_that_is_not_named_makes_no_other_designation_less_sure(
    reader: Reader,
) -> None:
    assert reader.read(["S5731-S48P4X x 2"])[0].mentions[0].makers == (("huawei", Strength.STRONG),)


def test_a_supply_at_the_head_of_several_tasks_brings_the_thing(reader: Reader) -> None:
    for text in ("Supply/fix/test 20 no. Dahua cameras", "Supply, fix and wire 10 Dahua cameras"):
        assert reader.read([text])[0].bearing("dahua") is Bearing.BOUGHT, text
