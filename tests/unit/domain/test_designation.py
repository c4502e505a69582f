"""Is a designation taken apart as its maker's code says, and no further?"""

from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.cite import Text
from phaseout.domain.designation import Aspect, CodeMeaning, CodePart, ModelCode, Reads, read_designation


def meaning(code: str, said: str, megapixels: float | None = None) -> CodeMeaning:
    return CodeMeaning(code=code, meaning=Text(en=said, fr=f"{said} (fr)"), megapixels=megapixels)


CODE = ModelCode(
    id="acme/camera",
    maker="acme",
    pattern="",
    parts=(
        CodePart(
            group="category", aspect=Aspect.CATEGORY, reads=Reads.WHOLE, codes=(meaning("CD", "camera"),)
        ),
        CodePart(
            group="size", aspect=Aspect.RESOLUTION, reads=Reads.WHOLE, codes=(meaning("8", "8 MP", 8.0),)
        ),
        CodePart(
            group="channels",
            aspect=Aspect.CHANNELS,
            reads=Reads.NUMBER,
            codes=(),
            each=Text(en="{} channels", fr="{} canaux"),
        ),
        CodePart(group="generation", aspect=Aspect.GENERATION, reads=Reads.WHOLE, codes=()),
        CodePart(
            group="features",
            aspect=Aspect.FEATURES,
            reads=Reads.LETTERS,
            codes=(meaning("S", "sound"), meaning("SL", "siren"), meaning("I", "infrared")),
        ),
    ),
)


def test_each_part_says_what_its_code_says() -> None:
    caught = {
        "category": (0, 2),
        "size": (2, 3),
        "channels": (3, 5),
        "generation": (5, 7),
        "features": (8, 11),
    }
    found = read_designation("cd808G2-ISL", CODE, caught)
    assert found.category == Text(en="camera", fr="camera (fr)")
    assert found.megapixels == 8.0
    assert found.generation == "G2"
    assert found.of(Aspect.CHANNELS)[0].meaning == Text(en="8 channels", fr="8 canaux")
    assert [one.en for one in found.features] == ["infrared", "siren"]
    assert found.unexplained == ("G2",)


def test_letters_without_a_meaning_stay_together_and_are_said_to_have_none() -> None:
    found = read_designation("/QAI(S)-ZZ", CODE, {"features": (0, 10)})
    assert [(one.code, one.meaning is None) for one in found.parts] == [
        ("QA", True), ("I", False), ("S", False), ("ZZ", True),
    ]  # fmt: skip


def test_a_part_that_caught_nothing_is_not_there() -> None:
    found = read_designation("", CODE, {"category": None, "size": (0, 0)})
    assert (found.parts, found.category, found.megapixels, found.generation) == ((), None, None, None)


def test_what_no_part_speaks_of_is_left_over_and_never_dropped() -> None:
    found = read_designation("XY-CDQ8/é-9(b)", CODE, {"category": (3, 5), "size": (6, 7)})
    assert [one.code for one in found.of(Aspect.REST)] == ["XY", "Q", "É-9(B"]
    assert found.unexplained == ("XY", "Q", "É-9(B")
    assert found.summary.unexplained == found.unexplained


@given(st.text(alphabet="CDG28SL-/é", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_every_letter_and_digit_stands_in_some_part(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = read_designation(text, CODE, {"features": (start, end)})
    written = [char for part in found.parts for char in part.code if char.isalnum()]
    assert sorted(written) == sorted(char for char in text.upper() if char.isalnum())
