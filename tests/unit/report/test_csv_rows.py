import csv
import io
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

Written = Callable[..., bytes]


def rows(content: bytes, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_there_is_a_row_for_each_asset_measure_and_act(scenario: ModuleType, written: Written) -> None:
    found = [(row["asset"], row["measure"], row["act"], row["outcome"]) for row in rows(written("csv"))]
    assert found == [
        (asset.id, answer.measure, answer.act, answer.outcome.value)
        for asset in scenario.ASSETS
        for answer in asset.determinations
    ]


def test_an_asset_no_measure_was_asked_about_still_has_a_row(scenario: ModuleType, written: Written) -> None:
    (row,) = rows(written("csv", [replace(scenario.ASSETS[0], determinations=())]))
    assert row["maker"] == "hikvision"
    assert row["measure"] == row["outcome"] == ""
    assert row["sources"] == "lines.jsonl | scan.xml"


def test_a_spreadsheet_program_sees_utf_8_and_its_own_separator(written: Written) -> None:
    english, french = written("csv"), written("csv", lang="fr")
    assert english.startswith(b"\xef\xbb\xbfasset,site,kind,")
    assert french.startswith("\ufeffappareil;site;type;".encode())


def test_the_columns_and_codes_are_the_same_in_both_languages(written: Written) -> None:
    english = [list(row.values()) for row in rows(written("csv"))]
    french = [list(row.values()) for row in rows(written("csv", lang="fr"), ";")]
    why = 19
    assert [row[:why] + row[why + 1 :] for row in english] == [row[:why] + row[why + 1 :] for row in french]
    assert english[0][why] != french[0][why]


def test_the_columns_are_as_they_were(written: Written) -> None:
    # Others read these by name and by place: add at the end, move and rename nothing.
    assert list(rows(written("csv"))[0]) == [
        "asset", "site", "kind", "maker", "maker_grade", "maker_bases", "brand", "brand_grade", "model", "ref", "ip",
        "mac", "serial", "measure", "act", "outcome", "on", "until", "duty", "why", "questions", "checked_through",
        "sources", "vulnerabilities", "stage", "quantity", "done", "following",
            "supplier", "party", "party_tier", "party_relation", "party_measure", "text",
    ]  # fmt: skip


def test_what_affects_a_thing_stands_in_the_last_column_before_what_is_not_known_to(written: Written) -> None:
    found = {row["asset"]: row["vulnerabilities"] for row in rows(written("csv"))}
    assert found["a-0000000001"] == "CVE-2021-36260 yes KEV | CVE-2025-66177 unknown"
    assert {text for asset, text in found.items() if asset != "a-0000000001"} == {""}
