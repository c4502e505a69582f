"""Does the gate stop where a line of a purchase may be among what is unread?"""

from pathlib import Path

import pytest
from click.testing import CliRunner

from phaseout.cli import group
from phaseout.cli.missed_lines import missed_lines
from phaseout.domain.document import Source, SourceUnread

HEAD = (
    "ISA*00*          *00*          *ZZ*A              *ZZ*B              *240318*1015*U*00401*000000001*0*P*>~"
    "GS*PO*A*B*20240318*1015*1*X*004010~ST*850*0001~BEG*00*NE*7**20240318~N1*SE*Example Inc~"
)
LINE = "PO1*1*12*EA***VP*1~PID*F****Axis P3245-LV dome camera~"
END = "SE*{}*0001~GE*1*1~IEA*1*000000001~"


def code(path: Path, *arguments: str) -> int:
    command = [
        "survey",
        str(path),
        "--role",
        "us/federal-agency",
        "--as-of",
        "2026-11-26",
        "-q",
        "-o",
        "jsonl",
    ]
    return CliRunner().invoke(group, [*command, *arguments]).exit_code


@pytest.mark.parametrize(
    ("more", "segments", "expected"), [("", 6, 0), ("po1*2*12*EA***VP*Q~", 6, 1), ("", 9, 1)]
)
def test_a_line_that_is_unread_is_something_undetermined(
    more: str, segments: int, expected: int, tmp_path: Path
) -> None:
    path = tmp_path / "order.edi"
    path.write_text(HEAD + LINE + more + END.format(segments))
    assert code(path, "--fail-on", "undetermined") == expected
    assert code(path, "--fail-on", "applies") == 0
    assert code(path) == 0


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        ("the document names no supplier", False),
        ("attachments are not looked into: 1 (invoice.pdf)", False),
        ("the message cancels an earlier one; its lines are not read", False),
        ("a transaction set “997” is no purchase; passed over", False),
        ("damaged: a tag; what follows is not read", True),
        ("the file ends early; the lines that end before it were read", True),
        ("more than 20000 values of one kind; 3 left out", True),
        ("a line that stands in no document", True),
    ],
)
def test_what_may_have_been_a_line_is_told_from_what_is_said_of_one(why: str, expected: bool) -> None:
    unread = [SourceUnread(source="s1", locator="line 1", why=why)]
    source = Source(id="s1", name="o", reader="ubl", sha256="", observations=1, unread=1, dropped=0)
    assert missed_lines([source], unread) is expected
    other = Source(id="s1", name="o", reader="csv", sha256="", observations=1, unread=1, dropped=0)
    assert not missed_lines([other], unread)
    assert missed_lines([other], unread, {"s1"}) is expected
