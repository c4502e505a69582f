"""What does the code on a label of equipment say?

Hikvision and EZVIZ write the service, the serial number, a verification code and mostly the model, each on
a line of its own; Dahua and Imou ``{SN:…,DT:…,SC:…}``; older labels of Hikvision's the long serial number
alone (facts: programme.md §5.2). Verification and safety codes are credentials: they are not part of what
is told, whether they are still there or not.
"""

import re
from typing import NamedTuple

SERVICE = re.compile(
    r"(?:https?://)?(?:www\.[\w.-]{1,60}|[\w-]{0,20}(?:ys7|ezviz|hik)[\w.-]{0,40})/?", re.IGNORECASE
)
"""The address of a maker's service, as the first line of a code."""
LINE_ENDS = re.compile(r"\r\n|\n\r|[\r\n]")
_LONGEST = 500
_MODEL_AT = 3
_SERIAL = re.compile(r"[A-Z0-9]{6,20}", re.IGNORECASE)
_MODEL = re.compile(r"[A-Z0-9][A-Z0-9/()+._ -]{2,59}", re.IGNORECASE)
_PAIR = re.compile(r"\b(SN|DT|PID)\s{0,3}[:=]\s{0,3}([^,;{}\r\n]{1,60})")
_BRACED = re.compile(r"\{?\s{0,3}SN\s{0,3}[:=]")


class LabelCode(NamedTuple):
    """What a code says; a text that is empty was not said."""

    service: str
    """As the code has it: ``www.hik-connect.com``."""
    serial: str
    model: str


def label_code(text: str) -> LabelCode | None:
    """Return what a code in one of the makers' forms says, None for any other text."""
    text = text[:_LONGEST].strip(" \0")
    if _BRACED.match(text):
        return _of_pairs(text)
    lines = [line.strip() for line in LINE_ENDS.split(text)]
    if len(lines) == 1:  # some scanners put blanks where the label has line ends
        lines = text.split(" ")
        if "." not in lines[0] and lines[0].casefold() != "ys7":  # "EZVIZ C3W camera" is no code
            return None
    if len(lines) < 2 or not SERVICE.fullmatch(lines[0]) or not _SERIAL.fullmatch(lines[1]):  # noqa: PLR2004
        return None
    model = lines[_MODEL_AT] if len(lines) > _MODEL_AT else ""
    return LabelCode(lines[0].casefold(), lines[1].upper(), model if _MODEL.fullmatch(model) else "")


def _of_pairs(text: str) -> LabelCode | None:
    said = {name: value.strip() for name, value in _PAIR.findall(text)}
    serial = said.get("SN", "")
    if not _SERIAL.fullmatch(serial):
        return None
    model = said.get("DT", "")
    return LabelCode("", serial.upper(), model if _MODEL.fullmatch(model) else "")
