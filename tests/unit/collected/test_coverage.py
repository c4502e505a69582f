"""Is what a collection observed held against its scope: which addresses, at which site, in which segment, when?"""

import gzip
import json

import pytest

from collections_made import TEXT
from phaseout.collected.coverage import first_elsewhere, first_outside, held_then
from phaseout.probe.line import OUTSIDE
from phaseout.probe.scope import Scope

LINES = "observations.jsonl"
SCOPE = Scope.of('exclude = ["10.0.0.200"]\n' + TEXT)
TWO = Scope.of(TEXT + '\n[[range]]\nnetwork = "10.0.1.0/24"\nsite = "depot"\n')


def line(asset: object, site: object = "town-hall", segment: object = "doors") -> bytes:
    said = {"asset": asset, "trait": "http.server", "value": "x", "site": site, "segment": segment}
    return json.dumps({name: value for name, value in said.items() if value is not None}).encode() + b"\n"


@pytest.mark.parametrize(
    ("lines", "outside"),
    [
        ([line("10.0.0.5"), line("10.0.0.6")], None),
        ([line("10.0.0.5"), line("10.0.1.5")], "10.0.1.5"),
        ([line("10.0.0.200")], "10.0.0.200"),
        ([line("10.0.0.5", site="depot")], "10.0.0.5"),
        ([line("10.0.0.5", site=None)], "10.0.0.5"),
        ([line("10.0.0.5", segment="lifts")], "10.0.0.5"),
        ([line("10.0.0.5", segment=None)], "10.0.0.5"),
        ([line("2001:db8::1")], "2001:db8::1"),
        ([line("10.0.0.5, channel 3", segment="behind NVR1")], None),
        ([line("a camera", site="depot")], "a camera"),
        ([line(None), line(17), b"no line\n", b"[]\n", b"\xff\xfe\n", b"\n"], None),
        ([line(None, site="depot")], "line 1"),
        ([line(17, site="depot")], "17"),
        ([b"\xef\xbb\xbf" + line("10.0.9.9")], "10.0.9.9"),
        ([gzip.compress(line("10.0.9.9"))], "10.0.9.9"),
        ([line(" 10.0.9.9")], " 10.0.9.9"),
        ([line("192.168.1.64", site=None, segment=OUTSIDE)], None),
        ([line("192.168.1.64", segment=OUTSIDE)], "192.168.1.64"),
        ([line("192.168.1.64", site=None, segment=None)], "192.168.1.64"),
        ([line("10.0.0.5", site=None, segment=OUTSIDE)], "10.0.0.5"),
        ([], None),
    ],
)
def test_the_first_thing_that_the_scope_does_not_cover_is_named(
    lines: list[bytes], outside: str | None
) -> None:
    assert first_outside(LINES, lines, SCOPE) == outside


@pytest.mark.parametrize(
    "written",
    [
        b"ip,site,manufacturer,model\n10.0.9.9,depot,Axis,P3265-LVE\n",
        b'<?xml version="1.0"?><nmaprun scanner="nmap"><host/></nmaprun>',
        b'{"ip":"10.0.9.9","timestamp":"1","ports":[{"port":80,"proto":"tcp","status":"open"}]}\n',
    ],
)
def test_what_the_survey_would_not_read_as_lines_is_no_observation(written: bytes) -> None:
    assert first_outside(LINES, [written], SCOPE) == LINES
    assert first_outside(LINES, [b'{"asset": "10.0.0.5", "unread": "too many answers"}\n'], SCOPE) is None


def test_lines_among_other_files_stand_at_a_site_of_the_scope() -> None:
    elsewhere = [line("10.0.9.9"), line("10.0.9.9", site="depot")]
    assert first_elsewhere("exports.txt", elsewhere, SCOPE) == "10.0.9.9"
    assert first_elsewhere("exports.txt", elsewhere[:1], SCOPE) is None
    assert first_elsewhere("list.csv", [b"ip,site\n10.0.9.9,depot\n"], SCOPE) is None


def test_a_range_without_a_segment_is_of_none() -> None:
    assert first_outside(LINES, [line("10.0.1.5", site="depot", segment=None)], TWO) is None
    assert first_outside(LINES, [line("10.0.1.5", site="depot")], TWO) == "10.0.1.5"


@pytest.mark.parametrize("size", [1, 7, 64])
def test_lines_are_put_together_across_portions(size: int) -> None:
    whole = b"".join([line("10.0.0.5"), line("10.0.9.9")]).rstrip(b"\n")
    parts = (whole[at : at + size] for at in range(0, len(whole), size))
    assert first_outside(LINES, parts, SCOPE) == "10.0.9.9"


@pytest.mark.parametrize(
    ("begun", "ended", "held"),
    [
        ("2026-11-26T00:00:00Z", "2026-12-26T00:00:00Z", True),
        ("2026-11-25T23:59:59Z", "2026-11-27T00:00:00Z", False),
        ("2026-11-27T00:00:00Z", "2026-12-26T00:00:01Z", False),
    ],
)
def test_a_scope_holds_from_its_making_to_its_end(begun: str, ended: str, held: bool) -> None:
    assert held_then(SCOPE, begun, ended) is held
