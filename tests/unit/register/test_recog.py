"""Does Recog add where ours are silent, and nothing else?"""

import os
from pathlib import Path

import pytest

from phaseout.cli.fingerprints import by_name
from phaseout.domain.claim import Dimension, Grade, Strength
from phaseout.domain.party import Fingerprint, Told
from phaseout.domain.problem import UsageError
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.pattern import Pattern
from phaseout.register.query import Register
from phaseout.register.recog import Recog, read_recog

RTSP = """<?xml version="1.0"?>
<fingerprints matches="rtsp_header.server" protocol="rtsp">
  <fingerprint pattern="^Quiet Streamer (?&lt;v&gt;[\\d.]+)\\z">
    <description>A camera our register knows nothing of</description>
    <param pos="0" name="hw.vendor" value="Dahua"/>
    <param pos="0" name="hw.device" value="IP Camera"/>
    <param pos="0" name="hw.product" value="DQ-1"/>
  </fingerprint>
  <fingerprint pattern="^(\\h{4}) Streamer$" flags="REG_ICASE">
    <param pos="1" name="hw.product"/>
  </fingerprint>
  <fingerprint pattern="(?=ahead)"><param pos="0" name="hw.vendor" value="Acme"/></fingerprint>
  <fingerprint pattern="^nginx$"><param pos="0" name="service.vendor" value="nginx"/></fingerprint>
  <fingerprint pattern="^Dahua Rtsp Server"><param pos="0" name="hw.vendor" value="Hikvision"/></fingerprint>
</fingerprints>
"""


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.open()


def recog(folder: Path, register: Register, text: str = RTSP) -> Recog:
    (folder / "rtsp_servers.xml").write_text(text, encoding="utf-8")
    return read_recog(folder, by_name(register))


def test_patterns_of_ruby_are_read_and_what_cannot_be_is_named(tmp_path: Path, register: Register) -> None:
    read = recog(tmp_path, register)
    assert [one.id for one in read.fingerprints] == [f"recog/rtsp_servers/{n}" for n in (1, 2, 5)]
    assert read.passed_over == (
        f"{tmp_path}/rtsp_servers.xml:12: a pattern that RE2 does not take",
        f"{tmp_path}/rtsp_servers.xml:13: tells nothing of equipment",
    )
    assert (read.given.name, read.given.used, read.given.unused) == (tmp_path.name, 3, 2)
    first, second, _ = (Pattern(one.pattern) for one in read.fingerprints)
    assert first.catches("Quiet Streamer 1.2")
    assert not first.catches("quiet streamer 1.2")
    assert not first.catches("Quiet Streamer 1.2 beta")
    assert second.catches("00fF streamer")


def test_a_file_that_does_not_say_what_it_matches_is_known_by_its_name(
    tmp_path: Path, register: Register
) -> None:
    text = RTSP.replace(' matches="rtsp_header.server"', "")
    (tmp_path / "telnet_banners.xml").write_text(text, encoding="utf-8")
    assert {one.trait for one in read_recog(tmp_path, by_name(register)).fingerprints} == {"telnet.banner"}
    (tmp_path / "telnet_banners.xml").rename(tmp_path / "moon.xml")
    with pytest.raises(UsageError, match="holds no fingerprints"):
        read_recog(tmp_path, by_name(register))


def test_recog_suggests_where_ours_are_silent(tmp_path: Path, register: Register) -> None:
    told = identified(register, recog(tmp_path, register).fingerprints, "Quiet Streamer 1.2")
    assert (told.maker.value, told.maker.grade) == ("dahua", Grade.SUGGESTIVE)
    assert (told.brand.value, told.kind.value, told.model.value) == ("dahua", "camera", "DQ-1")


def test_a_number_of_a_group_captures(tmp_path: Path, register: Register) -> None:
    assert identified(register, recog(tmp_path, register).fingerprints, "00fF streamer").model.value == "00fF"


def test_recog_outranks_and_contradicts_nothing_of_ours(tmp_path: Path, register: Register) -> None:
    ours = identified(register, (), "Dahua Rtsp Server")
    both = identified(register, recog(tmp_path, register).fingerprints, "Dahua Rtsp Server")
    assert ours.maker.value == "dahua"
    assert both == ours


def identified(register: Register, added: tuple[Fingerprint, ...], server: str):
    return Identifier(rules_of(register, added)).identify((("o1", "rtsp.server", server),))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<fingerprints matches='moon.phase'/>", "tells of 'moon.phase', which is no trait of ours"),
        ("<html/>", "tells of 'html', which is no trait of ours"),
        ("not XML", "Start tag expected"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><fingerprints matches='ftp.banner'>&b;</fingerprints>", "holds no"),
    ],
)
def test_a_folder_without_fingerprints_is_refused(
    tmp_path: Path, register: Register, text: str, why: str
) -> None:
    with pytest.raises(UsageError) as refused:
        recog(tmp_path, register, text)
    assert why in refused.value.diagnosis()


def test_a_parameter_of_no_group_and_a_pipe_are_passed_over(tmp_path: Path, register: Register) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    none, many = (f'<param pos="{place}" name="hw.vendor"/></fingerprint>' for place in ("7", "9" * 5000))
    text = RTSP.replace(
        "</fingerprints>", f'<fingerprint pattern="^(.*)$">{none}<fingerprint pattern="^x$">{many}'
    )
    read = recog(tmp_path, register, f"{text}</fingerprints>")
    assert len(read.fingerprints) == 3
    assert sum("group that the pattern has not" in line for line in read.passed_over) == 2
    assert f"{tmp_path}/pipe.xml:1: no ordinary file" in read.passed_over


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        read_recog(tmp_path / "nowhere", {})


def test_an_addition_speaks_where_ours_are_silent_of_that_dimension_alone(register: Register) -> None:
    """Ours says the maker here, and nothing of the model: the addition is heard of the model alone."""
    told = tuple(
        Told(dimension=dimension, value=value, capture=None, strength=Strength.HINT)
        for dimension, value in ((Dimension.MAKER, "axis"), (Dimension.MODEL, "Q-1"))
    )
    added = (Fingerprint(id="recog/x/1", trait="rtsp.server", pattern="^Dahua Rtsp Server", tells=told),)
    both = identified(register, added, "Dahua Rtsp Server")
    assert (both.maker.value, both.model.value, both.conflicts) == ("dahua", "Q-1", ())
    assert both.maker.rules == identified(register, (), "Dahua Rtsp Server").maker.rules


def test_where_ours_only_hint_an_addition_neither_joins_nor_disputes_them(register: Register) -> None:
    """By itself the addition would be the second of two hints, which settle nothing or disagree."""
    seen = (("o1", "inventory.model", "IPC-B140H"), ("o2", "http.server", "QuietCam"))
    told = Told(dimension=Dimension.BRAND, value="axis", capture=None, strength=Strength.STRONG)
    added = (Fingerprint(id="recog/x/2", trait="http.server", pattern="^QuietCam", tells=(told,)),)
    assert Identifier(rules_of(register, added)).identify(seen[1:]).brand.value == "axis"
    ours, both = (Identifier(rules_of(register, more)).identify(seen) for more in ((), added))
    assert both.brand == ours.brand
