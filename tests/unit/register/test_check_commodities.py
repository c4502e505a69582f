"""Does the check see a commodity code that no list can have, and one that says two things?"""

from pathlib import Path

import pytest

from phaseout.register.loading import load
from phaseout.register.sense_commodity import check_commodities

ENTRY = "- {{id: {id}, title: Cameras, {says}, cite: [{{source: gazette, grade: S}}]}}\n"


def faults(tmp_path: Path, name: str, id_: str, says: str = "kind: camera") -> list[str]:
    folder = tmp_path / "commodities"
    folder.mkdir()
    (folder / name).write_text(ENTRY.format(id=id_, says=says))
    files = load(tmp_path, "2026.11.26+test")
    return [fault.message for fault in (*files.faults, *check_commodities(files))]


@pytest.mark.parametrize(
    ("name", "id_", "said"),
    [
        ("unspsc.yaml", "unspsc/46171610", None),
        ("unspsc.yaml", "unspsc/461716", "is not how an entry writes a code of unspsc"),
        ("cpv.yaml", "cpv/32323500-8", "is not how an entry writes a code of cpv"),
        ("hs.yaml", "hs/8525.89", "is not how an entry writes a code of hs"),
        ("naics.yaml", "naics/334310", "no list is known as 'naics'"),
        ("cpv.yaml", "unspsc/46171610", "stands in unspsc.yaml, not in cpv.yaml"),
    ],
)
def test_an_id_is_a_code_of_its_list_in_the_file_of_the_list(
    tmp_path: Path, name: str, id_: str, said: str | None
) -> None:
    found = faults(tmp_path, name, id_)
    assert (found == []) if said is None else any(said in one for one in found)


@pytest.mark.parametrize(
    ("says", "said"),
    [
        ("kinds: [camera, recorder]", None),
        ("another-trade: yes", None),
        ("kind: camera, another-trade: yes", "says either"),
        ("note: nothing", "note"),
        ("kinds: [camera]", "one kind alone"),
    ],
)
def test_an_entry_says_of_which_kinds_a_line_is_or_that_it_is_of_another_trade(
    tmp_path: Path, says: str, said: str | None
) -> None:
    found = faults(tmp_path, "unspsc.yaml", "unspsc/46171610", says)
    assert (found == []) if said is None else any(said in one for one in found), found
