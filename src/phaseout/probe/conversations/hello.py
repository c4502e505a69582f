"""With which exact bytes is a TLS server asked for its certificate?"""

import struct

from phaseout.probe.inquiries import Fresh

_RSA, _ECDSA = (0xC02F, 0xC030, 0xC013, 0xC014), (0xC02B, 0xC02C, 0xC009, 0xC00A)
_OLD = (0x009C, 0x009D, 0x002F, 0x0035, 0x000A, 0x0005, 0x00FF)
"""Without fresh keys, and with what no browser takes any more: cameras of ten years ago have nothing else."""
_CURVES = (29, 23, 24, 25)
_SIGNATURES = (0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201)
_GROUPS_EXTENSION, _FORMATS_EXTENSION, _SIGNATURES_EXTENSION = 10, 11, 13
_RECORD, _HELLO = 0x16, 0x01
_TLS_1_0, _TLS_1_2 = 0x0301, 0x0303


def hello(fresh: Fresh) -> bytes:
    """Return the greeting of a TLS 1.2 client (RFC 5246 §7.4.1.2).

    The server shows its certificate in clear, and the connection ends there: no keys are made. A client of
    TLS 1.3 would have to make them to be shown anything.
    """
    suites = _list(_RSA + _ECDSA + _OLD)
    extensions = b"".join(
        struct.pack(">HH", kind, len(content)) + content
        for kind, content in (
            (_GROUPS_EXTENSION, _list(_CURVES)),
            (_FORMATS_EXTENSION, b"\x01\x00"),
            (_SIGNATURES_EXTENSION, _list(_SIGNATURES)),
        )
    )
    body = (
        struct.pack(">H", _TLS_1_2)
        + fresh.octets(32)
        + b"\x00"  # no earlier session
        + suites
        + b"\x01\x00"  # no compression
        + struct.pack(">H", len(extensions))
        + extensions
    )
    message = bytes((_HELLO,)) + len(body).to_bytes(3, "big") + body
    return struct.pack(">BHH", _RECORD, _TLS_1_0, len(message)) + message


def _list(numbers: tuple[int, ...]) -> bytes:
    return struct.pack(f">H{len(numbers)}H", 2 * len(numbers), *numbers)
