"""May an organisation lay its own words over the register's?"""

from pathlib import Path

import pytest

from phaseout.domain.problem import RegisterError
from phaseout.identify.mentions import Bearing, Reader
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

CUE = """\
- id: cue/xx/{id}
  language: en
  stance: excluded
  words: [verboten]
  examples: ['{example}']
"""


def laid(tmp_path: Path, text: str) -> Register:
    folder = tmp_path / "town" / "wording" / "cues"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    return Register.open(tmp_path / "town")


def test_words_of_an_overlay_are_read_beside_those_of_the_register(tmp_path: Path) -> None:
    register = laid(tmp_path, CUE.format(id="own", example="Verboten Hikvision"))
    (reading,) = Reader(rules_of(register)).read(["Verboten: Hikvision, Dahua or Uniview"])
    assert reading.bearing("hikvision") is Bearing.NOT
    assert reading.bearing("uniview") is Bearing.NOT


def test_words_that_miss_their_own_example_are_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"own\.yaml:5: its example 'Hikvision' is not caught"):
        laid(tmp_path, CUE.format(id="own", example="Hikvision"))
