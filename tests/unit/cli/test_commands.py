"""Does the command line keep the contract: exit codes, clean standard output, diagnoses?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import run

HIKVISION = '{"asset": "cam-17", "trait": "http.server", "value": "App-webs/"}\n'
AXIS = '{"asset": "cam-1", "trait": "mac", "value": "ac:cc:8e:00:00:01"}\n'
FEDERAL = ("--role", "ca/federal-department")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.jsonl"
    path.write_text(HIKVISION + AXIS)
    return path


def test_a_survey_ends_with_0_and_prints_the_report_alone_on_standard_output(scan: Path) -> None:
    done = run("survey", scan, *FEDERAL, "-o", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["summary"]["assets"] == 2


def test_the_document_is_the_same_twice_without_the_time(scan: Path) -> None:
    first, second = (run("survey", scan, *FEDERAL, "-o", "json", "--no-timestamp") for _ in range(2))
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["generated"] is None


def test_standard_input_is_a_source() -> None:
    done = run("survey", "-", *FEDERAL, "-o", "json", text=HIKVISION)
    document = json.loads(done.stdout)
    assert document["assets"][0]["keys"]["ref"] == ["cam-17"]
    assert document["sources"][0]["name"] == "standard input"


def test_a_threshold_ends_with_1(scan: Path) -> None:
    assert run("survey", scan, *FEDERAL, "--fail-on", "applies").returncode == 1
    assert run("survey", scan, "--role", "ca/private", "--fail-on", "applies").returncode == 0


def test_a_future_measure_is_a_threshold_only_within_its_days(scan: Path) -> None:
    asked = ("survey", scan, *FEDERAL, "--as-of", "2025-06-01", "--only", "ca/goc-hikvision-prohibition")
    assert run(*asked, "--fail-on", "applies-within=30d").returncode == 1
    assert run(*asked, "--fail-on", "applies-within=10d").returncode == 0


def test_an_unidentified_host_is_undetermined_for_the_threshold_even_if_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "host.jsonl"
    path.write_text('{"asset": "h", "trait": "ip", "value": "10.0.0.1"}\n')
    done = run("survey", path, *FEDERAL, "--fail-on", "undetermined", "--show", "open")
    assert done.returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("survey",),
        ("survey", "no-such-file.xml"),
        ("survey", "{scan}", "--role", "ca/nobody"),
        ("survey", "{scan}", "-o", "word"),
        ("survey", "{scan}", "--fail-on", "sometimes"),
        ("survey", "{scan}", "--only", "xx/none"),
        ("survey", "{scan}", "--as-of", "yesterday"),
        ("measures", "show", "xx/none"),
        ("parties", "show", "nobody"),
        ("nonsense",),
    ],
)
def test_what_is_not_understood_ends_with_2_and_says_what(scan: Path, arguments: tuple[str, ...]) -> None:
    done = run(*(argument.format(scan=scan) for argument in arguments))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip()) > 20


def test_files_nobody_can_read_end_with_3(tmp_path: Path) -> None:
    (tmp_path / "plan.dwg").write_bytes(b"AC1032\0\1\2\3" * 30)
    assert run("survey", tmp_path, *FEDERAL).returncode == 3


def test_strict_ends_with_4_where_something_is_unread_or_undetermined(tmp_path: Path, scan: Path) -> None:
    asked = ("--only", "ca/goc-hikvision-prohibition", "--strict")
    assert run("survey", scan, *FEDERAL, *asked).returncode == 0
    scan.write_text(HIKVISION + "{broken\n")
    assert run("survey", scan, *FEDERAL, *asked).returncode == 4
    scan.write_text('{"asset": "c", "trait": "asset.kind", "value": "camera"}\n')
    assert run("survey", scan, *FEDERAL, *asked).returncode == 4


def test_an_unusable_register_ends_with_5(scan: Path, tmp_path: Path) -> None:
    broken = tmp_path / "register.json"
    broken.write_text("{}")
    assert run("survey", scan, "--register", broken).returncode == 5
    assert run("survey", scan, "--register", "1999.01.01").returncode == 5
    assert run("survey", scan, "--max-age", "0d", "--as-of", "2026-11-23").returncode in (0, 5)


def test_an_empty_folder_ends_with_6(tmp_path: Path) -> None:
    done = run("survey", tmp_path, *FEDERAL)
    assert done.returncode == 6


def test_a_report_appears_whole_or_not_at_all(scan: Path, tmp_path: Path) -> None:
    target = tmp_path / "no" / "such" / "folder" / "report.json"
    done = run("survey", scan, *FEDERAL, "-o", f"json={target}")
    assert done.returncode == 3
    assert "cannot be written" in done.stderr


def test_every_format_can_be_written_in_one_run(scan: Path, tmp_path: Path) -> None:
    formats = ("table", "json", "jsonl", "csv", "xlsx", "html", "markdown", "sarif")
    outputs = [part for name in formats for part in ("-o", f"{name}={tmp_path / name}")]
    done = run("survey", scan, *FEDERAL, *outputs)
    assert done.returncode == 0, done.stderr
    assert all((tmp_path / name).stat().st_size > 100 for name in formats)


def test_explain_prints_the_chain_from_the_saved_document(scan: Path, tmp_path: Path) -> None:
    saved = tmp_path / "doc.json"
    run("survey", scan, *FEDERAL, "-o", f"json={saved}")
    scan.unlink()
    done = run("explain", "cam-17", "--from", saved)
    assert done.returncode == 0
    assert "maker Hikvision: strong (network signature; o1)" in done.stdout
    assert "ca/goc-hikvision-prohibition · use: applies" in done.stdout
    assert "No public instrument" in done.stdout
    assert "http.server = App-webs/" in done.stdout


def test_explain_speaks_french(scan: Path, tmp_path: Path) -> None:
    saved = tmp_path / "doc.json"
    run("survey", scan, *FEDERAL, "-o", f"json={saved}")
    done = run("explain", "cam-17", "--from", saved, "--lang", "fr")
    assert "fabricant" in done.stdout.lower()


def test_explain_knows_no_stranger_and_no_foreign_file(scan: Path, tmp_path: Path) -> None:
    saved = tmp_path / "doc.json"
    run("survey", scan, *FEDERAL, "-o", f"json={saved}")
    assert run("explain", "cam-99", "--from", saved).returncode == 2
    assert run("explain", "cam-17", "--from", scan).returncode == 3


def test_diff_tells_the_register_from_the_evidence(scan: Path, tmp_path: Path) -> None:
    early, now, more = (tmp_path / name for name in ("early.json", "now.json", "more.json"))
    run("survey", scan, *FEDERAL, "--as-of", "2025-06-01", "-o", f"json={early}")
    run("survey", scan, *FEDERAL, "-o", f"json={now}")
    scan.write_text(AXIS + '{"asset": "cam-9", "trait": "mac", "value": "44:19:b6:00:00:09"}\n')
    run("survey", scan, *FEDERAL, "-o", f"json={more}")
    assert "Changed because of the day asked about: " in run("diff", early, now).stdout
    changed = run("diff", now, more).stdout
    assert "New: " in changed
    assert "Not seen again" in changed
    assert run("diff", now, now).stdout == "Nothing changed.\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("measures", "list"), "ca/goc-hikvision-prohibition"),
        (("measures", "list", "--lang", "fr"), "Interdiction"),
        (("measures", "show", "us/ndaa-889-b"), "Checked through"),
        (("measures", "changes", "--since", "2025-01-01"), "27 June 2025"),
        (("measures", "applies", "--role", "ca/federal-department"), "ca/goc-hikvision-prohibition"),
        (("register", "status"), "address blocks"),
        (("register", "sources"), ":"),
        (("parties", "show", "hikvision"), "held by CETHIK Group (cethik, CN)"),
        (("readers",), "nmap-xml"),
        (("writers",), "sarif"),
        (("traits",), "sadp.xml"),
        (("roles", "--lang", "fr"), "ca/federal-department"),
        (("--help",), "Exit codes"),
        (("survey", "--help"), "--fail-on"),
        (("--version",), "0.1.0"),
    ],
)
def test_each_command_shows_what_it_is_for(arguments: tuple[str, ...], expected: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert expected in done.stdout


def test_a_pipe_that_closes_early_is_no_error(scan: Path) -> None:
    command = f"{sys.executable} -m phaseout traits | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_two_runs_to_one_file_leave_one_whole_report(scan: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    command = [sys.executable, "-m", "phaseout", "survey", str(scan), *FEDERAL, "-q", "-o", f"json={target}"]
    runs = [subprocess.Popen(command) for _ in range(3)]
    assert [one.wait() for one in runs] == [0, 0, 0]
    assert json.loads(target.read_text())["summary"]["assets"] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.json", "scan.jsonl"]


def test_outputs_that_clash_with_each_other_or_a_source_are_refused(scan: Path, tmp_path: Path) -> None:
    same = tmp_path / "same"
    assert run("survey", scan, *FEDERAL, "-o", f"json={same}", "-o", f"csv={same}").returncode == 2
    assert run("survey", scan, *FEDERAL, "-o", f"csv={scan}").returncode == 2
    assert scan.read_text().startswith(HIKVISION)


def test_a_link_laid_for_the_draft_is_not_followed(scan: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / ".report.json.part").symlink_to(victim)
    run("survey", scan, *FEDERAL, "-o", f"json={tmp_path / 'report.json'}")
    assert victim.read_text() == "precious"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_no_finding(scan: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "phaseout", "survey", str(scan), *FEDERAL, "-o", "json", "--fail-on", "applies"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_a_diff_of_two_askers_says_that_another_asked(scan: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    run("survey", scan, "--role", "ca/municipality", "-o", f"json={one}")
    run("survey", scan, *FEDERAL, "-o", f"json={two}")
    assert "Changed because of who asked: " in run("diff", one, two).stdout
    assert "Changé en raison du demandeur" in run("diff", one, two, "--lang", "fr").stdout


def test_a_file_of_columns_says_how_a_sheet_is_read(tmp_path: Path) -> None:
    sheet, columns = tmp_path / "sheet.csv", tmp_path / "columns.toml"
    sheet.write_text("Lfd;Bauart;Kennung\nK1;DS-2CD2143G0-I;geheim\n")
    columns.write_text('[columns]\nLfd = "tag"\nBauart = "inventory.model"\nKennung = "credential"\n')
    done = run("survey", sheet, *FEDERAL, "--columns", columns, "-o", "json")
    (asset,) = json.loads(done.stdout)["assets"]
    assert asset["keys"]["ref"] == ["K1"]
    assert asset["identification"]["maker"]["value"] == "hikvision"
    assert "geheim" not in done.stdout
    assert done.stderr == ""


def test_a_file_of_columns_that_no_table_has_is_told(tmp_path: Path) -> None:
    sheet, columns = tmp_path / "sheet.csv", tmp_path / "columns.toml"
    sheet.write_text("Model,Serial\nDS-2CD2143G0-I,C12345678\n")
    columns.write_text('name = "Ours"\n[columns]\nBauart = "inventory.model"\n')
    done = run("survey", sheet, *FEDERAL, "--columns", columns, "-o", "json")
    assert done.returncode == 0
    assert "no table has the columns of 'Ours'" in done.stderr


def test_faults_of_a_file_of_columns_end_with_2_and_name_every_line(tmp_path: Path) -> None:
    columns = tmp_path / "columns.toml"
    columns.write_text('[columns]\nLfd = "tagg"\nBauart = 5\n')
    done = run("survey", columns, *FEDERAL, "--columns", columns)
    assert done.returncode == 2
    assert f"{columns}:2: " in done.stderr
    assert f"{columns}:3: " in done.stderr
