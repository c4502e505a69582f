"""Do the personas hold together, and are towns of them the same each time?"""

from pathlib import Path

import pytest

from phaseout.lab import Town, personas_of
from phaseout.lab.census import MOST, another, doors, many, town_of
from phaseout.lab.house import House
from phaseout.lab.persona_files import FILES, read
from phaseout.lab.speeches import SPEECHES

PARTIES = {path.stem for path in (Path(__file__).parents[3] / "register" / "parties").glob("*.yaml")}
EVERYBODY = (*personas_of(), *personas_of("hostile"))


@pytest.mark.parametrize("persona", EVERYBODY, ids=lambda persona: persona.name)
def test_a_persona_states_a_maker_of_the_register_and_opens_ports_of_its_own(persona):
    assert persona.truth.maker is None or persona.truth.maker in PARTIES
    house = House.of(persona, "127.0.0.1")
    assert (house.ears or house.desks) or persona.name == "quiet-host"
    for camera in persona.behind:
        assert camera.truth.maker in PARTIES


def test_no_two_personas_share_a_name_or_a_hardware_address():
    assert len({persona.name for persona in EVERYBODY}) == len(EVERYBODY)
    assert len({persona.mac for persona in EVERYBODY}) == len(EVERYBODY)


def test_every_protocol_of_the_laboratory_is_spoken_by_some_persona():
    spoken = {type(speech) for persona in EVERYBODY for speech in persona.speeches}
    assert spoken == set(SPEECHES.values())


def test_the_fifteen_shapes_of_isapi_differ_in_namespace_server_and_state():
    hikvision = personas_of("hikvision")
    shapes = [speech for one in hikvision for speech in one.speeches if type(speech).__name__ == "Isapi"]
    assert len(shapes) >= 15
    assert {shape.namespace for shape in shapes} == {"hikvision", "isapi", "std-cgi"}
    assert {shape.state for shape in shapes} == {"closed", "open", "not-activated"}
    assert {shape.root for shape in shapes} == {"ISAPI", "pramaAPI"}
    assert len({shape.server for shape in shapes}) == 6


def test_a_protocol_that_nobody_speaks_is_refused():
    with pytest.raises(ValueError, match="no protocol of the laboratory is called morse"):
        read('[[persona]]\nname = "a"\nmac = "02:00:00:00:00:01"\nmorse = {}')


def test_a_recorder_lists_cameras_of_other_makers_and_one_that_is_gone():
    recorder = next(one for one in personas_of("hikvision") if one.name == "recorder-poe")
    assert {camera.truth.maker for camera in recorder.behind} == {"hikvision", "dahua", "axis"}
    assert [camera.channel for camera in recorder.behind if not camera.is_on] == [5]
    assert [camera.socket for camera in recorder.behind] == [1, 2, 3, 0, 0]


def test_the_town_of_two_hundred_is_the_same_each_time_and_every_persona_stands_in_it():
    town = town_of()
    assert len(town) == 200
    assert town == town_of()
    assert {persona.name for persona in personas_of(*FILES)} <= {persona.name for persona in town}
    assert len({persona.mac for persona in town}) == 200
    assert len({persona.name for persona in town}) == 200


def test_another_unit_keeps_the_block_of_its_maker_and_the_grammar_of_its_serial_number():
    scale, dome = (
        next(one for one in personas_of() if one.name == name) for name in ("weighing-scale", "dome-2021")
    )
    assert another(scale, 5).mac.startswith("40:2c:76:1a:7")
    unit = another(dome, 5)
    assert unit.mac[:8] == dome.mac[:8]
    assert unit.truth.serial == "DS-2CD2146G2-ISU20210503AAWRF70010005"
    assert unit.truth.model == dome.truth.model


def test_a_serial_number_that_is_the_hardware_address_stays_so():
    axis = next(one for one in personas_of() if one.name == "axis-camera")
    unit = another(axis, 7)
    assert unit.truth.serial == unit.mac.replace(":", "").upper() != axis.truth.serial


def test_two_thousand_devices_stand_within_the_files_that_a_process_may_open():
    town = many(2_000)
    houses = [House.of(persona, "127.0.0.1") for persona in town]
    assert sum(len(house.ears) + len(house.desks) for house in houses) < 10_000
    assert len({persona.mac for persona in town}) == 2_000


def test_a_town_that_is_too_large_or_too_small_is_refused():
    with pytest.raises(ValueError, match="can be told apart"):
        many(MOST + 1)
    with pytest.raises(ValueError, match="or more"):
        town_of(10)
    with pytest.raises(ValueError, match="too few addresses"):
        Town(personas_of()).placed("127.77.0.0/29")
    with (
        pytest.raises(ValueError, match="no network of the loopback range"),
        Town(()).on_loopback("10.0.0.0/24"),
    ):
        pass
    with pytest.raises(ValueError, match="two personas have one name"):
        Town([*personas_of(), *personas_of()])


def test_personas_stand_apart_and_one_of_two_interfaces_has_two_addresses():
    placed = Town(personas_of("hikvision")).placed("127.80.0.0/16", 32)
    addresses = list(placed)
    assert addresses[:2] == ["127.80.0.1", "127.80.0.33"]
    assert [persona.name for persona in placed.values()].count("two-interfaces") == 2


def test_the_ports_of_a_town_are_named_once_each():
    opened = list(doors(personas_of()))
    assert len(set(opened)) == len(opened)
    assert {("udp", 37020), ("udp", 37810), ("tcp", 80), ("tcp", 443), ("tcp", 554), ("tcp", 8000)} <= set(
        opened
    )
