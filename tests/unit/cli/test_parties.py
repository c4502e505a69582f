"""Do the commands about parties draw the chain, say what reaches whom, and refuse nonsense?"""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import command_line

ASKED = ("--as-of", "2026-11-23")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return command_line.run("parties", *arguments)


def test_the_chain_above_ezviz_is_drawn_in_text() -> None:
    done = run("owners", "EZVIZ", *ASKED)
    assert (done.returncode, done.stderr) == (0, "")
    assert "├─ Hangzhou Hikvision Digital Technology Co., Ltd. (hikvision, CN)" in done.stdout
    assert "owns 48–51%, since 28 December 2022  [BK, S1]" in done.stdout
    assert "State-owned Assets Supervision" in done.stdout


def test_it_is_drawn_as_svg_to_standard_output_or_a_file(tmp_path: Path) -> None:
    target = tmp_path / "ezviz.svg"
    done = run("owners", "ezviz", *ASKED, "-o", f"svg={target}", "--lang", "fr")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert ET.parse(target).getroot().get("lang") == "fr"
    assert run("owners", "ezviz", *ASKED, "-o", "svg", "--lang", "fr").stdout == target.read_text(
        encoding="utf-8"
    )


def test_text_goes_to_a_file_too(tmp_path: Path) -> None:
    target = tmp_path / "ezviz.txt"
    assert run("owners", "ezviz", *ASKED, "-o", f"text={target}").returncode == 0
    assert target.read_text(encoding="utf-8") == run("owners", "ezviz", *ASKED).stdout


@pytest.mark.parametrize("day", ["0001-01-01", "2022-12-27", "2030-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", ["owners", "exposure"])
def test_any_day_of_the_calendar_can_be_asked_about(command: str, day: str) -> None:
    for party in ("lorex", "hikvision"):
        done = run(command, party, "--as-of", day, "--lang", "fr")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout


def test_a_brand_is_shown_by_its_id_or_its_name_with_who_makes_it() -> None:
    for asked in ("annke", "Annke"):
        shown = run("show", asked, *ASKED).stdout
        assert shown.startswith("Annke (annke): brand\n")
        assert "made by Hangzhou Hikvision Digital Technology Co., Ltd. (hikvision, CN): relabelled" in shown
        assert "getscw-the-ban [S]" in shown
    assert "fabriquée par Hangzhou Hikvision" in run("show", "annke", *ASKED, "--lang", "fr").stdout


def test_a_seller_whose_name_is_a_brand_shows_both() -> None:
    shown = run("show", "lts", *ASKED).stdout
    assert "made by Hangzhou Hikvision" in shown
    assert "\nLT SECURITY INC (lts, US)\n" in shown
    assert run("show", "hikvision", *ASKED).stdout.startswith("Hangzhou Hikvision Digital Technology")


def test_parties_and_brands_are_listed_and_named_where_a_word_is_none() -> None:
    listed = run("list").stdout.splitlines()
    assert any(line.startswith("hikvision ") and "· CN · " in line for line in listed)
    assert any(line.startswith("annke ") and "brand · made by Hangzhou Hikvision" in line for line in listed)
    assert "perhaps annke" in run("show", "anke").stderr
    assert (
        "it is a brand, and 'phaseout parties show annke' says who makes it" in run("owners", "annke").stderr
    )


def test_exposure_says_which_measures_reach_a_party() -> None:
    done = run("exposure", "hikvision", *ASKED)
    assert (done.returncode, done.stderr) == (0, "")
    assert "us/ndaa-889-a1a" in done.stdout.partition("\nUndetermined\n")[0]
    assert "The maker is named: Hikvision." in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("owners", "nobody-at-all"), "there is no party 'nobody-at-all'"),
        (("owners", "hikvison"), "perhaps hikvision"),
        (("exposure", "hikvison"), "perhaps hikvision"),
        (("owners", "ezviz", "-o", "png"), "use text or svg"),
        (("owners", "ezviz", "--as-of", "soon"), "is no day"),
        (("owners",), "Missing argument"),
    ],
)
def test_what_is_not_understood_ends_with_2_and_says_what(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_drawing_that_cannot_be_written_ends_with_3(tmp_path: Path) -> None:
    done = run("owners", "ezviz", "-o", f"svg={tmp_path / 'no' / 'folder.svg'}")
    assert done.returncode == 3
    assert "cannot be written" in done.stderr


def test_the_name_of_an_overlay_is_no_command_and_no_markup(tmp_path: Path) -> None:
    overlay = tmp_path / "rules"
    (overlay / "parties").mkdir(parents=True)
    (overlay / "parties" / "evil.yaml").write_text(
        "id: evil\n"
        'name: "::error file=a::<script>alert(1)</script>"\n'
        "kinds: [owner]\n"
        "cite: [{source: wiki-gravy-zte, grade: S}]\n"
        "interests: [{holder: zte, kind: control, cite: [{source: wiki-gravy-zte, grade: S}]}]\n",
        encoding="utf-8",
    )
    for arguments in (("owners", "evil"), ("owners", "zte"), ("exposure", "evil")):
        done = run(*arguments, *ASKED, "--register", overlay)
        assert (done.returncode, done.stderr) == (0, "")
        assert "script" in done.stdout
        assert "::error file" not in done.stdout
    drawn = run("owners", "evil", *ASKED, "--register", overlay, "-o", "svg").stdout
    assert "<script" not in drawn
    assert ET.fromstring(drawn).findtext("{http://www.w3.org/2000/svg}title", "").count("<script>") == 1


def test_a_drawing_is_never_written_into_the_register_that_is_read(tmp_path: Path) -> None:
    register = tmp_path / "overlay"
    (register / "sources").mkdir(parents=True)
    (register / "sources" / "town.yaml").write_text("- {id: by-law, title: By-law 12, date: 2025}\n")
    for name in ("x.svg", "sources/town.yaml", "new/../x.svg"):
        target = f"svg={register / name}"
        done = run("owners", "ezviz", *ASKED, "--register", str(register), "-o", target)
        assert (done.returncode, done.stdout) == (2, "")
        assert "would be written into the register that is read" in done.stderr
    assert not (register / "x.svg").exists()
    assert (
        run("owners", "ezviz", *ASKED, "--register", str(register), "-o", f"svg={tmp_path / 'x.svg'}").stderr
        == ""
    )
