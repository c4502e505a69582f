"""Do the commands that ask and take answers keep the contract: exit codes, diagnoses, whole files, both languages?"""

import json
import re
from pathlib import Path

import pytest

from command_line import run

LINES = (
    '{"asset": "cam-17", "trait": "mac", "value": "44:19:b6:00:00:01", "site": "depot"}\n'
    '{"asset": "cam-17", "trait": "asset.kind", "value": "camera", "site": "depot"}\n'
    '{"asset": "host", "trait": "ip", "value": "10.0.0.9", "site": "depot"}\n'
)
ANSWERS = 'answered_by = "Jane Doe"\non = 2026-11-26\n[organisation]\nroles = ["ca/federal-department"]\n'
ONLY = ("--only", "ca/goc-hikvision-prohibition")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    (tmp_path / "lines.jsonl").write_text(LINES)
    path = tmp_path / "doc.json"
    done = run("survey", tmp_path / "lines.jsonl", *ONLY, "--as-of", "2026-11-23", "-o", f"json={path}")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.toml"
    path.write_text(ANSWERS)
    return path


def test_a_document_is_answered_and_every_format_is_written_at_once(
    document: Path, answers: Path, tmp_path: Path
) -> None:
    after = tmp_path / "after.json"
    done = run(
        "answer", document, "--answers", answers, "-o", f"json={after}", "-o", "markdown", "--no-timestamp"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "## Answers taken in" in done.stdout
    written = json.loads(after.read_text())
    assert written["summary"]["by_outcome"] == {"applies": 1, "undetermined": 1}
    assert written["generated"] is None
    assert written["as_of"] == "2026-11-23"
    assert "answer of Jane Doe, 2026-11-26, answers.toml" in after.read_text()
    said = run("diff", document, after)
    assert "Changed because of answers to questions: 1 thing, 2 answers" in said.stdout


def test_a_survey_takes_answers_as_well(answers: Path, tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text(LINES)
    done = run(
        "survey", tmp_path / "lines.jsonl", *ONLY, "--answers", answers, "-o", "json", "--fail-on", "applies"
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["answers"][0]["answered_by"] == "Jane Doe"


def test_thresholds_and_strictness_hold_for_answers_too(document: Path, answers: Path) -> None:
    assert run("answer", document, "--answers", answers, "--fail-on", "applies").returncode == 1
    assert run("answer", document, "--answers", answers, "--strict").returncode == 4


def test_an_answer_that_meets_nothing_is_named_on_standard_error(document: Path, answers: Path) -> None:
    answers.write_text(
        ANSWERS
        + '[[site]]\nid = "dpot"\nowner = "self"\n[[asset]]\nmatch = {ref = "cam-71"}\nkind = "camera"\n'
    )
    done = run("answer", document, "--answers", answers, "-o", "json")
    assert done.returncode == 0
    for part in ("[[site]] dpot", "[[asset]] 1 (ref cam-71)", "sites at which something was found: depot"):
        assert part in done.stderr
    assert [one["place"] for one in json.loads(done.stdout)["answers_outcome"]["unmatched"]] == [
        "[[site]] dpot", "[[asset]] 1 (ref cam-71)"
    ]  # fmt: skip
    assert run("answer", document, "--answers", answers, "-q").stderr == ""


def test_every_fault_of_the_answers_is_named_and_nothing_is_written(document: Path, answers: Path) -> None:
    answers.write_text('[use]\npurpose = ["publik-safety"]\n[[asset]]\nmaker = "hikvision"\n')
    done = run("answer", document, "--answers", answers, "-o", f"json={document.with_name('after.json')}")
    assert (done.returncode, done.stdout) == (2, "")
    for part in ("answers.toml", "perhaps public-safety", "[[asset]] number 1 does not say which asset"):
        assert part in done.stderr
    assert not document.with_name("after.json").exists()


def test_another_register_is_refused_unless_it_is_named(document: Path, answers: Path) -> None:
    saved = json.loads(document.read_text())
    edition = saved["register"]["edition"]
    saved["register"] = {"edition": "2020.01.01", "digest": "sha256:0"}
    saved["engine"] = "0.0.1"
    document.write_text(json.dumps(saved))
    refused = run("answer", document, "--answers", answers, "-o", "json")
    assert (refused.returncode, refused.stdout) == (5, "")
    assert "edition 2020.01.01 (sha256:0) decided it" in refused.stderr
    assert "--register EDITION|PATH" in refused.stderr
    named = run("answer", document, "--answers", answers, "-o", "json", "--register", edition)
    assert named.returncode == 0
    assert "answers may differ for that reason" in named.stderr
    assert "phaseout 0.0.1 identified what is in it" in named.stderr
    assert json.loads(named.stdout)["register"]["edition"] == edition


def test_a_document_of_open_things_only_is_refused_with_what_to_do(tmp_path: Path, answers: Path) -> None:
    (tmp_path / "lines.jsonl").write_text(LINES)
    path = tmp_path / "open.jsonl"
    run("survey", tmp_path / "lines.jsonl", *ONLY, "-o", f"jsonl={path}", "--show", "open")
    done = run("answer", path, "--answers", answers)
    assert (done.returncode, done.stdout) == (3, "")
    assert "--show all" in done.stderr


def test_neither_the_document_nor_the_answers_are_overwritten(document: Path, answers: Path) -> None:
    for path in (document, answers):
        before = path.read_bytes()
        assert run("answer", document, "--answers", answers, "-o", f"json={path}").returncode == 2
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("answer", "{doc}"), ("answer", "{doc}", "--answers", "none.toml"), ("answer", "none.json", "--answers", "{toml}"),
        ("questions",), ("questions", "{doc}", "-o", "word"), ("questions", "{toml}"),
    ],
)  # fmt: skip
def test_what_is_not_understood_says_what(document: Path, answers: Path, arguments: tuple[str, ...]) -> None:
    done = run(*(argument.format(doc=document, toml=answers) for argument in arguments))
    assert done.returncode in (2, 3)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip()) > 20


def test_questions_are_listed_in_their_order_in_both_languages(document: Path) -> None:
    english, french = run("questions", document), run("questions", document, "--lang", "fr")
    assert (english.returncode, english.stderr, french.stderr) == (0, "", "")
    assert re.findall(r"^ +(\d+)\. ", english.stdout, flags=re.MULTILINE) == ["1", "2", "3"]
    assert "(ask: legal counsel)\n    1. the whole organisation" in english.stdout
    assert "Answer them all and 4 answers that are undetermined now can be settled" in english.stdout
    assert "(à demander : conseiller juridique)\n    1. toute l’organisation" in french.stdout.replace(
        "\xa0", " "
    )


def test_a_document_that_leaves_nothing_to_ask_says_so(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text('{"asset": "a", "trait": "mac", "value": "ac:cc:8e:00:00:01"}\n')
    path = tmp_path / "doc.json"
    run("survey", tmp_path / "lines.jsonl", *ONLY, "--role", "ca/federal-department", "-o", f"json={path}")
    assert run("questions", path).stdout == "Nothing is left to ask.\n"
    assert run("questions", path, "--lang", "fr").stdout == "Il ne reste rien à demander.\n"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_form_is_filled_in_taken_and_never_overwritten(document: Path, tmp_path: Path, lang: str) -> None:
    form = tmp_path / "form.toml"
    assert run("questions", document, "--lang", lang, "-o", f"toml={form}").returncode == 0
    assert run("answer", document, "--answers", form, "-q").returncode == 0, "as it is it answers nothing"
    text = form.read_text(encoding="utf-8")
    assert "ca/federal-department" in text
    assert "hikvision" in text
    text = text.replace("# roles = []", 'roles = ["ca/federal-department"]')
    text = re.sub(r"^# (\[\[asset\]\]|match .*)$", r"\1", text, flags=re.MULTILINE)
    text = re.sub(r'^# kind = ""$', 'kind = "camera"', text, flags=re.MULTILINE)
    form.write_text(re.sub(r'^# maker = ""$', 'maker = "axis"', text, flags=re.MULTILINE), encoding="utf-8")
    done = run("answer", document, "--answers", form, "-o", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["questions"] == []
    refused = run("questions", document, "-o", f"toml={form}")
    assert refused.returncode == 2
    assert 'maker = "axis"' in form.read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "nothing", "again"), [
    ("en", "answers nothing: take away the sign #", "answer the document of the survey again"),
    ("fr", "ne répond à rien", "répondez de nouveau au document du relevé"),
])  # fmt: skip
def test_an_answer_that_changed_and_a_form_nobody_filled_in_are_said(
    document: Path, answers: Path, tmp_path: Path, lang: str, nothing: str, again: str
) -> None:
    after = tmp_path / "after.json"
    assert run("answer", document, "--answers", answers, "-o", f"json={after}").returncode == 0
    answers.write_text('[organisation]\nroles = ["ca/municipality"]\n')
    changed = run("answer", after, "--answers", answers, "--lang", lang)
    assert (changed.returncode, again in changed.stderr) == (0, True)
    (tmp_path / "form.toml").write_text("# [use]\n# owner = []\n")
    empty = run("answer", document, "--answers", tmp_path / "form.toml", "--lang", lang)
    assert (empty.returncode, nothing in empty.stderr, again in empty.stderr) == (0, True, False)


def test_an_answers_file_is_diagnosed_in_words(document: Path, tmp_path: Path) -> None:
    (tmp_path / "twice.toml").write_text('[use]\nowner = "self"\nowner = "self"\n')
    twice = run("answer", document, "--answers", tmp_path / "twice.toml")
    assert (twice.returncode, "stands twice" in twice.stderr, "line 3" in twice.stderr) == (2, True, True)
    folder = run("answer", document, "--answers", tmp_path)
    assert (folder.returncode, "Errno" in folder.stderr) == (2, False)
    document.write_text(document.read_text().replace('"as_of"', '"as_of": "2020-01-01", "as_of"', 1))
    for command in ("answer", "questions"):
        done = run(
            command, document, *(("--answers", tmp_path / "twice.toml") if command == "answer" else ())
        )
        assert done.returncode in (2, 3)
    assert "'as_of' stands twice" in run("questions", document).stderr
