"""What may be asked for that a host itself names: which port, which description, which service?

Answers over UDP can be sent in another's name, and some equipment acts on whatever reaches it. So what is
named must look like a page that only tells: no query, no way upwards, no port where bytes move things.
"""

import re

_WEB_BELOW_1024 = frozenset((*range(80, 100), 443, *range(800, 900)))
_FIRST_FREE, _LAST_PORT = 1024, 65_535
_ACT_ON_BYTES = frozenset(
    (
        *range(9100, 9108),  # printers: every byte stands on paper
        *range(4001, 4017), 10_001,  # serial lines behind converters
        4070, 3671,  # doors (VertX), buildings (KNX)
        1911, 4911, 1962, 2222, 2404, 2455, 5094, 9600, 18_245, 18_246, 20_000, 20_547, 44_818, 47_808,
    )
)  # fmt: skip
"""Printers, serial lines, controllers of buildings and machines: whoever connects gives orders."""
_FOLDERS = r"/(?:[\w~-][\w.~-]{0,80}/){0,8}"
_DESCRIPTION = re.compile(
    rf"{_FOLDERS}(?:[\w.~-]{{0,80}}(?:\.xml|desc[\w.~-]{{0,80}}))?", re.ASCII | re.IGNORECASE
)
_SERVICE = re.compile(rf"{_FOLDERS}?onvif/[\w-]{{1,80}}", re.ASCII | re.IGNORECASE)


def may_be_web(port: int) -> bool:
    """Return whether a port may be asked as a web server's because a host says that it is."""
    is_usual = port in _WEB_BELOW_1024 or port >= _FIRST_FREE
    return is_usual and port <= _LAST_PORT and port not in _ACT_ON_BYTES


def is_description(path: str) -> bool:
    """Return whether a path may be that of a UPnP description."""
    return _DESCRIPTION.fullmatch(path) is not None


def is_service(path: str) -> bool:
    """Return whether a path may be that of ONVIF's device service."""
    return _SERVICE.fullmatch(path) is not None
