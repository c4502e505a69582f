"""Does an overlay answer every command, and do check, build, schema, sources and docs keep their word?"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import command_line
from phaseout.register import Register
from phaseout.register.sealed import write_sealed

ROOT = Path(__file__).parents[3]
CITE = "cite: [{source: by-law-12, grade: O}]"
FILES = {
    "sources/town.yaml": "- {id: by-law-12, title: By-law 12, date: 2025, retrieved: 2026-11-01}\n",
    "vocabulary/roles.yaml": "- {id: ca/our-town, en: Our town, fr: Notre ville}\n",
    "instruments/town.yaml": f"""\
- id: ca/by-law-12
  title: {{en: By-law 12, fr: Règlement 12}}
  jurisdiction: ca
  nature: by-law
  {CITE}
""",
    "measures/ca/town-ban.yaml": f"""\
id: ca/town-ban
instrument: ca/by-law-12
title: {{en: Ban of the town, fr: Interdiction de la ville}}
jurisdiction: ca
nature: order
timeline: [{{on: 2025-01-01, state: in-force, {CITE}}}]
checked: {{through: 2026-11-01}}
binds: [{{role: ca/our-town, {CITE}}}]
covers: [{{id: all, named: [dahua], relation: named-only, things: [any], {CITE}}}]
clauses:
  - id: buy
    acts: [procure]
    duty: prohibit
    text: {{en: Nothing is bought, fr: Rien n’est acheté}}
    {CITE}
""",
    "cases/town.yml": "".join(
        f"""\
- name: {name}
  given: {{roles: [{role}], kind: camera{maker}}}
  as-of: 2025-06-01
  measure: ca/town-ban
  act: procure
  expect: {{outcome: {outcome}}}
"""
        for name, role, maker, outcome in (
            ("The town", "ca/our-town", ", maker: dahua", "applies"),
            ("Another", "ca/private", ", maker: dahua", "does-not-apply"),
            ("Not known", "ca/our-town", "", "undetermined"),
        )
    ),
}


def run(*arguments: str | Path, text: str = "") -> subprocess.CompletedProcess[str]:
    return command_line.run(*arguments, text=text, cwd=ROOT)


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "town" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "town"


def test_a_survey_says_which_overlay_answered(overlay: Path) -> None:
    seen = '{"asset": "order-7", "trait": "inventory.manufacturer", "value": "Dahua"}\n'
    done = run("survey", "-", "--role", "ca/our-town", "--register", overlay, "-o", "json", text=seen)
    document = json.loads(done.stdout)
    edition = (ROOT / "register/EDITION").read_text().strip()
    assert document["register"]["edition"] == f"{edition}+town"
    answers = {(one["measure"], one["act"]) for one in document["assets"][0]["determinations"]}
    assert ("ca/town-ban", "procure") in answers


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("roles",), "ca/our-town"),
        (("measures", "list"), "ca/town-ban"),
        (("measures", "show", "ca/town-ban"), "Ban of the town"),
        (("measures", "applies", "--role", "ca/our-town"), "ca/town-ban"),
        (("register", "status"), "laid over 20"),
        (("register", "status", "--max-age", "36500"), "+town"),
        (("register", "sources"), "by-law-12: By-law 12"),
        (("register", "sources", "--lang", "fr"), "Sans date"),
    ],
)
def test_every_command_takes_an_overlay(overlay: Path, command: tuple[str, ...], said: str) -> None:
    done = run(*command, "--register", overlay)
    assert (done.returncode, said in done.stdout) == (0, True), done.stderr


def test_a_wrong_overlay_ends_every_command_with_5_and_all_its_faults(overlay: Path) -> None:
    path = overlay / "measures/ca/town-ban.yaml"
    path.write_text(path.read_text().replace("role: ca/our-town", "role: ca/your-town"))
    (overlay / "parties").mkdir()
    (overlay / "parties/dahua.yaml").write_text(f"{{id: dahua-2, name: Dahua, {CITE}}}")
    for command in (
        ("roles",),
        ("measures", "list"),
        ("survey", "-", "--role", "any"),
        ("register", "status"),
    ):
        done = run(*command, "--register", overlay, text='{"asset": "a", "trait": "mac", "value": "x"}\n')
        assert (done.returncode, done.stdout) == (5, "")
        assert f"{path}:8: there is no role 'ca/your-town'" in done.stderr
        assert f"{overlay}/parties/dahua.yaml:1: 'dahua-2' has to stand in a file of that name" in done.stderr
    done = run("register", "check", overlay)
    assert done.returncode == 5
    assert len(done.stdout.splitlines()) == 2
    assert "2 faults" in done.stderr


def test_the_check_tries_the_cases_of_an_overlay(overlay: Path) -> None:
    assert run("register", "check", overlay).stdout == "the register is sound\n"
    path = overlay / "cases/town.yml"
    path.write_text(path.read_text().replace("roles: [ca/private]", "roles: [ca/our-town]"))
    done = run("register", "check", overlay)
    assert done.returncode == 5
    assert done.stdout == (
        f"{path}:7: ca/town-ban, procure: 'Another' expects the outcome does-not-apply and gets applies\n"
    )


def test_the_check_lists_which_answers_are_shown_where_it_is_asked_to(overlay: Path) -> None:
    done = run("register", "check", overlay, "--answers")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[-1] == "the register is sound"
    assert "ca/town-ban: yes 1; no 1; undetermined 1" in lines


def test_an_overlay_is_built_only_where_it_is_said_to(overlay: Path, tmp_path: Path) -> None:
    done = run("register", "build", overlay)
    assert (done.returncode, "--output FILE" in done.stderr) == (2, True)
    assert run("register", "build", overlay, "-o", tmp_path / "both.json").returncode == 0
    first, second = (
        run("register", "status", "--register", one) for one in (overlay, tmp_path / "both.json")
    )
    assert first.stdout == second.stdout


def test_an_overlay_has_no_edition_before_it(overlay: Path) -> None:
    done = run("register", "check", overlay, "--previous", overlay)
    assert done.returncode == 2
    assert "leave --previous away" in done.stderr


def test_a_folder_that_is_no_register_ends_with_5_and_says_what_one_has(tmp_path: Path) -> None:
    done = run("roles", "--register", tmp_path)
    assert done.returncode == 5
    assert "neither a register, which has a file EDITION, nor an overlay" in done.stderr


def test_what_differs_from_the_edition_before_is_asked_for_in_the_change_log(
    curated: Register, tmp_path: Path
) -> None:
    before = tmp_path / "before.json"
    after = tmp_path / "after"
    write_sealed(curated.content, before)
    shutil.copytree(ROOT / "register", after)
    (after / "CHANGELOG.md").write_text(f"## {(after / 'EDITION').read_text()}")
    path = after / "measures/ca-qc/hikvision-dahua-order.yaml"
    path.write_text(path.read_text().replace("id: new", "id: newer", 1), encoding="utf-8")
    log = after / "CHANGELOG.md"
    unsaid = log.read_text(encoding="utf-8").replace(
        "* ca-qc/hikvision-dahua-order:", "* The order of Québec:"
    )
    log.write_text(unsaid, encoding="utf-8")
    done = run("register", "check", after, "--previous", before)
    assert done.returncode == 5
    assert "'new' among the clauses of ca-qc/hikvision-dahua-order" in done.stdout
    assert "CHANGELOG.md:" in done.stdout
    assert "'* ca-qc/hikvision-dahua-order: …. Period: from " in done.stdout


def test_a_schema_is_printed_or_written(tmp_path: Path) -> None:
    one = json.loads(run("register", "schema", "measures").stdout)
    every = json.loads(run("register", "schema").stdout)
    assert every["measures"] == one
    done = run("register", "schema", "-o", tmp_path / "made")
    assert done.returncode == 0
    assert {path.stem for path in (tmp_path / "made").iterdir()} == set(every)
    done = run("register", "schema", "measure")
    assert (done.returncode, "perhaps measures" in done.stderr) == (2, True)


def test_the_pages_are_written_and_only_what_changed_is_touched(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs" / "register", tmp_path, dirs_exist_ok=True)
    page, gone = tmp_path / "sources.md", tmp_path / "shown-answers.md"
    page.write_text("old")
    gone.unlink()
    other = (tmp_path / "sources.fr.md").stat().st_mtime_ns
    done = run("register", "docs", "-o", tmp_path)
    assert done.returncode == 0
    assert str(page) in done.stdout
    assert gone.read_text() == (ROOT / "docs" / "register" / gone.name).read_text()
    assert page.read_text().startswith("# Sources of the register")
    assert (tmp_path / "sources.fr.md").stat().st_mtime_ns == other


def test_notices_are_counted_in_a_line_or_listed_and_faults_come_last(overlay: Path) -> None:
    path = overlay / "measures/ca/town-ban.yaml"
    path.write_text(path.read_text().replace("through: 2026-11-01", "through: 2025-06-01"))
    counted = run("register", "check", overlay)
    assert (counted.returncode, counted.stdout) == (0, "the register is sound\n")
    assert counted.stderr == "1 notice of what nobody has looked at for long; --notices lists them\n"
    path.write_text(
        path.read_text().replace("source: by-law-12, grade: O}]}]", "source: by-law-12, grade: S}]}]", 1)
    )
    path.write_text(path.read_text().replace("role: ca/our-town", "role: ca/your-town"))
    done = subprocess.run(
        [sys.executable, "-m", "phaseout", "register", "check", str(overlay), "--notices"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 5
    thin, old, fault, total = done.stdout.splitlines()
    assert (
        thin == f"notice: {path}:6: ca/town-ban rests on one secondary source alone: in-force on 2025-01-01"
    )
    assert old.startswith(f"notice: {path}:7: ca/town-ban is checked through 2025-06-01, ")
    assert fault == f"{path}:8: there is no role 'ca/your-town'"
    assert total == "1 fault"


REGISTRY = """\
Registry,Assignment,Organization Name,Organization Address
MA-L,A8BBC0,"Hangzhou Hikvision Digital Technology Co.,Ltd.","Hangzhou CN"
MA-L,A8BBC4,Hikvision Mexico,MX
MA-M,402C761,Shanghai Dahua Scale Factory,CN
"""


def test_a_registry_file_is_compared_and_laid_over_the_register(tmp_path: Path) -> None:
    registry, overlay = tmp_path / "oui.csv", tmp_path / "blocks"
    registry.write_text(REGISTRY)
    done = run("register", "update", "--oui", registry, "--date", "2026-09-30")
    assert done.returncode == 0, done.stderr
    assert "oui.csv: 3 blocks of 2026-09-30, " in done.stdout
    assert "1 as in the register, 1 new, 0 moved, " in done.stdout
    assert "  Hangzhou Hikvision Digital Technology Co.,Ltd. (hikvision)  A8BBC0" in done.stdout
    assert "  Hikvision Mexico  has the name of hikvision  A8BBC4" in done.stdout
    assert list(tmp_path.iterdir()) == [registry], "without --output nothing is written"
    done = run(
        *("register", "update", "--oui", registry, "--date", "2026-09-30", "-o", overlay),
        *("--accept", "Hikvision Mexico"),
    )
    assert done.returncode == 0, done.stderr
    status = run("register", "status", "--register", overlay).stdout
    assert " address blocks (registry read 2026-08-26, " in status
    lines = json.dumps({"asset": "a", "trait": "mac", "value": "a8:bb:c4:00:00:01"})
    document = run(
        *("survey", "-", "--role", "ca/federal-department", "--register", overlay, "-q", "-o", "json"),
        text=lines,
    )
    saved = tmp_path / "document.json"
    saved.write_text(document.stdout)
    assert json.loads(document.stdout)["assets"][0]["identification"]["maker"]["value"] == "hikvision"
    explained = run("explain", "--from", saved, "a8:bb:c4:00:00:01").stdout
    assert "maker Hikvision: strong (address block (registry read 26 August 2026);" in explained
    explained = run("explain", "--from", saved, "a8:bb:c4:00:00:01", "--lang", "fr").stdout
    assert "(registre lu le 26 août 2026)" in explained


def test_a_damaged_or_older_registry_file_writes_nothing(tmp_path: Path) -> None:
    registry, overlay = tmp_path / "oui.csv", tmp_path / "blocks"
    registry.write_text(REGISTRY + "MA-L,AABB,X,Y\nMA-L,\n")
    done = run("register", "update", "--oui", registry, "-o", overlay)
    assert done.returncode == 3
    assert f"{registry}:5: a block of MA-L has 6 hexadecimal digits, not 'AABB'" in done.stderr
    assert f"{registry}:6: 2 cells where the heading names 3 or more" in done.stderr
    assert "2 faults in the registry: nothing was compared" in done.stderr
    registry.write_text(REGISTRY)
    for day, why in (
        ("2022-08-27", "before the register's own (2026-08-26)"),
        ("2999-01-01", "still to come"),
    ):
        done = run("register", "update", "--oui", registry, "--date", day, "-o", overlay)
        assert done.returncode == 2
        assert why in done.stderr
    done = run("register", "update", "--oui", registry, "--accept", "Hikvision Mexiko")
    assert done.returncode == 2
    assert "no block is registered to 'Hikvision Mexiko'" in done.stderr
    assert not overlay.exists()


def test_a_registry_file_that_names_nobody_of_the_register_leaves_nothing_to_take(tmp_path: Path) -> None:
    registry, overlay = tmp_path / "oui.csv", tmp_path / "blocks"
    registry.write_text("Registry,Assignment,Organization Name,Organization Address\nMA-L,A8BBC0,Bakery,CA\n")
    done = run("register", "update", "--oui", registry, "--date", "2026-09-30", "-o", overlay)
    assert done.returncode == 0, done.stderr
    assert "nothing to take" in done.stdout
    assert "a file cut short" in done.stdout
    assert not overlay.exists()
