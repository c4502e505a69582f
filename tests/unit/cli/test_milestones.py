"""Do the commands about time answer for past and future, refuse nonsense, and end with the right code?"""

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import command_line

POLICY = "ca/huawei-zte-telecom-policy"
ASKED = ("--as-of", "2026-11-23")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return command_line.run("measures", *arguments)


def test_a_timeline_lists_past_and_future_with_cites() -> None:
    done = run("timeline", POLICY, *ASKED)
    assert (done.returncode, done.stderr) == (0, "")
    past, _, to_come = done.stdout.partition("  To come\n")
    assert "28 June 2024       clause “remove-5g” begins" in past
    assert "31 December 2027   clause “remove-4g” begins" in to_come
    assert "cartt-huawei-zte-2022 [S]" in past


def test_without_an_id_every_measure_has_its_timeline_once() -> None:
    listed = run("list").stdout.splitlines()[1:]  # below the headings
    shown = run("timeline", POLICY, POLICY, *ASKED).stdout
    assert shown.count("As of 23 November 2026") == 1
    assert run("timeline", *ASKED).stdout.count("As of 23 November 2026") == len(listed)


@pytest.mark.parametrize("day", ["2018-01-01", "2024-01-01", "2030-01-01", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("form", ["text", "svg"])
def test_any_day_of_the_calendar_can_be_asked_about(day: str, form: str) -> None:
    done = run("timeline", "--as-of", day, "-o", form, "--lang", "fr")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_a_drawing_goes_to_a_file_and_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "timeline.svg"
    done = run("timeline", POLICY, *ASKED, "-o", f"svg={target}")
    assert (done.returncode, done.stdout) == (0, "")
    assert ET.parse(target).getroot().tag.endswith("svg")
    assert [path.name for path in tmp_path.iterdir()] == ["timeline.svg"]


def test_a_drawing_that_cannot_be_written_ends_with_3(tmp_path: Path) -> None:
    done = run("timeline", POLICY, "-o", f"svg={tmp_path / 'no' / 'such' / 'folder.svg'}")
    assert done.returncode == 3
    assert "cannot be written" in done.stderr


def test_changes_stand_between_their_days() -> None:
    done = run("changes", "--since", "2025-06-27", "--until", "2025-07-07", *ASKED)
    days = re.findall(r"^    (\d{1,2} \w+ \d{4})  ", done.stdout, flags=re.MULTILINE)
    assert done.returncode == 0
    assert {"27 June 2025", "7 July 2025"} <= {*days}
    assert {day.partition(" ")[2] for day in days} == {"June 2025", "July 2025"}
    assert all(int(day.split()[0]) >= 27 or int(day.split()[0]) <= 7 for day in days)


def test_changes_reach_into_the_future_without_an_end() -> None:
    done = run("changes", "--since", "2026-01-01", *ASKED, "--lang", "fr")
    assert "À venir" in done.stdout
    assert f"31 décembre 2027   {POLICY}\N{NO-BREAK SPACE}: la disposition" in done.stdout


def test_alarms_fail_only_where_asked_and_only_where_there_is_one() -> None:
    alarmed = ("alarms", "--as-of", "2028-01-15", "--role", "ca/telecom-provider")
    done = run(*alarmed)
    assert done.returncode == 0
    assert f"{POLICY}: 31 December 2027 (15 days ago)" in done.stdout
    assert run(*alarmed, "--fail-on-alarm").returncode == 1
    quiet = ("alarms", "--as-of", "2012-01-01", "--within", "1d", "--stale", "99999d", "--fail-on-alarm")
    done = run(*quiet)
    assert done.returncode == 0
    assert "measures asked" in done.stdout


def test_the_alarms_of_a_role_are_of_measures_that_bind_it_or_may() -> None:
    every = run("alarms", *ASKED, "--stale", "1d").stdout
    mine = run("alarms", *ASKED, "--stale", "1d", "--role", "ca/telecom-provider").stdout
    assert POLICY in mine
    assert "ca-qc/hikvision-dahua-order" in every
    assert "ca-qc/hikvision-dahua-order" not in mine


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("timeline", "ca/huawei-zte-telecom-polcy"), f"perhaps {POLICY}"),
        (("timeline", "-o", "png"), "use text or svg"),
        (("timeline", "--as-of", "soon"), "is no day"),
        (("changes",), "--since"),
        (("changes", "--since", "2025-01-02", "--until", "2025-01-01"), "before 2025-01-02"),
        (("alarms", "--within", "soon"), "is no number of days"),
        (("alarms", "--role", "ca/federal-departement"), "perhaps ca/federal-department"),
    ],
)
def test_what_is_not_understood_ends_with_2_and_says_what_to_do(
    arguments: tuple[str, ...], said: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
