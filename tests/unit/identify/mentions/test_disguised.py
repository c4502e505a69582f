"""Is a name found that somebody hid, and is nothing taken for one that only resembles it?"""

import pytest

from phaseout.identify.mentions import Bearing, Reader, Stance, Written
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(rules_of(Register.open()))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Dаhuа IP camera", "Dаhuа"),
        ("ZТЕ router", "ZТЕ"),
        ("ΖΤΕ router", "ΖΤΕ"),
        ("DЈІ drone", "DЈІ"),
        ("Camera IPC-НFW2831T-ZS", "IPC-НFW2831T-ZS"),
        ("Camera DS-2СD2143G2-I", "DS-2СD2143G2-I"),
        ("Camera D.a.h.u.a", "D.a.h.u.a"),
        ("摄像机 海 康 威 视", "海 康 威 视"),
        ("摄像机 海康威视 &foo;", "海康威视"),
        ("Camera D&#97;hua", "D&#97;hua"),
        ("Camera Da\x00hua", "Da\x00hua"),
        ("Camera \u202eauhaD", "auhaD"),
    ],
)
def test_a_hidden_name_is_bought_where_it_stands(reader: Reader, text: str, written: str) -> None:
    mention, *_ = reader.read([text])[0].mentions
    assert mention.stance is Stance.BOUGHT
    assert text[mention.start : mention.end] == written


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("HIKVISI0N camera", "hikvision"),
        ("HlKVlSlON camera", "hikvision"),
        ("H1KV1S10N camera", "hikvision"),
        ("L0rex camera", "lorex"),
        ("Huavvei switch", "huawei"),
        ("Dah ua camera", "dahua"),
        ("Dah-ua camera", "dahua"),
        ("Dah/ua camera", "dahua"),
        ("Camera Dah\nua", "dahua"),
    ],
)
def test_a_name_of_letters_exchanged_or_in_two_pieces_is_found(reader: Reader, text: str, brand: str) -> None:
    (mention,) = reader.read([text])[0].mentions
    assert (mention.brand, mention.written, mention.is_backed) == (brand, Written.DISGUISED, True)


@pytest.mark.parametrize(
    "text",
    [
        "Hua Wei, camera operator",
        "Da Hua, camera crew",
        "E2V12 camera lens",
        "2 cameras for H. V. I. S.",
        "Dah ua",
        "Камера таро, 4 Мп",
    ],
)
def test_what_only_resembles_a_name_is_none(reader: Reader, text: str) -> None:
    assert reader.read([text])[0].mentions == ()


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("Dahua Restaurant 4K IP camera with NVR, 8 pcs", "dahua"),
        ("Hikvision Street IP cameras, 8 pcs", "hikvision"),
    ],
)
def test_a_sign_of_another_trade_asks_where_equipment_follows(reader: Reader, text: str, brand: str) -> None:
    assert reader.read([text])[0].bearing(brand) is Bearing.ASKED


@pytest.mark.parametrize("text", ["Lunch at Dahua Restaurant, 8 persons", "Cameras for Dahua Restaurant"])
def test_another_firm_of_the_name_stays_one_where_none_follows(reader: Reader, text: str) -> None:
    assert reader.read([text])[0].bearing("dahua") is Bearing.NOT
