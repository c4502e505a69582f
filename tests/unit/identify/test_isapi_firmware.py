"""Is the day of building, which ISAPI states apart, part of the version?"""

import pytest

from phaseout.identify.field import Field
from phaseout.identify.fields import fields_of

INFO = "<DeviceInfo><firmwareVersion>V5.7.18</firmwareVersion>{}<model>DS-2CD2386G2-IU</model></DeviceInfo>"


@pytest.mark.parametrize(
    ("released", "firmware"),
    [
        ("<firmwareReleasedDate>build 240826</firmwareReleasedDate>", "V5.7.18 build 240826"),
        ("<firmwareReleasedDate> build 240826\r\n</firmwareReleasedDate>", "V5.7.18 build 240826"),
        ("<firmwareReleasedDate></firmwareReleasedDate>", "V5.7.18"),
        ("<firmwareReleasedDate>2024-08-26</firmwareReleasedDate>", "V5.7.18"),
        ("", "V5.7.18"),
    ],
)
def test_the_day_of_building_is_part_of_the_version(released: str, firmware: str) -> None:
    found = fields_of("isapi.deviceinfo", INFO.format(released))
    assert (Field.FIRMWARE, firmware) in found
    assert (Field.MODEL, "DS-2CD2386G2-IU") in found
