"""Is a file of answers understood as it is documented, and every fault in it named at once?"""

import hashlib
from pathlib import Path

import pytest

from phaseout.domain.answer import AnswersFile, AssetAnswer, SiteAnswer
from phaseout.domain.problem import UsageError
from phaseout.intake.answers_file import read_answers

WORDS = {
    "role": {"ca/municipality": "ca/municipality"},
    "purpose": {word: word for word in ("public-safety", "other")},
    "owner": {word: word for word in ("self", "landlord")},
    "kind": {"camera": "camera"},
    "maker": {
        "hikvision": "hikvision",
        "hangzhou hikvision digital technology": "hikvision",
        "axis": "axis",
    },
    "brand": {"annke": "annke", "hilook": "hilook"},
    "item": {w: w for w in ("ear-subject", "not-ear-subject", "third-party-connection-service")},
}
WHOLE = """
answered_by = "Jane Doe, site manager"
on = 2026-11-26
[organisation]
roles = ["ca/municipality"]
[use]
purpose = "other"
lease-end = 2031
[[site]]
id = "city-hall"
owner = ["landlord"]
[[site]]
id = "city-hall"
purpose = ["public-safety"]
[[site]]
id = ""
owner = "self"
[[asset]]
match = { id = "a-3f9c" }
maker = "Hangzhou Hikvision Digital Technology"
acquired = 2024-02-03
origin = "cn"
[[asset]]
match = { model = "X1", brand = ["annke", "hilook"], site = "depot" }
acquired = "2023-12"
item = ["ear-subject"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "answers.toml"
    path.write_text(text, encoding="utf-8")
    return path


def diagnosis(folder: Path, text: str) -> str:
    with pytest.raises(UsageError) as caught:
        read_answers(written(folder, text), WORDS)
    return caught.value.diagnosis()


def test_all_that_can_be_answered_is_read(tmp_path: Path) -> None:
    text = WHOLE.replace("lease-end = 2031", 'lease-end = "2031"')
    assert read_answers(written(tmp_path, text), WORDS) == AnswersFile(
        name="answers.toml",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        answered_by="Jane Doe, site manager",
        on="2026-11-26",
        roles=("ca/municipality",),
        use={"purpose": ("other",), "lease-end": ("2031",)},
        sites=(
            SiteAnswer(id="city-hall", facts={"owner": ("landlord",), "purpose": ("public-safety",)}),
            SiteAnswer(id="", facts={"owner": ("self",)}),
        ),
        assets=(
            AssetAnswer(
                match={"id": ("a-3f9c",)},
                facts={"origin": ("CN",), "acquired": ("2024-02-03",), "maker": ("hikvision",)},
            ),
            AssetAnswer(
                match={"model": ("X1",), "brand": ("annke", "hilook"), "site": ("depot",)},
                facts={"item": ("ear-subject",), "acquired": ("2023-12",)},
            ),
        ),
    )


def test_the_source_says_who_answered_when_and_where(tmp_path: Path) -> None:
    said = read_answers(written(tmp_path, 'answered_by = "Jane Doe"\non = 2026-11-26'), WORDS)
    assert said.evidence == "answer of Jane Doe, 2026-11-26, answers.toml"
    assert read_answers(written(tmp_path, ""), WORDS).evidence == "answer, answers.toml"


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    said = diagnosis(
        tmp_path,
        'on = "yesterday"\nwho = 1\n[organisation]\nroles = ["ca/municipalty"]\n[use]\npurpos = "other"\n'
        'purpose = ["public safety"]\n[[site]]\nowner = "self"\n[[site]]\nid = "a"\n[[site]]\nid = "a"\nowner = 3\n'
        '[[asset]]\nmaker = "hikvsion"\nkind = ["camera", "camera"]\nacquired = "soon"\norigin = "China"\n'
        '[[asset]]\nmatch = { site = "depot", colour = "red" }\nmaker = ["axis", "hikvision"]\n',
    )
    for part in (
        "answers.toml: the answers say things that are not understood",
        "on must be a day such as 2026-11-26, not 'yesterday'",
        "the file has 'who'",
        "[organisation]: roles 'ca/municipalty' is no word this register knows; perhaps ca/municipality",
        "[use] has 'purpos'",
        "[use]: purpose 'public safety' is no word this register knows; perhaps public-safety",
        "[[site]] number 1 has no id",
        "[[site]] number 2 answers nothing",
        "[[site]] number 3: owner must be text or a list of texts",
        "[[asset]] number 1 does not say which asset it is about",
        "[[asset]] number 1: maker 'hikvsion' is no word this register knows; perhaps hikvision",
        "[[asset]] number 1: kind must be one word",
        "[[asset]] number 1: acquired 'soon' is no date such as 2024-06-30, 2024-06 or 2024",
        "[[asset]] number 1: origin 'China' is no country of two letters, such as CN",
        "[[asset]] number 2: match has 'colour'",
        "[[asset]] number 2 does not say which asset it is about",
        "[[asset]] number 2: maker must be one word",
        "docs/answers.md",
    ):
        assert part in said, part


@pytest.mark.parametrize("value", ["[]", '""'])
def test_a_line_that_was_not_filled_in_is_named(tmp_path: Path, value: str) -> None:
    said = diagnosis(tmp_path, f'[[site]]\nid = "a"\nowner = {value}\n')
    assert "[[site]] number 1: owner is empty; what is not known stays out" in said


def test_what_is_said_of_an_article_is_a_word_of_the_register_too(tmp_path: Path) -> None:
    said = diagnosis(tmp_path, '[use]\nitem = "not-ear-subjet"')
    assert "answers.toml:2: [use]: item 'not-ear-subjet' is no word this register knows" in said
    assert (
        "perhaps not-ear-subject or ear-subject; known are ear-subject, not-ear-subject, third-party" in said
    )
    assert "'n/a' is no word" in diagnosis(tmp_path, '[use]\nitem = "n/a"')
    assert read_answers(written(tmp_path, '[use]\nitem = "ear-subject"'), WORDS).use == {
        "item": ("ear-subject",)
    }


def test_one_site_answered_twice_and_differently_is_named(tmp_path: Path) -> None:
    said = diagnosis(tmp_path, '[[site]]\nid = "a"\nowner = "self"\n[[site]]\nid = "a"\nowner = "landlord"')
    assert "owner of 'a' is answered twice, and differently" in said


@pytest.mark.parametrize("text", ["answered_by = nope", "[use]\n[use]", "\x00"])
def test_what_is_no_toml_says_where(tmp_path: Path, text: str) -> None:
    assert "line" in diagnosis(tmp_path, text) or "cannot be read" in diagnosis(tmp_path, text)


def test_a_file_that_is_not_there_or_not_utf_8_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_answers(tmp_path / "none.toml", WORDS)
    (tmp_path / "latin.toml").write_bytes('answered_by = "André"'.encode("latin-1"))
    with pytest.raises(UsageError, match="cannot be read"):
        read_answers(tmp_path / "latin.toml", WORDS)


@pytest.mark.parametrize(
    "text", ["use = 3", "site = 3", "asset = [3]", "organisation = []", "[[asset]]\nmatch = 3"]
)
def test_what_should_be_a_table_and_is_none_is_named(tmp_path: Path, text: str) -> None:
    assert "must be a table" in diagnosis(tmp_path, text)


def test_each_fault_stands_at_its_line(tmp_path: Path) -> None:
    said = diagnosis(
        tmp_path,
        'on = "soon"\n[use]\nitem = [\n  "ear-subject",\n  "banana",\n]\n[[site]]\nid = "a"\nowner = "me"\n'
        '[[site]]\nid = "b"\nowner = "self"\npurpos = "other"\n[[asset]]\nmaker = "axis"\n',
    )
    for part in (
        "answers.toml:1: on must be",
        "answers.toml:5: [use]: item 'banana'",
        "answers.toml:9: [[site]] number 1: owner 'me'",
        "answers.toml:13: [[site]] number 2 has 'purpos'",
        "answers.toml:14: [[asset]] number 1 does not say",
    ):
        assert part in said, part


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_an_editor_makes_of_the_file_is_read_alike(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "answers.toml"
    text = 'answered_by = "André"\n[use]\npurpose = "other"\n'
    path.write_bytes(text.replace("\n", line_end).encode(encoding))
    said = read_answers(path, WORDS)
    assert (said.answered_by, said.use) == ("André", {"purpose": ("other",)})


def test_a_file_that_nobody_wrote_by_hand_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(UsageError, match="larger than 16 MB"):
        read_answers(path, WORDS)
