"""Is a designation taken apart as its maker's code says, and no further?"""

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
    caught = {"category": "cd", "size": "8", "channels": "08", "generation": "G2", "features": "ISL"}
    found = read_designation("X", CODE, caught)
    assert found.category == Text(en="camera", fr="camera (fr)")
    assert found.megapixels == 8.0
    assert found.generation == "G2"
    assert found.of(Aspect.CHANNELS)[0].meaning == Text(en="8 channels", fr="8 canaux")
    assert [one.en for one in found.features] == ["infrared", "siren"]
    assert found.unexplained == ("G2",)


def test_letters_without_a_meaning_stay_together_and_are_said_to_have_none() -> None:
    found = read_designation("X", CODE, {"features": "/QAI(S)-ZZ"})
    assert [(one.code, one.meaning is None) for one in found.parts] == [
        ("QA", True), ("I", False), ("S", False), ("ZZ", True),
    ]  # fmt: skip


def test_a_part_that_caught_nothing_is_not_there() -> None:
    found = read_designation("X", CODE, {"category": None, "size": ""})
    assert (found.parts, found.category, found.megapixels, found.generation) == ((), None, None, None)
