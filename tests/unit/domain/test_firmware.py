"""Is a version read as its maker writes it, and is nothing compared that cannot be?"""

from datetime import date

import pytest

from phaseout.domain.firmware import Dialect, Firmware, dialect_of, read_firmware
from phaseout.domain.truth import Truth

HIK, DAHUA = Dialect.HIKVISION, Dialect.DAHUA


@pytest.mark.parametrize(
    ("written", "numbers", "built"),
    [
        ("V5.4.0 build 160530", (5, 4, 0), date(2016, 5, 30)),
        ("V3.5.38build 191215", (3, 5, 38), date(2019, 12, 15)),
        ("V5.7.13_230822", (5, 7, 13), date(2023, 8, 22)),
        ("V5.7.18 (build 240826)", (5, 7, 18), date(2024, 8, 26)),
        ("V4.62.210", (4, 62, 210), None),
        ("V5.03.020", (5, 3, 20), None),
        ("build 240826", None, date(2024, 8, 26)),
        ("V5.4.5 build 000000", (5, 4, 5), None),
        ("V5.4.5 build 171399", (5, 4, 5), None),
        ("V5.IB.3", None, None),
        ("custom", None, None),
        ("", None, None),
    ],
)
def test_hikvision_writes_three_numbers_and_a_build(
    written: str, numbers: tuple[int, ...] | None, built: date | None
) -> None:
    assert read_firmware(written, HIK) == Firmware(dialect=HIK, numbers=numbers, built=built)


@pytest.mark.parametrize(
    ("written", "numbers", "built"),
    [
        ("2.820.0000000.5.R.210705", (2, 820, 0, 5), date(2021, 7, 5)),
        ("V2.800.0000000.29.R, build:2021-06-30", (2, 800, 0, 29), date(2021, 6, 30)),
        ("2.880.0000000.16.R, Build Date: 2024-08-30", (2, 880, 0, 16), date(2024, 8, 30)),
        ("2.400.0.8", (2, 400, 0, 8), None),
        ("3.210.IB01.3", None, None),
        ("2.000.00IB004.0.R, build: 2018-01-02", None, date(2018, 1, 2)),
        ("2.420.AC00.18.R, Build Date: 2019-01-30", None, date(2019, 1, 30)),
    ],
)
def test_a_letter_in_dahuas_numbers_leaves_the_build_date_alone(
    written: str, numbers: tuple[int, ...] | None, built: date | None
) -> None:
    assert read_firmware(written, DAHUA) == Firmware(dialect=DAHUA, numbers=numbers, built=built)


@pytest.mark.parametrize(
    ("one", "other", "older"),
    [
        ("V5.3.0", "V5.4.0 build 160530", Truth.YES),
        ("V5.10.0", "V5.9.0", Truth.NO),
        ("V5.4.0 build 160529", "V5.4.0 build 160530", Truth.YES),
        ("V5.4.0 build 170301", "V5.4.0 build 160530", Truth.NO),
        ("V5.4.0", "V5.4.0 build 160530", Truth.UNKNOWN),
        ("V3.7.80 build 251001", "V3.7.80", Truth.NO),
        ("V5.4.0", "build 160530", Truth.UNKNOWN),
        ("V5.4.0 build 150101", "build 160530", Truth.YES),
        ("build 170101", "V5.4.0 build 160530", Truth.NO),
        ("custom", "V5.4.0 build 160530", Truth.UNKNOWN),
    ],
)
def test_the_numbers_decide_and_of_equal_ones_the_later_build(one: str, other: str, older: Truth) -> None:
    assert read_firmware(one, HIK).is_older_than(read_firmware(other, HIK)) is older


def test_versions_of_two_makers_are_never_compared() -> None:
    one, other = read_firmware("V5.4.0 build 160530", HIK), read_firmware("2.400.0.8.R.160531", DAHUA)
    assert one.is_older_than(other) is one.is_newer_than(other) is Truth.UNKNOWN


def test_of_a_maker_whose_versions_nobody_has_described_nothing_is_known() -> None:
    assert dialect_of("uniview") is Dialect.UNKNOWN
    version = read_firmware("V5.4.0 build 160530", Dialect.UNKNOWN)
    assert not version.is_known
    assert version.is_older_than(version) is Truth.UNKNOWN
