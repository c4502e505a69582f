"""What is read of an EDIFACT message beside the fields of a line and beside its lines."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.order import edifact
from phaseout.intake.reader import SourceStream

StreamOf = Callable[..., SourceStream]
HEAD = "UNH+1+ORDERS:D:96A:UN'BGM+220+7+9'NAD+SU+++Example GmbH'"


def values(readings: list[Reading], trait: str) -> list[str]:
    return [r.value for r in readings if isinstance(r, Observation) and r.trait == trait]


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    """Return what is unread. That the short messages here have no date is asked in test_bad_purchases."""
    found = [(r.locator, r.why) for r in readings if isinstance(r, Unread)]
    return [one for one in found if one[1] != "the document has no date"]


def interchange(*lines: str, syntax: str = "UNOC:3", head: str = HEAD) -> str:
    body = f"{head}{''.join(lines)}"
    return f"UNB+{syntax}+A+B+240318:1015+1'{body}UNT+{body.count(chr(39)) + 1}+1'UNZ+1+1'"


def read(data: bytes | str, stream_of: StreamOf) -> list[Reading]:
    return list(edifact.READER.read(stream_of(data.encode() if isinstance(data, str) else data)))


LINE = "LIN+1++0694:SRV'IMD+F++:::Dome camera'"
SAID = "Ship Hikvision cameras"


@pytest.mark.parametrize(
    "segment",
    [
        f"ALC+C++++:::{SAID}'",
        f"PAC+1++:::{SAID}'",
        f"PCI++{SAID}'",
        f"CCI+++MODEL'CAV+:::{SAID}'",
        f"DOC+1:::{SAID}'",
        f"FTX+LIN+1+{SAID}:::'",
    ],
)
def test_what_no_field_of_a_line_takes_is_text_of_it(segment: str, stream_of: StreamOf) -> None:
    first, *more = values(read(interchange(LINE, segment), stream_of), "order.text")
    assert first == "Dome camera"
    assert more.count(SAID) == 1


@pytest.mark.parametrize(
    "segment",
    [
        "IMD+C++DS-2CD2143G2-I::9'",
        "RFF+ZZZ:DS-2CD2143G2-I'",
        "GIN+ML+DS-2CD2143G2-I'",
        "GIR+1+DS-2CD2143G2-I:ML'",
    ],
)
def test_a_number_that_no_field_of_a_line_takes_is_looked_at_as_a_designation(
    segment: str, stream_of: StreamOf
) -> None:
    assert "DS-2CD2143G2-I" in values(read(interchange(LINE, segment), stream_of), "order.sku")


@pytest.mark.parametrize("lines", [(f"FTX+AAI+++{SAID}'", LINE), (LINE, "UNS+S'", f"FTX+AAI+++{SAID}'")])
def test_words_above_and_behind_the_lines_stand_beside_them(
    lines: tuple[str, ...], stream_of: StreamOf
) -> None:
    readings = read(interchange(*lines), stream_of)
    texts = [r for r in readings if isinstance(r, Observation) and r.trait == "order.text"]
    assert {(r.value, r.subject.is_beside) for r in texts} == {("Dome camera", False), (SAID, True)}


def test_a_line_behind_the_section_of_lines_keeps_its_words(stream_of: StreamOf) -> None:
    readings = read(interchange(LINE, "UNS+S'", f"LIN+2++0:SRV'IMD+F++:::{SAID}'"), stream_of)
    assert values(readings, "order.text") == ["Dome camera", SAID]


def test_a_line_between_two_messages_is_unread(stream_of: StreamOf) -> None:
    whole = interchange(LINE).replace("UNZ+", f"LIN+2++0:SRV'IMD+F++:::{SAID}'UNZ+")
    assert [why for _, why in told(read(whole, stream_of))] == ["a line that stands in no document"]


def test_a_second_interchange_with_other_separators_is_told(stream_of: StreamOf) -> None:
    other = "UNA:*.? ~" + interchange(LINE).replace("'", "~").replace("+", "*")
    whys = [why for _, why in told(read(interchange(LINE) + other, stream_of))]
    assert "another interchange with other separators begins here; save it as a file of its own" in whys
