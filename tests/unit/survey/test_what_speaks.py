"""Is it said of a thing who spoke for it: a maker's own tool, or a board that anybody builds with?"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from phaseout.domain.claim import Grade
from phaseout.domain.facts import Context
from phaseout.domain.trait import Basis
from phaseout.register.query import Register
from phaseout.report.language import Language
from phaseout.survey import survey

FIXTURES = Path(__file__).parents[2] / "fixtures"
DAY = date(2026, 11, 23)


def test_a_list_that_sadp_wrote_is_one_answer_of_each_unit_and_names_it_by_its_address(
    register: Register,
) -> None:
    source = str(FIXTURES / "csv" / "sadp-list.csv")
    assets = list(survey([source], register, Context(), DAY).assets())
    camera = next(one for one in assets if one.identification.model.value == "DS-2CD2143G0-I")
    claim = camera.identification.maker
    assert (claim.value, claim.grade, claim.bases) == ("hikvision", Grade.STRONG, (Basis.SELF_REPORT,))
    assert camera.keys.mac == ("44:19:b6:0a:00:21",)
    assert camera.keys.serial == ("DS-2CD2143G0-I20190311AAWRC11223344",)


def test_a_simulator_on_a_general_purpose_board_is_not_conclusive_and_a_note_says_why(
    look: Callable[..., object],
) -> None:
    seen = look(
        ("pi", "mac", "b8:27:eb:01:02:03"),
        ("pi", "http.server", "App-webs/"),
        ("pi", "onvif.manufacturer", "HIKVISION"),
    )
    asset = seen.assets["pi"]  # type: ignore[attr-defined]
    assert asset.identification.maker.grade is Grade.STRONG
    (note,) = asset.notes
    assert "anybody builds with (Raspberry Pi Foundation)" in note
    assert "Raspberry Pi Foundation" in Language("fr").unread(note)
    assert Language("fr").unread(note).startswith("son interface réseau")
