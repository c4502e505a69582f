"""Does the front door join, identify, decide, count and ask as promised?"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.asset import Asset
from phaseout.domain.claim import Grade
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import Context, SiteRule
from phaseout.register.query import Register
from phaseout.report import WRITERS
from phaseout.report.sink import WriteOptions, Writer
from phaseout.survey import Document, Options, survey

DAY = date(2026, 11, 23)
FEDERAL = Context(roles=("ca/federal-department",))
GOC = "ca/goc-hikvision-prohibition"
HIKVISION_MAC, AXIS_MAC = "44:19:b6:00:00:01", "ac:cc:8e:00:00:01"


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.open()


def line(asset: str, trait: str, value: str, **more: object) -> dict[str, object]:
    return {"asset": asset, "trait": trait, "value": value, **more}


def written(folder: Path, name: str, lines: Sequence[dict[str, object]]) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return str(path)


def outcome(asset: Asset, measure: str = GOC, act: str = "use") -> Outcome:
    (found,) = (a.outcome for a in asset.determinations if (a.measure, a.act) == (measure, act))
    return found


def surveyed(document: Document) -> list[Asset]:
    return list(document.assets())


def test_a_hikvision_camera_in_a_federal_department_may_not_be_used(
    register: Register, tmp_path: Path
) -> None:
    source = written(
        tmp_path, "scan.jsonl", [line("cam", "http.server", "App-webs/"), line("cam", "mac", HIKVISION_MAC)]
    )
    (asset,) = surveyed(survey([source], register, FEDERAL, DAY))
    assert (asset.identification.maker.value, asset.identification.maker.grade) == (
        "hikvision",
        Grade.CONCLUSIVE,
    )
    assert asset.identification.maker.evidence == ("o1", "o2")
    assert outcome(asset) is Outcome.APPLIES
    assert outcome(asset, "us/ndaa-889-a1b") is Outcome.DOES_NOT_APPLY


def test_the_same_camera_before_the_announcement_will_be_forbidden_from_its_day(
    register: Register, tmp_path: Path
) -> None:
    source = written(tmp_path, "scan.jsonl", [line("cam", "mac", HIKVISION_MAC)])
    (asset,) = surveyed(survey([source], register, FEDERAL, date(2025, 6, 1)))
    (answer,) = (a for a in asset.determinations if (a.measure, a.act) == (GOC, "use"))
    assert (answer.outcome, answer.on) == (Outcome.APPLIES_FROM, date(2025, 6, 27))


def test_an_axis_camera_says_axis_and_is_not_accused(register: Register, tmp_path: Path) -> None:
    source = written(
        tmp_path, "scan.jsonl", [line("cam", "mac", AXIS_MAC), line("cam", "asset.kind", "camera")]
    )
    (asset,) = surveyed(survey([source], register, FEDERAL, DAY))
    assert asset.identification.maker.value == "axis"
    assert outcome(asset) is Outcome.DOES_NOT_APPLY
    assert not asset.is_open


def test_a_camera_of_an_unknown_maker_is_a_question_and_not_clean(register: Register, tmp_path: Path) -> None:
    source = written(tmp_path, "scan.jsonl", [line("cam", "asset.kind", "camera")])
    document = survey([source], register, FEDERAL, DAY)
    (asset,) = surveyed(document)
    assert outcome(asset) is Outcome.UNDETERMINED
    assert asset.is_open
    assert "maker" in [question.fact for question in document.trailer().questions]


def test_a_host_of_which_nothing_is_known_is_counted_and_not_cleared(
    register: Register, tmp_path: Path
) -> None:
    source = written(
        tmp_path, "scan.jsonl", [line("host", "ip", "10.0.0.1"), line("host", "port.tcp", "8000")]
    )
    document = survey([source], register, FEDERAL, DAY)
    (asset,) = surveyed(document)
    assert outcome(asset) is Outcome.UNDETERMINED
    assert not asset.is_open
    assert document.trailer().summary.unidentified == 1


def test_two_sources_that_see_one_thing_make_one_asset_with_both_reasons(
    register: Register, tmp_path: Path
) -> None:
    scan = written(tmp_path, "a.jsonl", [line("x", "mac", HIKVISION_MAC), line("x", "ip", "10.0.0.7")])
    sheet = written(
        tmp_path,
        "b.jsonl",
        [line("INV-7", "inventory.manufacturer", "Annke"), line("INV-7", "mac", "4419.B600.0001")],
    )
    (asset,) = surveyed(survey([scan, sheet], register, FEDERAL, DAY))
    assert [join.by for join in asset.joins] == ["mac"]
    assert set(asset.keys.ref) == {"x", "INV-7"}
    assert (asset.identification.brand.value, asset.identification.maker.value) == ("annke", "hikvision")
    assert outcome(asset) is Outcome.UNDETERMINED, "whether relabelled equipment is meant was never said"


def test_the_order_of_sources_changes_no_id_claim_or_answer(register: Register, tmp_path: Path) -> None:
    one = written(tmp_path, "a.jsonl", [line("x", "mac", HIKVISION_MAC), line("x", "ip", "10.0.0.7")])
    two = written(tmp_path, "b.jsonl", [line("y", "http.server", "App-webs/"), line("y", "ip", "10.0.0.7")])
    straight, turned = (surveyed(survey(order, register, FEDERAL, DAY)) for order in ([one, two], [two, one]))
    assert [(a.id, a.identification.maker.grade, outcome(a)) for a in straight] == [
        (a.id, a.identification.maker.grade, outcome(a)) for a in turned
    ]


def test_a_site_of_the_context_says_who_owns_what_stands_there(register: Register, tmp_path: Path) -> None:
    source = written(tmp_path, "leased/scan.jsonl", [line("x", "mac", HIKVISION_MAC)])
    context = Context(
        roles=("ca/federal-department",),
        sites=(
            SiteRule(
                id="leased",
                sources=("leased/*",),
                facts={"owner": ("contractor",), "operator": ("contractor",)},
            ),
        ),
    )
    (asset,) = surveyed(survey([source], register, context, DAY))
    assert (asset.site, outcome(asset)) == ("leased", Outcome.INFLUENCE_ONLY)


def test_the_nearest_word_wins(register: Register, tmp_path: Path) -> None:
    source = written(tmp_path, "s.jsonl", [line("x", "mac", HIKVISION_MAC), line("x", "asset.owner", "self")])
    context = Context(roles=("ca/federal-department",), use={"owner": ("landlord",)})
    (asset,) = surveyed(survey([source], register, context, DAY))
    assert outcome(asset) is Outcome.APPLIES


def test_a_word_nobody_knows_is_unknown_and_said_to_be(register: Register, tmp_path: Path) -> None:
    lines = [
        line("x", "mac", HIKVISION_MAC),
        line("x", "asset.owner", "landlrd"),
        line("x", "asset.acquired", "soon"),
    ]
    (asset,) = surveyed(survey([written(tmp_path, "s.jsonl", lines)], register, FEDERAL, DAY))
    assert outcome(asset) is Outcome.APPLIES
    assert len(asset.notes) == 2


def test_a_file_nobody_can_read_is_listed_with_the_reason(register: Register, tmp_path: Path) -> None:
    (tmp_path / "plan.dwg").write_bytes(b"AC1032\x00\x01\x02" * 50)
    (tmp_path / "empty.csv").write_bytes(b"")
    document = survey([str(tmp_path)], register, FEDERAL, DAY)
    assert surveyed(document) == []
    assert [(Path(n.name).name, n.why[:17]) for n in document.header.not_examined] == [
        ("empty.csv", "the file is empty"),
        ("plan.dwg", "no reader knows t"),
    ]


def test_a_source_that_breaks_half_way_keeps_what_was_read(register: Register, tmp_path: Path) -> None:
    whole = written(tmp_path, "scan.jsonl", [line("x", "mac", HIKVISION_MAC)])
    with Path(whole).open("a", encoding="utf-8") as more:
        more.write('{"asset": "y", "trait": "mac", "val')
    document = survey([whole], register, FEDERAL, DAY)
    assert len(surveyed(document)) == 1
    (unread,) = document.trailer().unread
    assert (unread.source, unread.locator) == ("s1", "line 2")


def test_only_and_exclude_choose_the_measures(register: Register, tmp_path: Path) -> None:
    source = written(tmp_path, "s.jsonl", [line("x", "mac", HIKVISION_MAC)])
    (only,) = surveyed(survey([source], register, FEDERAL, DAY, options=Options(only=(GOC,))))
    (rest,) = surveyed(survey([source], register, FEDERAL, DAY, options=Options(exclude=(GOC,))))
    assert {a.measure for a in only.determinations} == {GOC}
    assert GOC not in {a.measure for a in rest.determinations}


def test_what_is_only_open_is_what_has_something_left_to_do(register: Register, tmp_path: Path) -> None:
    lines = [line("a", "mac", HIKVISION_MAC), line("b", "mac", AXIS_MAC), line("c", "ip", "10.0.0.1")]
    document = survey([written(tmp_path, "s.jsonl", lines)], register, FEDERAL, DAY)
    assert [asset.keys.ref for asset in document.assets(only_open=True)] == [("a",)]
    assert document.trailer().summary.assets == 3


def test_a_reader_that_fails_costs_only_its_own_source(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from phaseout.intake import READERS
    from phaseout.intake.reader import Reader, Sniff

    def explode(_stream: object) -> object:
        raise ZeroDivisionError("boom")

    broken = Reader(name="broken", sniff=lambda head, _name: Sniff(2 * head.startswith(b"!!")), read=explode)  # type: ignore[arg-type]
    (tmp_path / "a.broken").write_bytes(b"!! oh")
    written(tmp_path, "b.jsonl", [line("x", "mac", HIKVISION_MAC)])
    document = survey([str(tmp_path)], register, FEDERAL, DAY, options=Options(readers=(broken, *READERS)))
    assert len(surveyed(document)) == 1
    (unread,) = document.trailer().unread
    assert "ZeroDivisionError('boom')" in unread.why


def test_who_states_no_role_is_asked_for_it(register: Register, tmp_path: Path) -> None:
    document = survey(
        [written(tmp_path, "s.jsonl", [line("x", "mac", HIKVISION_MAC)])], register, Context(), DAY
    )
    (asset,) = surveyed(document)
    assert outcome(asset) is Outcome.UNDETERMINED
    assert "role" in [question.fact for question in document.trailer().questions]


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_report_of_this_program_is_never_evidence(
    register: Register, tmp_path: Path, writer: Writer, lang: str
) -> None:
    source = written(tmp_path, "site/s.jsonl", [line("x", "mac", HIKVISION_MAC)])
    document = survey([source], register, FEDERAL, DAY, options=Options(lang=lang))
    with (tmp_path / "site" / f"report.{writer.suffix.lstrip('.')}").open("wb") as out:
        sink = writer.open(out, WriteOptions(lang=lang))
        sink.begin(document.header)
        for asset in document.assets():
            sink.add(asset)
        sink.end(document.trailer())
    again = survey([str(tmp_path / "site")], register, FEDERAL, DAY)
    assert len(surveyed(again)) == 1
    assert [Path(read.name).name for read in again.header.sources] == ["s.jsonl"]


def test_a_site_that_matches_nothing_is_named(register: Register, tmp_path: Path) -> None:
    source = written(tmp_path, "lib/s.jsonl", [line("x", "mac", HIKVISION_MAC)])
    sites = (SiteRule(id="used", sources=("lib/*",)), SiteRule(id="misspelt", sources=("library/*",)))
    document = survey([source], register, Context(roles=("ca/federal-department",), sites=sites), DAY)
    assert document.unused_sites == ("misspelt",)


def test_a_spelling_the_register_does_not_know_is_no_other_brand(register: Register, tmp_path: Path) -> None:
    lines = [line("x", "inventory.manufacturer", "Acme Cams"), line("x", "inventory.model", "DS-2CD2143G0-I")]
    document = survey([written(tmp_path, "s.jsonl", lines)], register, FEDERAL, DAY)
    (asset,) = surveyed(document)
    assert outcome(asset) is Outcome.UNDETERMINED
    assert "brand" in [question.fact for question in document.trailer().questions]


def test_a_louder_answer_does_not_silence_firm_evidence(register: Register, tmp_path: Path) -> None:
    forged = [
        line("x", "mac", HIKVISION_MAC),
        line("x", "onvif.manufacturer", "AXIS"),
        line("x", "dhcp.vendor-class", "AXIS,Network Camera,P3245-V,10.12"),
        line("x", "label.text", "AXIS P3245-V"),
        line("x", "inventory.manufacturer", "Axis"),
    ]
    document = survey([written(tmp_path, "s.jsonl", forged)], register, FEDERAL, DAY)
    (asset,) = surveyed(document)
    assert asset.identification.conflicts
    assert outcome(asset) is Outcome.UNDETERMINED
    assert asset.is_open


def test_a_clerks_mistake_does_not_hide_what_the_thing_shows_conclusively(
    register: Register, tmp_path: Path
) -> None:
    lines = [
        line("x", "mac", HIKVISION_MAC),
        line("x", "http.server", "App-webs/"),
        line("x", "inventory.manufacturer", "Axis Communications"),
    ]
    (asset,) = surveyed(survey([written(tmp_path, "s.jsonl", lines)], register, FEDERAL, DAY))
    assert asset.identification.maker.value == "hikvision"
    assert asset.identification.conflicts
    assert outcome(asset) in (Outcome.APPLIES, Outcome.UNDETERMINED)


def test_a_file_in_which_nothing_is_found_is_not_silent(register: Register, tmp_path: Path) -> None:
    scan = tmp_path / "scan.xml"
    scan.write_text('<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun scanner="nmap"></nmaprun>')
    document = survey([str(scan)], register, FEDERAL, DAY)
    assert surveyed(document) == []
    assert "found no thing" in document.trailer().unread[0].why


@pytest.mark.parametrize(
    ("maker", "expected"), [("hikmicro", Outcome.UNDETERMINED), ("ezviz", Outcome.APPLIES)]
)
def test_a_tie_known_from_memory_alone_settles_nothing(
    register: Register, tmp_path: Path, maker: str, expected: Outcome
) -> None:
    lines = [
        line("x", "onvif.manufacturer", maker.upper()),
        line("x", "inventory.manufacturer", maker.upper()),
        line("x", "asset.kind", "camera"),
        line("x", "asset.purpose", "public-safety"),
    ]
    context = Context(roles=("us/federal-contractor",))
    (asset,) = surveyed(survey([written(tmp_path, "s.jsonl", lines)], register, context, DAY))
    assert asset.identification.maker.value == maker
    assert outcome(asset, "us/ndaa-889-a1b") is expected
