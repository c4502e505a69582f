"""Is what only goes with a restricted maker's thing, or is somebody else's, told from what is bought?"""

import pytest

from phaseout.domain.wording import Task
from phaseout.identify.mentions import Bearing, Reader
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(rules_of(Register.open()))


def said(reader: Reader, text: str) -> Bearing:
    return reader.read([text])[0].bearing("hikvision")


@pytest.mark.parametrize(
    "text",
    [
        "Re-register 12 Hikvision cameras in the recorder",
        "Storage and reinstallation of Hikvision cameras",
        "Hikvision intercom - reprogram door codes",
        "Upkeep yr 3 of 5 - Hikvision",
        "Bucket truck, Hikvision PTZ at arena",
        "Déplacer 3 caméras Hikvision",
        "Visita trimestral, 24 cámaras Hikvision",
        "Очищення камер Hikvision",
        "海康威视摄像机移位服务",
    ],
)
def test_work_on_a_thing_does_not_buy_it(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.ASKED


@pytest.mark.parametrize(
    "text",
    [
        "Hikvision dome, bidders may offer alternates",
        "Hikvision dome or an approved model",
        "Dome camera, e.g. Hikvision",
        "Hikvision grade dome camera",
        "Dôme Hikvision, substitution permise",
        "Cámara Hikvision, podrán ofertarse equivalentes",
        "Камера Hikvision чи будь-яка інша",
        "摄像机 海康威视等品牌",
    ],
)
def test_an_equal_in_whatever_words_only_asks(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.ASKED


@pytest.mark.parametrize(
    "text",
    [
        "WD Purple 6TB, Hikvision NVR",
        "Kingston card, Hikvision dashcam",
        "Ubiquiti PoE injector - Hikvision cam",
        "Tarjeta SanDisk cámara Hikvision",
        "Rack shelf, holds Hikvision NVR",
    ],
)
def test_another_makers_accessory_is_not_the_thing_it_is_for(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.ASKED


@pytest.mark.parametrize(
    "text",
    [
        "Netgear switch, 4 Hikvision cameras",
        "Netgear switch and Hikvision camera",
        "WD Purple 6TB, Hikvision NVR x 2",
        "Replacement of broken Netgear - Hikvision camera",
    ],
)
def test_an_item_of_its_own_beside_another_makers_is_bought(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.BOUGHT


def test_a_designation_right_behind_another_makers_name_is_that_makers(reader: Reader) -> None:
    (mention,) = reader.read(["Panasonic CS-Z25XKEW wall split"])[0].mentions
    assert mention.cue is not None
    assert reader.read(["EZVIZ CS-C3W camera"])[0].mentions[-1].cue is None


@pytest.mark.parametrize(
    "text", ["Staff lunch, Hikvision", "Hikvision lecture fee", "Repas du personnel, Hikvision"]
)
def test_in_a_line_of_another_trade_a_name_only_asks(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.ASKED


def test_a_line_of_another_trade_that_names_equipment_is_about_it(reader: Reader) -> None:
    assert said(reader, "Hikvision camera, staff lunch room") is Bearing.BOUGHT


@pytest.mark.parametrize(
    ("text", "is_backed"), [("Hikvision 4", True), ("Hikvision $400", False), ("Hikvision 3 nights", False)]
)
def test_a_number_that_counts_no_thing_backs_no_name(reader: Reader, text: str, is_backed: bool) -> None:
    (mention,) = reader.read([text])[0].mentions
    assert mention.is_backed is is_backed


def test_what_comes_with_a_hire_is_used_in_it_and_with_an_installation_is_bought(reader: Reader) -> None:
    assert said(reader, "Crew hire incl. Hikvision camera, per day") is Bearing.ASKED
    assert said(reader, "Installation incl. 4 Hikvision cameras") is Bearing.BOUGHT


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Removal of Hikvision cameras", Task.REMOVAL),
        ("Removal and repair of Hikvision cameras", Task.REPAIR),
        ("Removal of Hikvision cameras and installation of Axis cameras", Task.INSTALLATION),
    ],
)
def test_of_several_services_the_one_that_brings_most_is_bought(
    reader: Reader, text: str, task: Task
) -> None:
    article = reader.read([text])[0].article
    assert article is not None
    assert article.task is task
