"""What is remembered of attempts, whatever became of the run or of the file."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from phaseout.probe.private_file import CredentialsError
from phaseout.probe.recorders.attempts import Attempts

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def pass_minutes(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_nothing_is_barred_at_first_and_what_is_begun_is(tmp_path: Path, clock: Clock) -> None:
    attempts = Attempts(tmp_path / "a", clock)
    assert attempts.barred("10.0.0.1") is None
    assert attempts.begin("10.0.0.1") is None
    assert attempts.barred("10.0.0.1") is not None
    assert attempts.barred("10.0.0.2") is None
    attempts.accepted("10.0.0.1")
    assert attempts.barred("10.0.0.1") is None


def test_an_attempt_is_on_the_disk_before_the_account_is_shown(tmp_path: Path, clock: Clock) -> None:
    attempts = Attempts(tmp_path / "a", clock)
    attempts.begin("10.0.0.1")
    (line,) = (tmp_path / "a").read_text().splitlines()
    assert json.loads(line)["state"] == "begun"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_another_run_knows_at_once(tmp_path: Path, clock: Clock) -> None:
    one, other = Attempts(tmp_path / "a", clock), Attempts(tmp_path / "a", clock)
    assert one.begin("10.0.0.1") is None
    assert (
        other.begin("10.0.0.1")
        == "what came of the last attempt is not known; not before 2026-11-27T12:30:00Z"
    )
    one.refused("10.0.0.1", "it refuses")
    assert other.barred("10.0.0.1") == "it refuses; not before 2026-11-27T12:30:00Z"


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [(None, 30), (60, 30), (3600, 60), (10**9, 24 * 60)],
    ids=["none", "less", "more", "for ever"],
)
def test_a_refusal_holds_for_as_long_as_is_told_within_bounds(
    tmp_path: Path, clock: Clock, seconds: int | None, minutes: int
) -> None:
    Attempts(tmp_path / "a", clock).refused("10.0.0.1", "no", seconds)
    again = Attempts(tmp_path / "a", clock)
    clock.pass_minutes(minutes - 0.1)
    assert again.barred("10.0.0.1") is not None
    clock.pass_minutes(0.1)
    assert again.barred("10.0.0.1") is None


def test_a_torn_line_swallows_no_other(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "a"
    Attempts(path, clock).refused("10.0.0.1", "no")
    path.write_bytes(path.read_bytes() + b'{"address": "10.0.0.2", "sta')
    again = Attempts(path, clock)
    assert again.barred("10.0.0.1") is not None
    assert again.barred("10.0.0.2") is None
    again.refused("10.0.0.3", "no")
    assert Attempts(path, clock).barred("10.0.0.3") is not None


@pytest.mark.parametrize("content", [b"[]\n", b"\xff\xfe\n", b"{}\n", b'{"address": 1, "until": "never"}\n'])
def test_lines_of_another_kind_are_passed_over(tmp_path: Path, clock: Clock, content: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    assert Attempts(path, clock).begin("10.0.0.1") is None


def test_where_attempts_cannot_be_noted_none_is_made(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(CredentialsError, match="cannot be kept"):
        Attempts(tmp_path / "missing" / "a", clock)
