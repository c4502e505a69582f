"""Is a place in a statute said in French as French statutes say it?"""

import pytest

from phaseout.report.pinpoint import pinpoint


@pytest.mark.parametrize(
    ("place", "french"),
    [
        ("Schedule I.1", "annexe I.1"),
        ("Schedule III, Part II", "annexe III, partie II"),
        ("s. 85(1.01)", "art. 85(1.01)"),
        ("ss. 89.2 to 89.7", "art. 89.2 à 89.7"),
        ("Schedule IV (2005, c. 38, par. 144(4)(b))", "annexe IV (2005, ch. 38, al. 144(4)b))"),
        ("Schedule IV (SOR/2005-58)", "annexe IV (DORS/2005-58)"),
    ],
)
def test_a_place_is_said_in_french_and_left_alone_in_english(place: str, french: str) -> None:
    assert pinpoint(place, "fr") == french
    assert pinpoint(place, "en") == place
