"""What a file of columns may say, and how its faults are told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from phaseout.domain.observation import Dropped, Observation
from phaseout.domain.problem import UsageError
from phaseout.intake import READERS, readers_with
from phaseout.intake.columns_file import read_columns, use_of
from phaseout.intake.reader import Reader

GOOD = """
name = "Town hall"
recognised-by = ["Nr.", "Typ"]
[columns]
"Nr." = "tag"
"Haus" = "site"
Typ = "inventory.model"
"MAC-Adr." = "mac"
"Seit" = "asset.acquired"
"Kennung" = "credential"
"Techniker" = "ignore"
"Server" = "http.server"
"""
SHEET = (
    "Stand: Mai;;;;;;;\n"
    "Nr.;Haus;Typ;MAC-Adr.;Seit;Kennung;Techniker;Server\n"
    "K1;Rathaus;DS-2CD2143G0-I;4419B60A0001;2019-05-06;geheim;Dahua Maier;App-webs/\n"
)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def writing(text: str) -> Path:
        path = tmp_path / "columns.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return writing


Write = Callable[[str], Path]


def csv_reader(path: Path) -> Reader:
    return next(reader for reader in readers_with((read_columns(path),)) if reader.name == "csv")


def faults_of(path: Path) -> list[str]:
    with pytest.raises(UsageError) as caught:
        read_columns(path)
    return caught.value.what.replace(f"{path}:", "").splitlines()


def test_a_sheet_is_read_as_its_file_of_columns_says(write: Write, stream_of: Callable[..., object]) -> None:
    readings = list(csv_reader(write(GOOD)).read(stream_of(SHEET.encode())))  # type: ignore[arg-type]
    assert [(r.trait, r.value) for r in readings if isinstance(r, Observation)] == [
        ("inventory.model", "DS-2CD2143G0-I"),
        ("mac", "44:19:b6:0a:00:01"),
        ("asset.acquired", "2019-05-06"),
        ("http.server", "App-webs/"),
    ]
    subjects = {r.subject for r in readings if isinstance(r, Observation)}
    assert {(subject.ref, subject.site) for subject in subjects} == {("K1", "Rathaus")}
    assert [r.what for r in readings if isinstance(r, Dropped)] == ["column Kennung"]
    assert "geheim" not in repr(readings)
    assert "Maier" not in repr(readings)


def test_without_signs_a_header_must_have_every_column(
    write: Write, stream_of: Callable[..., object]
) -> None:
    text = '[columns]\n"Bauart" = "inventory.model"\n"Lfd" = "tag"\n'
    reader = csv_reader(write(text))
    for sheet, count in (("Lfd,Bauart\n1,DS-2CD2032-I\n", 1), ("Bauart,x\nDS-2CD2032-I,y\n", 0)):
        found = [r for r in reader.read(stream_of(sheet.encode())) if isinstance(r, Observation)]  # type: ignore[arg-type]
        assert len(found) == count


def test_what_is_not_listed_may_be_left_out(write: Write) -> None:
    profile = read_columns(write('others = "ignore"\n[columns]\nTyp = "inventory.model"\n'))
    assert profile.use_of("Serial Number").meaning.value.startswith("known, and says nothing")
    assert (
        read_columns(write('[columns]\nTyp = "inventory.model"\n')).use_of("Serial Number").meaning
        == "serial number"
    )


def test_every_fault_is_told_with_its_line(write: Write) -> None:
    path = write(
        'nmae = "x"\n'
        'others = "perhaps"\n'
        "recognised-by = []\n"
        "[columns]\n"
        '"Typ" = "modell"\n'
        '"Kennwort" = "inventory.model"\n'
        "Haus = 3\n"
        '"Nr." = "tag"\n'
        '"NR" = "ip"\n'
    )
    assert [fault.partition(":")[0] for fault in faults_of(path)] == ["1", "2", "3", "5", "6", "7", "9"]
    assert "perhaps inventory.model" in faults_of(path)[3]


def test_a_syntax_fault_has_its_line_too(write: Write) -> None:
    assert faults_of(write(f"[columns]\nTyp = {'9' * 5000}\n"))[0].startswith("1: not TOML")
    assert faults_of(write("[columns]\nTyp = \n"))[0].startswith("2: not TOML")


@pytest.mark.parametrize("text", ["", "[columns]\n", 'columns = "x"\n', '[columns]\nTyp = "site"\n'])
def test_a_file_that_would_find_nothing_is_refused(write: Write, text: str) -> None:
    assert any("column" in fault for fault in faults_of(write(text)))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a = [" * 100_000, b"#" * (2 << 20)])
def test_what_is_no_text_or_too_much_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "columns.toml"
    path.write_bytes(content)
    with pytest.raises(UsageError):
        read_columns(path)


def test_a_missing_file_is_a_fault_of_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_columns(tmp_path / "none.toml")


def test_words_are_traits_or_known(write: Write) -> None:
    assert use_of("inventory.model") is not None
    assert use_of("snmp.sysdescr") is not None
    assert use_of("model") is None


def test_only_the_readers_of_tables_change(write: Write) -> None:
    changed = readers_with((read_columns(write(GOOD)),))
    assert [reader.name for reader in changed] == [reader.name for reader in READERS]
    same = [new.name for new, old in zip(changed, READERS, strict=True) if new is old]
    assert {reader.name for reader in READERS} - set(same) == {"csv", "xlsx"}
