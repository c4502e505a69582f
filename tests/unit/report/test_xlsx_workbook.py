import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import ModuleType

import openpyxl
import pytest

from phaseout.report import worksheet

Written = Callable[..., bytes]


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_sheets_are_named_in_the_readers_language(written: Written) -> None:
    assert opened(written("xlsx")).sheetnames == [
        "Findings",
        "Assets",
        "Evidence",
        "Vulnerabilities",
        "Contradictions",
        "Unread",
        "Questions",
        "What comes next",
        "About",
    ]
    assert opened(written("xlsx", lang="fr")).sheetnames == [
        "Constats", "Appareils", "Preuves", "Vulnérabilités", "Contradictions", "Non lu", "Questions",
        "À venir, à vérifier", "À propos",
    ]  # fmt: skip


def test_every_sheet_has_a_frozen_heading_a_filter_and_widths(written: Written) -> None:
    for sheet in opened(written("xlsx")):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold
        assert all(dimension.width > 5 for dimension in sheet.column_dimensions.values())


def test_days_are_days_and_numbers_are_numbers(written: Written) -> None:
    findings, _, evidence = opened(written("xlsx")).worksheets[:3]
    heads = [cell.value for cell in findings[1]]
    days = [row[heads.index("From")] for row in findings.iter_rows(min_row=2, values_only=True)]
    assert datetime(2027, 12, 31) in days
    assert all(day is None or isinstance(day, datetime) for day in days)
    ports = [row[7] for row in evidence.iter_rows(min_row=2, values_only=True)]
    assert {port for port in ports if port is not None} == {80}


def test_findings_hold_what_is_open_the_gravest_first_and_assets_hold_all(
    scenario: ModuleType, written: Written
) -> None:
    findings, assets, evidence = opened(written("xlsx")).worksheets[:3]
    heads = [cell.value for cell in findings[1]]
    outcomes = [row[heads.index("Answer")] for row in findings.iter_rows(min_row=2, values_only=True)]
    assert outcomes == [
        "applies", "applies", "another party’s to act", "will apply", "undetermined", "undetermined"
    ]  # fmt: skip
    assert [row[0] for row in assets.iter_rows(min_row=2, values_only=True)] == [
        a.id for a in scenario.ASSETS
    ]
    assert evidence.max_row == 1 + sum(len(asset.observations) for asset in scenario.ASSETS)


def test_nothing_in_the_file_comes_from_the_clock(written: Written) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written("xlsx")))
    assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    properties = archive.read("docProps/core.xml").decode()
    assert properties.count("2026-11-23T00:00:00Z") == 2


def test_rows_a_sheet_cannot_hold_go_on_in_another(
    written: Written, scenario: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worksheet, "MOST_ROWS", 6)
    workbook = opened(written("xlsx"))
    parts = [sheet for sheet in workbook if sheet.title.startswith("Evidence")]
    assert [sheet.title for sheet in parts] == ["Evidence", "Evidence 2", "Evidence 3"]
    assert sum(sheet.max_row - 1 for sheet in parts) == sum(
        len(asset.observations) for asset in scenario.ASSETS
    )


def test_a_value_no_cell_can_hold_is_cut_and_says_so(scenario: ModuleType, written: Written) -> None:
    asset = scenario.ASSETS[0]
    long = replace(asset.observations[0], value="x" * 40_000)
    evidence = opened(written("xlsx", [replace(asset, observations=(long,))])).worksheets[2]
    assert len(evidence["D2"].value) == worksheet.LONGEST
    assert evidence["D2"].value.endswith("(7,233 more characters in the JSON document)")


def test_each_vulnerability_has_a_row_with_its_reason_in_words(written: Written) -> None:
    sheet = opened(written("xlsx", lang="fr"))["Vulnérabilités"]
    heads, *rows = ([*row] for row in sheet.iter_rows(values_only=True))
    found = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(one["Vulnérabilité"], one["Touché"]) for one in found] == [
        ("CVE-2021-36260", "oui"), ("CVE-2025-66177", "inconnu"),
    ]  # fmt: skip
    assert "Son micrologiciel est parmi les versions touchées" in found[0]["Pourquoi"]
