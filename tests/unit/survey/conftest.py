"""What do the tests of the front door share?"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.answer import AnswersFile
from phaseout.domain.asset import Asset
from phaseout.domain.document import Trailer
from phaseout.domain.facts import Context
from phaseout.intake.answers_file import read_answers
from phaseout.register.query import Register
from phaseout.survey import Options, survey
from phaseout.survey.answer_words import words_to_answer

DAY = date(2026, 11, 23)
HIKVISION = "44:19:b6:00:00:{:02x}"
FEDERAL = Context(roles=("ca/federal-department",))
Line = tuple[str, str, str] | tuple[str, str, str, str]
"""(asset, trait, value, site)."""


class Surveyed:
    """A survey that was gone through: its assets by their first name, and what it ends with."""

    def __init__(self, assets: Sequence[Asset], trailer: Trailer) -> None:
        self.assets = {next(iter((*one.keys.ref, *one.keys.ip, one.id))): one for one in assets}
        self.trailer = trailer

    def outcomes(self) -> Mapping[tuple[str, str, str], str]:
        return {
            (asset.id, answer.measure, answer.act): answer.outcome.value
            for asset in self.assets.values()
            for answer in asset.determinations
        }

    def outcome(self, name: str, measure: str, act: str = "use") -> str:
        return self.outcomes()[self.assets[name].id, measure, act]

    @property
    def undetermined(self) -> int:
        return list(self.outcomes().values()).count("undetermined")


Look = Callable[..., Surveyed]


@pytest.fixture(scope="session")
def register() -> Register:
    return Register.open()


@pytest.fixture
def look(register: Register, tmp_path: Path) -> Look:
    """Survey lines: ``look(("cam", "mac", …), context=…, answers=…, only=…)``."""

    def surveyed(
        *lines: Line,
        context: Context = FEDERAL,
        answers: Sequence[AnswersFile] = (),
        only: tuple[str, ...] = (),
        lang: str = "en",
    ) -> Surveyed:
        path = tmp_path / "lines.jsonl"
        keys = ("asset", "trait", "value", "site")
        path.write_text("".join(json.dumps(dict(zip(keys, line, strict=False))) + "\n" for line in lines))
        options = Options(only=only, answers=tuple(answers), lang=lang)
        document = survey([str(path)], register, context, DAY, options=options)
        return Surveyed(list(document.assets()), document.trailer())

    return surveyed


@pytest.fixture
def answered(register: Register, tmp_path: Path) -> Callable[..., AnswersFile]:
    """Read answers from their text."""

    def read(text: str, name: str = "answers.toml") -> AnswersFile:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_answers(path, words_to_answer(register))

    return read
