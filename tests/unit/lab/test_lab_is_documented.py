"""Does the page of the laboratory name every protocol, every way of it and every file?"""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from phaseout.lab.persona_files import FILES
from phaseout.lab.speech.hostile import WAYS
from phaseout.lab.speeches import SPEECHES

PAGE = (Path(__file__).parents[3] / "docs" / "lab.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("name", SPEECHES)
def test_a_protocol_and_all_its_options_stand_in_one_row(name):
    (row,) = (row for row in ROWS if f"`{name}`" in row.split("|")[1])
    for field in fields(SPEECHES[name]):
        assert f"`{field.name.replace('_', '-')}`" in row, field.name


def test_every_way_of_doing_harm_and_every_file_is_named():
    assert all(f"`{way}`" in PAGE for way in WAYS)
    assert all(f"`{file}`" in PAGE for file in (*FILES, "hostile"))


def test_every_protocol_of_the_page_is_one_of_the_laboratory():
    table = PAGE.partition("| protocol |")[2]
    told = {
        name
        for row in table.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`([\w-]+)`", row.split("|")[1])
    }
    assert told == set(SPEECHES)
