"""What designations of known ranges say by themselves, in a column for models."""

import pytest

from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of


@pytest.fixture(scope="module")
def identifier(curated):
    return Identifier(rules_of(curated))


@pytest.mark.parametrize(
    ("designation", "maker", "kind"),
    [
        ("CE6865-48S8CQ-EI", "huawei", "switch"),
        ("CloudEngine S5732-H48UM4Y2CZ-V2", "huawei", "switch"),
        ("S5735-L24P4X-A1", "huawei", "switch"),
        ("NE8000 F1A-8H20Q", "huawei", "router"),
        ("ATN910C-B", "huawei", "router"),
        ("OptiXstar-B650-8E8P3W", "huawei", None),
        ("AirEngine5761-21", "huawei", None),
        ("USG6370", "huawei", None),
        ("OceanStor 5300F V5", "huawei", None),
        ("HG8245H", "huawei", "modem"),
        # only suggested: others name their own so
        ("S5720-28X-LI-AC", "huawei", None),
        ("AR651W", "huawei", None),
        ("2288H V5", "huawei", None),
        # anybody's
        ("S5720-28X", None, None),
        ("C9300-24T", None, None),
        ("N540-24Z8Q2C-M", None, None),
        # not a camera
        ("DS-1272ZJ-110", "hikvision", "accessory"),
        ("DH-PFA130-E", "dahua", "accessory"),
        ("DH-PFB203W", "dahua", "accessory"),
        ("PFM321D-EN", "dahua", "accessory"),
    ],
)
def test_a_designation_says_its_maker_and_kind_as_far_as_its_range_is_known(
    identifier, designation, maker, kind
):
    found = identifier.identify([("o1", "inventory.model", designation)])
    assert (found.maker.value, found.kind.value) == (maker, kind)
