"""What may be kept of the text of a label or of its bar code?

Hikvision and EZVIZ print a verification code into the code on the label, Dahua a safety code; both
open the camera, so both are credentials (facts: programme.md §5.2).
"""

import re

from phaseout.domain.label_code import SERVICE

_EXPORT_OF_DEVICES = re.compile(r"QRC03010003\S*")
IS_EXPORT = "Hik-Connect export code, which holds device passwords"
_VERIFICATION = re.compile(r"[A-Za-z0-9]{6,12}")
_PARTS = re.compile(r"(\r\n|\n\r|[\r\n])")
_SAFETY_CODE = re.compile(r"(\bSC[:=])[^,;}\s]+")
_SPOKEN = re.compile(
    r"(verification code|code de v[ée]rification|(?:safety|\bv\.?) ?code|code de s[ée]curit[ée]"
    r"|验证码|驗證碼)"
    r"([ \t]*[:：=]?[ \t]*\n?)"
    r"[A-Za-z0-9]{6,12}\b",
    re.I,
)


def without_label_credential(value: str) -> tuple[str | None, str | None]:
    """Return what may be kept (None: nothing) and what was dropped (None: nothing)."""
    rest, found = _EXPORT_OF_DEVICES.subn("", value)
    if found:
        return rest if rest.strip() else None, IS_EXPORT
    kept = _without_verification_code(value)
    if kept is not None:
        return kept, "verification code"
    kept, found = _SAFETY_CODE.subn(r"\1", value)
    if found:
        return kept, "safety code"
    kept, found = _SPOKEN.subn(r"\1\2", value)
    return kept, "verification code" if found else None


def _without_verification_code(value: str) -> str | None:
    """``www.hik-connect.com⏎C78047095⏎ABCDEF⏎DS-2CD…⏎`` loses its third part; the others stay in place."""
    parts = _PARTS.split(value)
    step = 2
    if len(parts) == 1:  # some scanners put blanks where the label has line ends
        parts, step = re.split(r"( )", value), 2
    third = 2 * step
    if len(parts) <= third or not SERVICE.fullmatch(parts[0].strip()):
        return None
    if "\n" not in value and "\r" not in value and parts[0].lower() != "ys7" and "." not in parts[0]:
        # "EZVIZ C3W camera" is no code
        return None
    if not _VERIFICATION.fullmatch(parts[third].strip()):
        return None
    return "".join(("" if place == third else part) for place, part in enumerate(parts))
