"""Parts that observation lines speak of, from the line to the document."""

import json
from datetime import date
from pathlib import Path

from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import Context
from phaseout.domain.part import PartKind
from phaseout.register import Register
from phaseout.survey import survey

DAY = date(2026, 6, 30)


def surveyed(tmp_path: Path, *lines: tuple[str, str, str]) -> dict[str, Asset]:
    """Return the assets by the name their lines give them."""
    source = tmp_path / "lines.jsonl"
    rows = [json.dumps({"asset": asset, "trait": trait, "value": value}) for asset, trait, value in lines]
    source.write_text("\n".join(rows) + "\n")
    context = Context(roles=("us/federal-contractor",), use={"purpose": ("public-safety",)})
    document = survey([str(source)], Register.open(), context, DAY)
    return {asset.keys.ref[0]: asset for asset in document.assets()}


def test_another_asset_of_the_source_is_a_part_with_its_own_maker_and_kind(tmp_path: Path) -> None:
    found = surveyed(
        tmp_path,
        ("nvr", "inventory.manufacturer", "Axis"),
        ("nvr", "asset.kind", "recorder"),
        ("nvr", "asset.part", "cam"),
        ("cam", "inventory.manufacturer", "Hikvision"),
        ("cam", "asset.kind", "camera"),
    )
    (part,) = found["nvr"].parts
    assert (part.kind, part.maker, part.equipment) == (PartKind.EQUIPMENT, "hikvision", "camera")
    assert part.asset == found["cam"].id
    assert found["nvr"].observations[2].id in part.evidence
    assert found["cam"].parts == ()


def test_a_part_that_names_nothing_of_the_source_is_said_and_not_lost(tmp_path: Path) -> None:
    found = surveyed(tmp_path, ("nvr", "asset.kind", "recorder"), ("nvr", "asset.part", "cam-9"))
    assert [(part.said, part.maker) for part in found["nvr"].parts] == [("cam-9", None)]
    assert found["nvr"].notes == ("asset.part 'cam-9' names no other thing of this source",)


def test_a_thing_is_no_part_of_itself(tmp_path: Path) -> None:
    found = surveyed(tmp_path, ("nvr", "asset.kind", "recorder"), ("nvr", "asset.part", "nvr"))
    assert found["nvr"].parts == ()


def test_a_part_of_a_part_is_inside_the_whole_and_a_ring_of_parts_ends(tmp_path: Path) -> None:
    found = surveyed(
        tmp_path,
        ("a", "inventory.manufacturer", "Axis"),
        ("a", "asset.part", " b "),
        ("b", "inventory.manufacturer", "Bosch"),
        ("b", "asset.part", "c"),
        ("c", "inventory.manufacturer", "Hikvision"),
        ("c", "asset.part", "a"),
    )
    assert [part.maker for part in found["a"].parts] == ["bosch", "hikvision"]
    assert [part.maker for part in found["c"].parts] == ["axis", "bosch"]


def test_a_chip_is_named_by_its_maker(tmp_path: Path) -> None:
    found = surveyed(
        tmp_path,
        ("cam", "inventory.manufacturer", "Bosch"),
        ("cam", "asset.kind", "camera"),
        ("cam", "part.chip", "HiSilicon"),
    )
    (part,) = found["cam"].parts
    assert (part.kind, part.said, part.maker) == (PartKind.CHIP, "HiSilicon", "hisilicon")


def test_a_part_of_a_maker_nobody_knows_is_shown_and_decides_nothing(tmp_path: Path) -> None:
    lines = (("cam", "inventory.manufacturer", "Bosch"), ("cam", "asset.kind", "camera"))
    plain = surveyed(tmp_path, *lines)["cam"]
    shown = surveyed(tmp_path, *lines, ("cam", "part.chip", "Acme Silicon of Nowhere"))["cam"]
    assert [part.maker for part in shown.parts] == [None]
    assert [a.outcome for a in shown.determinations] == [a.outcome for a in plain.determinations]


def test_a_kind_of_equipment_nobody_knows_is_said(tmp_path: Path) -> None:
    found = surveyed(tmp_path, ("s", "asset.kind", "service"), ("s", "part.equipment", "Dahua; gizmo"))
    assert found["s"].parts[0].maker == "dahua"
    assert found["s"].parts[0].equipment is None
    assert "'gizmo' is no kind this program knows" in found["s"].notes[0]


def test_a_month_or_a_year_is_a_date_too(tmp_path: Path) -> None:
    found = surveyed(
        tmp_path,
        ("cam", "inventory.manufacturer", "Hikvision"),
        ("cam", "asset.kind", "camera"),
        ("cam", "asset.owner", "landlord"),
        ("cam", "asset.operator", "landlord"),
        ("cam", "asset.lease-end", "2027-03"),
        ("cam", "asset.acquired", "soon"),
    )
    outcomes = {answer.outcome for answer in found["cam"].determinations}
    assert Outcome.INFLUENCE_ONLY in outcomes
    assert found["cam"].notes == (
        "asset.acquired 'soon' is no date such as 2024-06-30 or 2024-06; taken as unknown",
    )
