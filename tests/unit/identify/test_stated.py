"""Do statements of a maker and a model contradict where they must, and never over names that leave it open?"""

import pytest

from phaseout.identify.identification import Identifier
from phaseout.identify.stated import Stated, contradict, makes_differ, rows_differ, stated_of, told
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

Row = dict[str, str]


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return Identifier(rules_of(Register.open(), ()))


def stated(identifier: Identifier, row: Row, source: int = 0) -> Stated:
    said = [(trait if "." in trait else f"inventory.{trait}", value) for trait, value in row.items()]
    return stated_of(source, told(said), identifier.hits, identifier.parents)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"brand": "Axis"}, {"onvif.manufacturer": "HIKVISION"}),
        ({"manufacturer": "Dahua"}, {"model": "DS-2CD2143G2-I"}),
        ({"brand": "Axis", "model": "P3245-LVE"}, {"serial": "DS-2CD2042WD-I20160412AACHC12345678"}),
        ({"model": "DS-2CD2143G2-I"}, {"model": "DS-2CD2042WD-I"}),
        ({"discovery.model": "DS-2CD2143G2-I"}, {"brand": "Axis"}),
        ({"discovery.serial": "DS-2CD2042WD-I20160412AACHC12345678"}, {"discovery.model": "DS-2CD2143G2-I"}),
    ],
)
def test_another_maker_or_another_model_contradicts(identifier: Identifier, one: Row, other: Row) -> None:
    assert contradict(stated(identifier, one), stated(identifier, other))
    assert contradict(stated(identifier, other), stated(identifier, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"brand": "Annke"}, {"onvif.manufacturer": "HIKVISION"}),
        ({"brand": "Honeywell"}, {"onvif.manufacturer": "Dahua"}),
        ({"brand": "EZVIZ"}, {"manufacturer": "Hikvision"}),
        ({"brand": "Nobody Knows"}, {"manufacturer": "Hikvision"}),
        ({"brand": "Axis"}, {"description": "Hikvision camera"}),
        ({"model": "DS-2CD2143G2-I"}, {"onvif.model": "DS-2CD2143G0-IS(2.8mm)"}),
        ({"model": "IPC-HFW2431S-S-S2"}, {"model": "DH-IPC-HFW2431SP-S-0280B"}),
        ({"model": "DVR8-1550"}, {"brand": "Axis"}),
        ({"model": "A12"}, {"brand": "Hikvision"}),
        ({"brand": "Annke", "model": "C800"}, {"model": "DS-2CD2143G2-I"}),
        ({"model": "DS-2CD2042WD-I"}, {"serial": "DS-2CD2042WD-I20160412AACHC12345678"}),
    ],
)
def test_what_leaves_the_make_open_contradicts_nothing(identifier: Identifier, one: Row, other: Row) -> None:
    assert not contradict(stated(identifier, one), stated(identifier, other))
    assert not contradict(stated(identifier, other), stated(identifier, one))


def test_one_source_by_itself_speaks_of_two_and_two_sources_may_be_mistaken(identifier: Identifier) -> None:
    axis, hikvision = ({"brand": "Axis"}, {"brand": "Hikvision"})
    here = [frozenset({stated(identifier, row, 0)}) for row in (axis, hikvision)]
    elsewhere = [here[0], frozenset({stated(identifier, hikvision, 1)})]
    assert (rows_differ(here), makes_differ(here)) == (True, True)
    assert (rows_differ(elsewhere), makes_differ(elsewhere)) == (False, True)
