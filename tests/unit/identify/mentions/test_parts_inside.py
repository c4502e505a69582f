"""Is a chip or a module that a line names taken for a part of the thing, and not for the thing?"""

import pytest

from phaseout.domain.part import PartKind
from phaseout.domain.wording import Task
from phaseout.identify.mentions import Bearing, Reader
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(rules_of(Register.open()))


CHIP, MODULE = PartKind.CHIP, PartKind.MODULE


@pytest.mark.parametrize(
    ("text", "brand", "part", "kind"),
    [
        ("IP camera with HiSilicon Hi3516 SoC", "hisilicon", CHIP, "camera"),
        ("4K bullet camera, chipset Hi3519 (HiSilicon)", "hisilicon", CHIP, "camera"),
        ("Network camera powered by Huawei HiSilicon processor", "huawei", CHIP, "camera"),
        ("Network camera powered by HiSilicon", "hisilicon", CHIP, "camera"),
        ("IP camera Hi3516EV300 5MP", "hisilicon", CHIP, "camera"),
        ("Sierra Wireless gateway with Huawei ME909s LTE module", "huawei", MODULE, "router"),
        ("Server Dell PowerEdge with Huawei NIC SP380", "huawei", MODULE, None),
        ("Caméra IP puce HiSilicon Hi3516DV300", "hisilicon", CHIP, "camera"),
        ("Routeur Cradlepoint avec module LTE Huawei ME909s", "huawei", MODULE, "router"),
        ("Cámara IP con chip HiSilicon", "hisilicon", CHIP, "camera"),
        ("Router Teltonika con módulo LTE Huawei", "huawei", MODULE, "router"),
        ("IP-камера з чипом HiSilicon", "hisilicon", CHIP, "camera"),
        ("Роутер Teltonika з модулем Huawei LTE", "huawei", MODULE, "router"),
        ("网络摄像机 海思Hi3516DV300芯片", "hisilicon", CHIP, "camera"),
        ("带海思芯片的网络摄像机", "hisilicon", CHIP, "camera"),
    ],
)
def test_a_chip_or_module_inside_says_nothing_of_who_made_the_thing(
    reader: Reader, text: str, brand: str, part: PartKind, kind: str | None
) -> None:
    reading = reader.read([text])[0]
    assert {one.part for one in reading.mentions if one.brand == brand} == {part}
    assert reading.bearing(brand) is Bearing.ASKED
    assert (reading.article.kind if reading.article else None) == kind


@pytest.mark.parametrize(
    "text",
    ["Dome camera Pelco Sarix HiSilicon SoC", "Pelco dome camera with HiSilicon chip"],
)
def test_the_other_name_is_whose_the_thing_is(reader: Reader, text: str) -> None:
    mentions = reader.read([text])[0].mentions
    assert {one.brand: one.part for one in mentions} == {"pelco": None, "hisilicon": CHIP}


@pytest.mark.parametrize(
    "text",
    [
        "Hi3516 SoC, 50 pcs",
        "HiSilicon chips, 200 pcs",
        "HiSilicon chip for IP camera",
        "Puce HiSilicon pour caméra IP",
        "Hi3519AV100 evaluation board",
        "2 Axis cameras and 50 HiSilicon Hi3516 chips",
    ],
)
def test_a_chip_that_is_bought_by_itself_is_the_thing(reader: Reader, text: str) -> None:
    reading = reader.read([text])[0]
    assert [one.part for one in reading.mentions if one.brand == "hisilicon" and one.part] == []
    assert reading.bearing("hisilicon") is Bearing.BOUGHT


@pytest.mark.parametrize(
    "text", ["Huawei ME909s module", "Huawei ME909s LTE module for gateway", "Huawei camera module"]
)
def test_a_module_that_is_bought_by_itself_is_the_thing(reader: Reader, text: str) -> None:
    reading = reader.read([text])[0]
    assert [one.part for one in reading.mentions] == [None]
    assert reading.article is not None
    assert (reading.bearing("huawei"), reading.article.kind) == (Bearing.BOUGHT, "component")


def test_a_maker_stays_that_of_a_thing_with_its_own_module(reader: Reader) -> None:
    reading = reader.read(["Hikvision alarm panel with Hikvision wireless module"])[0]
    assert [one.part for one in reading.mentions] == [None, MODULE]
    assert reading.bearing("hikvision") is Bearing.BOUGHT


def test_a_chip_that_is_said_not_to_be_there_is_no_part(reader: Reader) -> None:
    mentions = reader.read(["Hanwha XNV-6080R, no HiSilicon chipset"])[0].mentions
    assert [one.part for one in mentions] == [None, None, None]


@pytest.mark.parametrize(
    "text",
    ["W Box dome camera 0E-HDBT2M", "ADI W Box 0E-HDBT2M camera", "Bosch NBE-3502-AL camera"],
)
def test_a_letter_of_a_name_or_a_code_is_no_small_word_before_the_thing(reader: Reader, text: str) -> None:
    article = reader.read([text])[0].article
    assert article is not None
    assert article.kind == "camera"


def test_a_letter_by_itself_still_says_with(reader: Reader) -> None:
    article = reader.read(["Hikvision dome camera w/bracket"])[0].article
    assert article is not None
    assert article.kind == "camera"


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Decommissioning and secure destruction of Hikvision DVR hard drives", Task.DISPOSAL),
        ("Mise hors service et destruction des disques durs Hikvision", Task.REMOVAL),
    ],
)
def test_taking_away_and_destroying_securely_is_one_service(reader: Reader, text: str, task: Task) -> None:
    reading = reader.read([text])[0]
    assert reading.article is not None
    assert (reading.article.kind, reading.article.task) == ("service", task)
    assert reading.bearing("hikvision") is Bearing.ASKED


def test_a_removal_beside_a_word_nobody_knows_leaves_open_what_comes(reader: Reader) -> None:
    assert reader.read(["Removal and refit of Hikvision cameras"])[0].article is None
