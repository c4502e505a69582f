"""Is one sign counted once, and is a board that anybody builds with held against what its software says?"""

import pytest

from phaseout.domain.claim import Dimension, Grade, Identification
from phaseout.domain.trait import Basis
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

SPEAKS_LIKE_HIKVISION = (("http.server", "App-webs/"), ("onvif.manufacturer", "HIKVISION"))
HIKVISIONS_MAC = ("mac", "44:19:b6:00:00:01")
VENDOR = ("inventory.manufacturer", "Hangzhou Hikvision Digital Technology Co.,Ltd.")


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return Identifier(rules_of(Register.open()))


def identified(identifier: Identifier, *seen: tuple[str, str]) -> Identification:
    return identifier.identify((f"o{number}", *one) for number, one in enumerate(seen))


@pytest.mark.parametrize(
    ("mac", "board"),
    [
        ("b8:27:eb:01:02:03", "Raspberry Pi Foundation"),
        ("00:0c:29:01:02:03", "VMware, Inc."),
        ("24:0a:c4:01:02:03", "Espressif Inc."),
        ("52:54:00:01:02:03", "QEMU"),
    ],
)
def test_what_a_board_of_anybody_says_is_never_conclusive(
    identifier: Identifier, mac: str, board: str
) -> None:
    found = identified(identifier, ("mac", mac), *SPEAKS_LIKE_HIKVISION)
    assert (found.maker.value, found.maker.grade) == ("hikvision", Grade.STRONG)
    assert found.boards == (board,)


def test_a_board_of_anybody_names_nobody(identifier: Identifier) -> None:
    found = identified(identifier, ("mac", "b8:27:eb:01:02:03"))
    assert (found.maker.value, found.brand.value, found.conflicts) == (None, None, ())


def test_beside_the_makers_own_block_a_second_interface_takes_nothing_away(identifier: Identifier) -> None:
    found = identified(identifier, ("mac", "00:0c:29:01:02:03"), HIKVISIONS_MAC, *SPEAKS_LIKE_HIKVISION)
    assert (found.maker.grade, found.boards) == (Grade.CONCLUSIVE, ())


def test_the_block_of_a_relabelling_brand_contradicts_no_maker(identifier: Identifier) -> None:
    dahua = ("rtsp.server", "Dahua Rtsp Server"), ("dhip.json", '{"deviceInfo":{"Vendor":"Dahua"}}')
    found = identified(identifier, ("mac", "9c:8e:cd:00:00:01"), *dahua)
    assert (found.maker.value, found.maker.grade, found.boards) == ("dahua", Grade.CONCLUSIVE, ())


def test_a_vendor_copied_from_the_address_registry_counts_with_the_address(identifier: Identifier) -> None:
    found = identified(identifier, VENDOR, HIKVISIONS_MAC)
    assert (found.maker.grade, found.maker.bases) == (Grade.STRONG, (Basis.ADDRESS_BLOCK,))


@pytest.mark.parametrize(
    "text", ["Hangzhou Hikvision Digital Technology", "HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO., LTD."]
)
def test_the_registrys_words_are_known_however_they_are_cut(identifier: Identifier, text: str) -> None:
    found = identified(identifier, ("inventory.manufacturer", text), HIKVISIONS_MAC)
    assert found.maker.grade is Grade.STRONG


def test_a_name_in_a_persons_own_words_is_a_basis_of_its_own(identifier: Identifier) -> None:
    found = identified(identifier, ("inventory.manufacturer", "Hikvision"), HIKVISIONS_MAC)
    assert found.maker.grade is Grade.CONCLUSIVE


def test_the_registrys_words_without_an_address_are_the_persons(identifier: Identifier) -> None:
    assert identified(identifier, VENDOR).maker.bases == (Basis.PERSONS_WORD,)


def test_a_list_of_the_makers_own_tool_counts_as_one_answer_of_the_equipment(identifier: Identifier) -> None:
    listed = (
        ("discovery.model", "DS-2CD2143G0-I"),
        ("discovery.serial", "DS-2CD2143G0-I20190311AAWRC11223344"),
        ("discovery.mac", "44:19:b6:0a:00:21"),
    )
    found = identified(identifier, *listed)
    assert (found.maker.value, found.maker.grade) == ("hikvision", Grade.STRONG)
    assert found.maker.bases == (Basis.SELF_REPORT,)
    assert found.model.value == "DS-2CD2143G0-I"


def test_what_shows_itself_as_many_makers_is_of_no_brand_either(identifier: Identifier) -> None:
    decoy = (
        ("http.server", "App-webs/"),
        ("rtsp.server", "Dahua Rtsp Server"),
        ("onvif.manufacturer", "HIKVISION"),
        ("telnet.banner", "Welcome Visiting Huawei Home Gateway"),
    )
    found = identified(identifier, *decoy)
    assert {found.claim(one).value for one in (Dimension.MAKER, Dimension.PLATFORM, Dimension.BRAND)} == {
        None
    }
