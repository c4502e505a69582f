"""Does a comparison show what happened to things: replaced, moved, updated, new?"""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.report import json_document
from phaseout.report.causes import Cause
from phaseout.report.compared_thing import ComparedThing
from phaseout.report.comparison import Comparison, compare
from phaseout.report.comparison_text import comparison_lines
from phaseout.report.language import Language
from phaseout.report.reading import SavedDocument, document_of
from phaseout.report.sink import WriteOptions
from phaseout.survey import Options, survey

CVE = "CVE-2021-36260"
DAHUA = {"ip": "10.40.2.32", "inventory.manufacturer": "Dahua", "inventory.model": "IPC-HFW2431S-S-S2",
         "inventory.serial": "4M0D2F7PAZ0C1D2", "asset.kind": "camera"}  # fmt: skip
AXIS = {**DAHUA, "inventory.manufacturer": "Axis", "inventory.model": "P3268-LVE",
        "inventory.serial": "B8A44F000001"}  # fmt: skip
HIKVISION = {"ip": "10.40.0.18", "inventory.manufacturer": "Hikvision", "inventory.model": "DS-2CD2143G2-I",
             "inventory.serial": "C12345678", "inventory.firmware": "V5.5.0 build 180101",
             "asset.kind": "camera"}  # fmt: skip
Things = Mapping[str, Mapping[str, str]]
Compared = Callable[..., Comparison]


@pytest.fixture
def compared(tmp_path: Path) -> Compared:
    """Survey things twice and compare; ``only_open`` of the earlier document."""
    register = Register.open()

    def saved(things: Things, *, only_open: bool) -> SavedDocument:
        path = tmp_path / "things.jsonl"
        lines = ((ref, trait, value) for ref, seen in things.items() for trait, value in seen.items())
        keys = ("asset", "trait", "value")
        path.write_text("".join(json.dumps(dict(zip(keys, line, strict=True))) + "\n" for line in lines))
        context = Context(roles=("ca/federal-department",))
        options = Options(only=("ca/goc-hikvision-prohibition",))
        document = survey([str(path)], register, context, date(2026, 11, 23), options=options)
        stream = io.BytesIO()
        sink = json_document.WRITER.open(stream, WriteOptions())
        sink.begin(document.header)
        for asset in document.assets(only_open=only_open):
            sink.add(asset)
        sink.end(document.trailer())
        return document_of(stream.getvalue(), "doc.json")

    def both(before: Things, after: Things, *, only_open: bool = False) -> Comparison:
        return compare(saved(before, only_open=only_open), saved(after, only_open=False))

    return both


def lines_of(found: Comparison, lang: str = "en") -> list[str]:
    return list(comparison_lines(found, Language(lang)))


def test_another_thing_at_the_same_tag_and_address_is_a_replacement_with_both_named(
    compared: Compared,
) -> None:
    found = compared({"A12": {**HIKVISION, "ip": "10.40.2.32"}}, {"A12": AXIS})
    (one,) = found.replaced
    assert (one.before.name, one.before.model, one.after.model) == ("A12", "DS-2CD2143G2-I", "P3268-LVE")
    assert {change.causes for change in found.changes} == {(Cause.REPLACED,)}
    assert found.unseen == (), "its place was looked at: another thing is there"
    said = lines_of(found)
    assert "Replaced, as it seems: another thing has its tag or address: 1 thing" in said
    (line,) = (line for line in said if " → a-" in line)
    assert "A12 (hikvision DS-2CD2143G2-I) → " in line
    assert line.endswith("A12 (axis P3268-LVE)")
    assert any(line.startswith("Remplacé, semble-t-il") for line in lines_of(found, "fr"))


def test_a_thing_at_another_address_under_another_tag_replaces_nothing(compared: Compared) -> None:
    found = compared({"A12": HIKVISION}, {"B7": {**AXIS, "ip": "10.40.2.99"}})
    assert found.replaced == ()
    assert {change.causes for change in found.changes} == {(Cause.NOT_SEEN,)}


def test_the_one_that_shares_most_replaces(compared: Compared) -> None:
    beside = {**AXIS, "inventory.serial": "B8A44F000002", "inventory.model": "M3046-V"}
    found = compared(
        {"A12": HIKVISION}, {"B7": {**beside, "ip": "10.40.0.18"}, "A12": {**AXIS, "ip": "10.40.0.18"}}
    )
    assert [(one.before.name, one.after.name) for one in found.replaced] == [("A12", "A12")]


def test_newer_firmware_is_said_with_the_vulnerability_it_ends(compared: Compared) -> None:
    newer = {**HIKVISION, "inventory.firmware": "V5.7.23 build 241008"}
    found = compared({"A12": HIKVISION}, {"A12": newer})
    assert [
        (one.aspect.value, one.of, one.before, one.after) for one in found.altered if one.of in ("", CVE)
    ] == [
        ("firmware", "", "V5.5.0 build 180101", "V5.7.23 build 241008"),
        ("vulnerability", CVE, "yes", "no"),
    ]
    assert {one.causes for one in found.altered} == {(Cause.EVIDENCE,)}
    said = lines_of(found)
    assert any("firmware: V5.5.0 build 180101 → V5.7.23 build 241008" in line for line in said)
    assert any(line.endswith(f"{CVE}: yes → no") for line in said)
    assert any(line.endswith(f"{CVE}\N{NO-BREAK SPACE}: oui → non") for line in lines_of(found, "fr"))


def test_the_same_firmware_spelled_otherwise_is_no_difference(compared: Compared) -> None:
    found = compared({"A12": HIKVISION}, {"A12": {**HIKVISION, "inventory.firmware": "V5.5.0build 180101"}})
    assert found.altered == ()
    assert lines_of(found) == ["Nothing changed."]


def test_an_address_that_changed_is_said_and_another_spelling_of_it_is_not(compared: Compared) -> None:
    moved = compared({"A12": HIKVISION}, {"A12": {**HIKVISION, "ip": "10.40.0.199"}})
    assert [(one.aspect.value, one.before, one.after) for one in moved.altered] == [
        ("address", "10.40.0.18", "10.40.0.199")
    ]
    assert any(
        "adresse\N{NO-BREAK SPACE}: 10.40.0.18 → 10.40.0.199" in line for line in lines_of(moved, "fr")
    )
    six = {**HIKVISION, "ip": "2001:db8::1"}
    assert compared({"A12": six}, {"A12": {**six, "ip": "2001:0DB8:0::1"}}).altered == ()


def test_things_and_answers_are_counted_apart_and_things_named(compared: Compared) -> None:
    old = {"A1": AXIS}
    found = compared(
        old,
        {**old, "A12": HIKVISION, "A13": {**HIKVISION, "inventory.serial": "C12345679", "ip": "10.1.1.1"}},
    )
    said = lines_of(found)
    assert said[0] == "New: 2 things, 4 answers"
    assert said[1].endswith(" A12 (hikvision DS-2CD2143G2-I)")
    assert said[2] == "    ca/goc-hikvision-prohibition · procure: — → applies"
    assert lines_of(found, "fr")[0] == "Nouveau\N{NO-BREAK SPACE}: 2 appareils, 4 réponses"


def test_new_things_that_no_answer_speaks_of_are_named_and_those_unknown_only_counted(
    compared: Compared,
) -> None:
    old = {"A12": HIKVISION}
    found = compared(old, {**old, "A1": AXIS})
    heading, named = lines_of(found)
    assert heading == "New, with nothing left to do: 1 thing"
    assert named.endswith(" A1 (axis P3268-LVE)")
    unknown = ComparedThing(id="a-1", name="10.9.9.9", maker=None, brand=None, model=None)
    heading, *rest = lines_of(replace(found, quiet=(*found.quiet, unknown)))
    assert heading.endswith(": 2 things (of 1 of them nothing is known, which does not clear them)")
    assert rest == [named]


def test_where_the_earlier_document_lists_only_what_is_open_nothing_is_said_to_be_new(
    compared: Compared,
) -> None:
    old = {"A12": HIKVISION, "A1": AXIS}
    assert compared(old, old, only_open=True).quiet == ()
