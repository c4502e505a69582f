"""Is a designation decoded by the register's grammars, and does the ambiguous stay so?"""

from pathlib import Path

import pytest

from phaseout.domain.claim import Grade, Strength
from phaseout.domain.designation import Aspect
from phaseout.identify.designations import Decoded, Decoder
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

LISTS = Path(__file__).parents[2] / "fixtures/designations"


@pytest.fixture(scope="module")
def decoder() -> Decoder:
    register = Register.open()
    return Decoder(rules_of(register), tuple(register.model_codes.values()))


def said(decoded: Decoded, aspect: Aspect) -> list[str]:
    assert decoded.designation is not None
    return [one.meaning.en if one.meaning else one.code for one in decoded.designation.of(aspect)]


def test_a_camera_says_category_generation_resolution_and_features(decoder: Decoder) -> None:
    found = decoder.decode("DS-2CD2386G2-ISU/SL")
    assert found.makers == ("hikvision",)
    assert found.kind == "camera"
    assert found.designation is not None
    assert (found.designation.generation, found.designation.megapixels) == ("G2", 8.0)
    assert said(found, Aspect.FORM) == ["turret"]
    assert said(found, Aspect.FEATURES)[-1] == "strobe light and siren"


def test_dahuas_prefix_is_its_name_and_no_part_of_the_code(decoder: Decoder) -> None:
    bare, full = decoder.decode("IPC-HFW5442E-ZE"), decoder.decode("DH-IPC-HFW5442E-ZE")
    assert bare.designation is not None
    assert full.designation is not None
    assert full.designation.parts[0].aspect is Aspect.LINE
    assert full.designation.parts[1:] == bare.designation.parts
    assert bare.designation.megapixels == 4.0


@pytest.mark.parametrize(
    ("text", "category", "megapixels"),
    [
        ("DS-2DE4425IW-DE", "camera that pans and tilts", 4.0),
        ("DS-2DE4225IW-DE", "camera that pans and tilts", 2.0),
        ("DS-2DF8425IX-AEL", "camera that pans and tilts", 4.0),
        ("DS-2DE2A404IW-DE3", "camera that pans and tilts", None),
        ("DS-2TD2617B-6/PA", "thermal camera", None),
        ("DS-2SE4C425MWG-E", "camera of several sensors that pans and tilts", 4.0),
        ("DS-2CE16D0T-IT3", "analogue HD camera", None),
        ("DHI-NVR5464-16P-EI", "network recorder", None),
        ("SD59225XA-HNR", "camera that pans and tilts", None),
        ("VTO2000A", "intercom", None),
        ("TPC-BF1241-B3F4", "thermal camera", None),
    ],
)
def test_a_range_is_read_by_its_own_code_and_not_by_that_of_fixed_cameras(
    decoder: Decoder, text: str, category: str, megapixels: float | None
) -> None:
    found = decoder.decode(text).designation
    assert found is not None
    assert found.category is not None
    assert (found.category.en, found.megapixels, found.of(Aspect.FORM)) == (category, megapixels, ())
    assert found.of(Aspect.REST), "what nobody explains is said"


def test_a_fisheye_is_no_turret(decoder: Decoder) -> None:
    assert said(decoder.decode("DS-2CD6365G0E-IVS"), Aspect.FORM) == ["fisheye"]


@pytest.mark.parametrize("text", ["IPC-B140H", "C500", "ipc6325-wd-vf", "A94"])
def test_what_several_brands_use_stays_open(decoder: Decoder, text: str) -> None:
    found = decoder.decode(text)
    assert found.kinship.is_ambiguous
    assert len(found.kinship.users) > 1
    assert (found.designation, found.kind) == (None, None)


def test_what_follows_no_grammar_says_nothing(decoder: Decoder) -> None:
    found = decoder.decode("FOO-1")
    assert (found.kinship.families, found.makers, found.designation, found.kind) == ((), (), None, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("DS-1280ZJ-DM18", "accessory"),
        ("DS-D5022FC", "display"),
        ("DS-3E0105P-E", "switch"),
        ("DS-K1T671TM-3XF", "access-control"),
        ("DS-KV6113-WPE1", "intercom"),
        ("DS-7608NXI-I2/8P/S", "recorder"),
        ("DS-PWA96-M-WE", "alarm"),
        ("DH-PFS3010-8ET-96", "switch"),
        ("VTO2000A", "intercom"),
        ("TPC-BF1241-B3F4", "thermal-camera"),
    ],
)
def test_what_is_no_camera_is_not_called_one(decoder: Decoder, text: str, kind: str) -> None:
    assert decoder.decode(text).kind == kind


@pytest.mark.parametrize("text", ["DS-C9148S-K9", "DS-X9334-K9", "DS-530", "DS-6500", "ASR1001-X"])
def test_scanners_and_routers_are_nobodys_cameras(decoder: Decoder, text: str) -> None:
    assert decoder.decode(text).makers == ()


@pytest.mark.parametrize("maker", ["hikvision", "dahua"])
def test_designations_of_public_lists_are_of_their_maker_and_read(decoder: Decoder, maker: str) -> None:
    """The lists are the names of files of public libraries (CC0), taken as they stood there."""
    names = (LISTS / f"{maker}.txt").read_text(encoding="utf-8").split()
    found = [decoder.decode(name) for name in names]
    wrong = [one.text for one in found if one.makers != (maker,)]
    assert wrong == []
    cameras = [one for one in found if one.kind == "camera"]
    read = [one for one in cameras if one.designation and one.designation.megapixels]
    assert len(names) >= 150
    assert len(read) / len(cameras) > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "DS-2CD2386G2-IU",
        "HIKVISION DS-2CD2386G2-IU",
        "(M) DS-2CD2386G2-IU",
        "Model: IPC-HFW5442E-ZE",
        "DS2CD2386G2IU",
        "S5720-28X-LI-24S-DC",
        "FOO-1",
    ],
)
def test_a_designation_is_of_whom_a_survey_says_it_is(decoder: Decoder, text: str) -> None:
    found = decoder.decode(text)
    surveyed = Identifier(rules_of(Register.open())).identify([("o1", "inventory.model", text)])
    assert found.makers == tuple(filter(None, [surveyed.maker.value]))
    assert surveyed.kind.value == found.kind
    assert (surveyed.maker.grade is Grade.STRONG) == any(
        family.strength is Strength.STRONG and family.maker for family in found.kinship.leading
    )


@pytest.mark.parametrize("text", ["HIKVISION DS-2CD2386G2-IU", "(M) DS-2CD2386G2-IU", "DS-2CD2386G2-IU"])
def test_a_name_or_noise_in_front_of_a_designation_leaves_its_letters_readable(
    decoder: Decoder, text: str
) -> None:
    found = decoder.decode(text)
    assert (found.text, found.makers, found.kind) == (text, ("hikvision",), "camera")
    assert found.designation is not None
    assert found.designation.megapixels == 8.0


def test_the_brand_written_in_front_settles_whose_a_shared_designation_is(decoder: Decoder) -> None:
    assert decoder.decode("C500").kinship.users == ("annke", "mobotix")
    named = decoder.decode("Annke C500").kinship
    assert (named.users, named.is_ambiguous) == (("annke",), False)
    assert {family.brand for family in named.families} == {"annke"}
