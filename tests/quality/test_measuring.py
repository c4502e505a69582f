"""Do the measurements count what they say they count?"""

import json
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.claim import Claim, Grade
from quality import measure, nmap_probes, recog_patterns
from quality.explanations import explained, read_causes
from quality.scoring import Judged, restricted_in, scored, scored_names, wilson
from quality.tables import replaced

PARTS = (
    "edition",
    "corpora",
    "causes",
    "beside-recog",
    "beside-nmap",
    "calibration",
    "unlabelled",
    "unmasking",
    "purchases",
)
PROBES = (
    r"match http m|^HTTP/1\.[01] \d\d\d .*\r\nServer: Hikvision-Webs\r\n|s p/Hikvision camera httpd/ d/webcam/",
    r"match ssh m=^ssh-2\.0-HUAWEI-VRP=i p/Huawei VRP sshd/ i|protocol 2.0| cpe:/o:huawei:vrp/a",
    r"match ftp m|^220 plain| p/Plain ftpd/ i/not by anybody/",
    r"match telnet m|(?<broken| p/ZTE telnetd/",
    "Probe TCP GetRequest q|GET / HTTP/1.0|",
)
RECOG = """<?xml version="1.0"?>
<fingerprints matches="http_header.server" protocol="http">
  <fingerprint pattern="^(?:DVRDVS)-Webs$"><param pos="0" name="hw.vendor" value="Hikvision"/></fingerprint>
  <fingerprint pattern="^VRP/(\\S+)$" flags="REG_ICASE"><param pos="0" name="os.vendor" value="Huawei"/></fingerprint>
  <fingerprint pattern="^Acme"><param pos="0" name="service.vendor" value="Acme"/></fingerprint>
</fingerprints>
"""


def test_a_claim_is_judged_by_family_and_grade() -> None:
    truth = {"a": "hikvision", "b": "other", "c": "dahua", "d": None, "e": "other", "f": "zte"}
    claims = {
        "a": Claim(value="ezviz", grade=Grade.STRONG),
        "b": Claim(value="huawei", grade=Grade.CONCLUSIVE),
        "c": Claim(value="axis", grade=Grade.SUGGESTIVE),
        "d": Claim(value="hikvision", grade=Grade.STRONG),
        "e": Claim(value="axis", grade=Grade.STRONG),
    }
    score = scored(truth, claims)
    assert (score.cases, score.positive, score.hit, score.silent) == (6, 3, 1, 1)
    assert score.missed == [Judged("c", "dahua", "axis"), Judged("f", "zte", None)]
    assert score.accused == [Judged("b", "other", "huawei")]
    assert dict(score.made) == {Grade.STRONG: 1, Grade.CONCLUSIVE: 1, Grade.SUGGESTIVE: 1}
    assert dict(score.right) == {Grade.STRONG: 1, Grade.CONCLUSIVE: 0, Grade.SUGGESTIVE: 0}


def test_a_restricted_maker_that_is_only_suggested_is_no_accusation() -> None:
    score = scored({"a": "other"}, {"a": Claim(value="dahua", grade=Grade.SUGGESTIVE)})
    assert score.accused == []
    assert score.made[Grade.SUGGESTIVE] == 1


def test_another_tool_is_right_if_it_named_the_maker_among_others() -> None:
    score = scored_names(
        {"a": "hikvision", "b": "other", "c": "zte"},
        {"a": frozenset({"hikvision", "dahua"}), "b": frozenset({"huawei"}), "c": frozenset()},
    )
    assert (score.positive, score.hit, score.silent) == (2, 1, 1)
    assert score.accused == [Judged("b", "other", "huawei")]


def test_a_name_is_taken_as_a_word() -> None:
    assert restricted_in("HUAWEI TECHNOLOGIES / Hikvision") == {"huawei", "hikvision"}
    assert restricted_in("ZTEC Instruments, Dahuang") == frozenset()


@pytest.mark.parametrize(
    ("right", "made", "low", "high"), [(0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0), (95, 100, 0.8882, 0.9785)]
)
def test_the_interval_is_wilsons(right: int, made: int, low: float, high: float) -> None:
    assert wilson(right, made) == pytest.approx((low, high), abs=5e-5)


def test_nmaps_match_lines_are_read_with_their_marks_and_flags() -> None:
    matches, refused = nmap_probes.read_matches(PROBES)
    assert [match.makers for match in matches] == [{"hikvision"}, {"huawei"}]
    assert refused == 1
    assert nmap_probes.named(matches, [("http.server", "Hikvision-Webs")]) == {"hikvision"}
    assert nmap_probes.named(matches, [("ssh.banner", "HUAWEI-VRP-3.10")]) == {"huawei"}
    assert (
        nmap_probes.named(matches, [("http.server", "App-webs/"), ("mac", "00:11:22:33:44:55")])
        == frozenset()
    )
    assert not nmap_probes.speaks_of([("mac", "00:11:22:33:44:55")])


def test_nmaps_prefixes_are_looked_up_the_longest_first() -> None:
    prefixes = nmap_probes.read_prefixes(
        ["# comment", "4419B6 Hangzhou Hikvision Digital", "402C761 Shanghai Dahua Scale", "000000 Xerox"]
    )
    assert nmap_probes.named_by_address(prefixes, [("mac", "44-19-b6-00-00-01")]) == {"hikvision"}
    assert nmap_probes.named_by_address(prefixes, [("mac", "40:2c:76:1a:00:01")]) == {"dahua"}
    assert nmap_probes.named_by_address(prefixes, [("mac", "00:00:00:00:00:01")]) == frozenset()


def test_recog_speaks_by_whichever_vendor_it_names(tmp_path: Path) -> None:
    (tmp_path / "http_servers.xml").write_text(RECOG, encoding="utf-8")
    patterns = recog_patterns.read_vendors(tmp_path)
    seen = {
        "a": (("http.server", "DVRDVS-Webs"),),
        "b": (("http.server", "vrp/5.1"),),
        "c": (("http.server", "Acme"),),
        "d": (("http.title", "DVRDVS-Webs"),),
    }
    named = recog_patterns.named(patterns, seen)
    assert {case: names for case, names in named.items() if names} == {"a": {"hikvision"}, "b": {"huawei"}}
    assert recog_patterns.counted(tmp_path) == ["http_servers.xml (3)"]


def test_a_miss_has_the_first_cause_that_speaks_of_it(tmp_path: Path) -> None:
    (tmp_path / "causes.yaml").write_text(
        "- {corpus: x, outcome: missed, matching: ': AE-', names_maker: false, why: vehicles}\n"
        "- {corpus: x, outcome: missed, cases: [b], why: the rest}\n"
        "- {corpus: y, outcome: missed, matching: '.', why: another corpus}\n",
        encoding="utf-8",
    )
    score = scored({"a": "dahua", "b": "dahua", "c": "dahua"}, {})
    seen = {"a": (("inventory.model", "AE-1"),), "b": (("inventory.model", "BE-1"),)}
    found = explained("x", score, seen, read_causes(tmp_path / "causes.yaml"))
    assert {cause.why: count for cause, count in found.missed.items()} == {"vehicles": 1, "the rest": 1}
    assert (found.nameless, found.unexplained) == (1, [Judged("c", "dahua", None)])


def test_the_page_is_written_between_its_marks_only() -> None:
    page = "before\n<!-- measured: corpora -->\nold \\1\n<!-- end -->\nafter\n"
    assert replaced(page, {"corpora": "new \\1"}) == page.replace("old", "new")
    with pytest.raises(ValueError, match="no place"):
        replaced(page, {"other": ""})


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Return a folder with one small labelled corpus of a found, a missed and an unlabelled-by-us case."""
    lines = tmp_path / "corpora" / "lines"
    lines.mkdir(parents=True)
    observed = [
        ("cam", "http.server", "App-webs/"),
        ("box", "http.server", "Acme/1.0"),
        ("mute", "http.server", "none"),
    ]
    truths = {"cam": "hikvision", "box": "other", "mute": "dahua"}
    (lines / "banners.obs.jsonl").write_text(
        "".join(json.dumps({"asset": a, "trait": t, "value": v}) + "\n" for a, t, v in observed),
        encoding="utf-8",
    )
    (lines / "banners.truth.jsonl").write_text(
        "".join(json.dumps({"asset": a, "maker": m, "note": ""}) + "\n" for a, m in truths.items()),
        encoding="utf-8",
    )
    return tmp_path / "corpora"


@pytest.fixture
def purchase_lines(tmp_path: Path) -> Path:
    """Return a folder with purchase lines of our own that are not of the labelled set."""
    folder = tmp_path / "lines"
    folder.mkdir()
    (folder / "en.csv").write_text(
        "id,text,truth,maker,kind,why\nen-1,forty grey pencils,not,,,unrelated\n"
        "en-2,a thing nobody can name,bought,dahua,camera,plain purchase: odd\n",
        encoding="utf-8",
    )
    return folder


def test_one_command_writes_the_page_and_fails_on_a_miss_nobody_explained(
    corpora: Path, purchase_lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "quality.md"
    page.write_text("".join(f"<!-- measured: {part} -->\n<!-- end -->\n" for part in PARTS), encoding="utf-8")
    arguments = [str(corpora), "--lines", str(purchase_lines), "--output", str(page)]
    assert measure.main(arguments) == 1
    assert "mute is dahua, claimed None: not explained" in capsys.readouterr().out
    written = page.read_text(encoding="utf-8")
    assert "| 3 | 2 | 1 | 0.500 | 0.500 | 0 | 2 | 1/1 |" in written
    assert "1 not explained" in written


def test_a_comparison_with_a_tool_that_is_not_at_hand_is_kept_with_its_day(
    corpora: Path, purchase_lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nmap_probes, "PROBES", tmp_path / "none")
    monkeypatch.setattr(nmap_probes, "PREFIXES", tmp_path / "none")
    page = tmp_path / "quality.md"
    page.write_text("".join(f"<!-- measured: {part} -->\nas of old\n<!-- end -->\n" for part in PARTS))
    arguments = [str(corpora), "--lines", str(purchase_lines), "--output", str(page)]
    measure.main(arguments)
    assert page.read_text(encoding="utf-8").count("as of old") == 2
    recog = tmp_path / "xml"
    recog.mkdir()
    (recog / "http_servers.xml").write_text(RECOG, encoding="utf-8")
    measure.main([*arguments, "--recog", str(recog)])
    written = page.read_text(encoding="utf-8")
    assert written.count("as of old") == 1
    assert (
        f"Compared on {date.today()}. Recog's files, with their fingerprints: http_servers.xml (3)."
        in written
    )


def test_no_cause_speaks_of_whatever_is_missed() -> None:
    """A cause that matches anything would let every new miss through."""
    for cause in read_causes():
        for values in ("zzz", "DS-9999XX-Z", "PQR-1234", "IPC-XYZ"):
            assert not cause.explains("a new case", values), cause.why


def test_without_corpora_the_purchase_lines_are_measured_unread_and_the_rest_of_the_page_stays(
    purchase_lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "quality.md"
    page.write_text(
        "<!-- measured: corpora -->\nas it was\n<!-- end -->\n<!-- measured: purchases -->\n<!-- end -->\n",
        encoding="utf-8",
    )
    arguments = [str(tmp_path / "nowhere"), "--lines", str(purchase_lines), "--output", str(page)]
    assert measure.main(arguments) == 0
    assert "a thing nobody can name" not in capsys.readouterr().out, "lines nobody may read are not printed"
    written = page.read_text(encoding="utf-8")
    assert "as it was" in written
    assert "| en | 2 | 1 | 0 | 0.000 | 0 | 0 | – | 0/1 | 0 | 0 | 0/0 |" in written
    assert "* missed: plain purchase 1\n* said bought and not: none" in written


def test_the_page_of_the_documentation_has_every_place(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "quality.md").read_text(encoding="utf-8")
    assert all(f"<!-- measured: {part} -->" in page for part in PARTS)
