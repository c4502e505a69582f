"""Does the register open from where it is asked for, or say why not?"""

import json
import subprocess
import sys

import orjson
import pytest

from phaseout.domain.problem import RegisterError
from phaseout.register import Register, locating
from phaseout.register.compile import build_register, compile_register


@pytest.fixture
def compiled(book, tmp_path):
    target = tmp_path / "compiled.json"
    build_register(book.directory, target)
    return target


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """A program without a register: neither in the package nor in a checkout."""
    monkeypatch.setattr(locating, "INSTALLED", tmp_path / "installed.json")
    monkeypatch.setattr(locating, "SOURCE_TREE", tmp_path / "no-tree")
    return tmp_path / "installed.json"


def test_a_directory_and_the_file_made_from_it_are_the_same_register(book, compiled):
    from_directory, from_file = Register.open(book.directory), Register.open(compiled)
    assert from_directory.digest == from_file.digest
    assert from_directory.measures == from_file.measures
    assert from_directory.edition == from_file.edition == "2026.11.23"
    assert from_file.stamp.digest == from_file.digest


def test_compiling_twice_gives_the_same_bytes(book, compiled, tmp_path):
    build_register(book.directory, tmp_path / "again.json")
    assert compiled.read_bytes() == (tmp_path / "again.json").read_bytes()


def test_the_digest_follows_the_content_and_not_the_writing(book):
    before = compile_register(book.directory)["digest"]
    book.edit("sources/all.yaml", "note: made for this test", 'note: "made for this test"')
    assert compile_register(book.directory)["digest"] == before
    book.edit("sources/all.yaml", "made for", "made by")
    assert compile_register(book.directory)["digest"] != before


def test_a_compiled_file_that_was_only_laid_out_anew_still_opens(compiled):
    compiled.write_text(json.dumps(json.loads(compiled.read_bytes()), indent=2, sort_keys=True))
    assert Register.open(compiled).edition == "2026.11.23"


def test_a_compiled_file_that_was_changed_does_not_open(compiled):
    compiled.write_bytes(compiled.read_bytes().replace(b'"public-safety"', b'"other-safety!"', 1))
    with pytest.raises(RegisterError, match="digest differs"):
        Register.open(compiled)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no compiled register"),
        (b"\xff\xfe", "no compiled register"),
        (b"[]", "no compiled register"),
        (b"{}", "no compiled register"),
        (b'{"digest": "x", "format": 99}', "has the format 99; this program reads 1"),
        (b'{"digest": "x", "format": 1}', "digest differs"),
    ],
)
def test_a_file_that_is_no_compiled_register_is_refused(tmp_path, content, said):
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match=said) as caught:
        Register.open(path)
    assert str(path) in caught.value.diagnosis()
    assert "What to do" in caught.value.diagnosis()


@pytest.mark.parametrize("part", range(1, 20))
def test_a_file_cut_short_is_refused(compiled, part):
    whole = compiled.read_bytes()
    compiled.write_bytes(whole[: len(whole) * part // 20])
    with pytest.raises(RegisterError):
        Register.open(compiled)


def test_rows_of_another_type_are_refused_with_their_place(compiled):
    content = orjson.loads(compiled.read_bytes())
    content["measures"]["xx/acme-ban"]["clauses"][0]["acts"] = 5
    with pytest.raises(RegisterError) as caught:
        _ = Register(content).measures
    assert caught.value.where == "register.measures.xx/acme-ban.clauses.acts"


def test_a_directory_with_faults_does_not_open_and_lists_them(book):
    book.edit("brands/acme.yaml", "scope: all", "scope: everything")
    book.edit("brands/roadrunner.yaml", "maker: acme", "maker: coyote")
    with pytest.raises(RegisterError) as caught:
        Register.open(book.directory)
    assert "2 faults" in caught.value.what
    assert "brands/acme.yaml:7: makers.0.scope" in caught.value.what
    assert "brands/roadrunner.yaml:4: there is no party 'coyote'" in caught.value.what


def test_a_directory_with_very_many_faults_lists_them_all(book):
    for index in range(30):
        book.write(f"parties/p{index:02}.yaml", f"id: p{index:02}\n")
    with pytest.raises(RegisterError, match="60 fault") as caught:
        Register.open(book.directory)
    assert caught.value.what.count("/parties/p") == 60


def test_nothing_is_written_when_a_register_has_faults(book, compiled):
    before = compiled.read_bytes()
    book.edit("brands/acme.yaml", "scope: all", "scope: everything")
    with pytest.raises(RegisterError):
        build_register(book.directory, compiled)
    assert compiled.read_bytes() == before


def test_a_place_where_nothing_is_says_so(tmp_path):
    with pytest.raises(RegisterError, match="there is no register here"):
        Register.open(tmp_path / "nowhere")


def test_the_installed_register_opens_without_being_named(book, installed):
    build_register(book.directory, installed)
    assert Register.open().edition == "2026.11.23"


def test_a_checkout_without_compiled_file_is_compiled_as_it_is(book, installed, monkeypatch):
    monkeypatch.setattr(locating, "SOURCE_TREE", book.directory)
    assert Register.open().edition == "2026.11.23"


def test_without_any_register_the_error_says_what_to_do(installed):
    with pytest.raises(RegisterError, match="no register is installed") as caught:
        Register.open()
    assert "--register PATH" in caught.value.diagnosis()


def test_an_edition_opens_if_it_is_the_installed_one(book, installed):
    build_register(book.directory, installed)
    assert Register.open("2026.11.23").edition == "2026.11.23"
    with pytest.raises(RegisterError, match=r"2026\.03\.02 is not here; installed is 2026\.11\.23"):
        Register.open("2026.03.02")


def test_opening_a_compiled_register_imports_neither_pydantic_nor_yaml(compiled):
    script = (
        "import sys; from phaseout.register import Register; "
        f"r = Register.open({str(compiled)!r}); r.measures; r.brands; r.fingerprints; r.vocabulary; "
        "print(sorted({'pydantic', 'pydantic_core', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
