"""Which exact questions may be asked of a recorder with an account? No others are."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from phaseout.probe.account import Dialect


class Question(NamedTuple):
    """One request, and how an answer to it begins."""

    dialect: Dialect
    method: str
    path: str
    """With its query, exactly as it is sent."""
    answered_by: re.Pattern[bytes]
    """What begins otherwise, a web page above all, is not what was asked for, and is not read."""
    call: str = ""
    """The ONVIF operation."""
    is_table: bool = False
    """Whether its answer lists cameras."""

    @property
    def is_of_sockets(self) -> bool:
        """Whether it is for what is plugged into analogue sockets."""
        return self.path.endswith("/Video/inputs/channels")


def _element(name: str) -> re.Pattern[bytes]:
    return re.compile(
        rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^>]{0,400}\?>\s{0,99})?(?:<!--[^>]{0,400}-->\s{0,99})?"
        rb"<(?:[\w.-]{1,32}:)?" + name.encode() + rb"[\s/>]",
        re.IGNORECASE,
    )


def _isapi(dialect: Dialect, path: str, root: str) -> Question:
    place = "pramaAPI" if dialect is Dialect.PRAMA else "ISAPI"
    is_table = root in ("InputProxyChannelList", "VideoInputChannelList")
    return Question(dialect, "GET", f"/{place}/{path}", _element(root), is_table=is_table)


def _dahua(path: str, *keys: str) -> Question:
    begins = re.compile(rb"\s{0,99}(?:" + "|".join(keys).encode() + rb")", re.IGNORECASE)
    return Question(Dialect.DAHUA, "GET", f"/cgi-bin/{path}", begins, is_table="RemoteDevice" in path)


def _onvif(call: str) -> Question:
    return Question(Dialect.ONVIF, "POST", "/onvif/device_service", _element("Envelope"), call)


_DOCUMENTS = (
    ("System/deviceInfo", "DeviceInfo"),
    ("ContentMgmt/InputProxy/channels", "InputProxyChannelList"),
    ("ContentMgmt/InputProxy/channels/status", "InputProxyChannelStatusList"),
    ("System/Video/inputs/channels", "VideoInputChannelList"),
)
"""Paths of ISAPI, and the roots of what is served there (discovery.md §1.3)."""
CLOCK = _onvif("GetSystemDateAndTime")

QUESTIONS: tuple[Question, ...] = (
    *(_isapi(Dialect.HIKVISION, path, root) for path, root in _DOCUMENTS),
    *(_isapi(Dialect.PRAMA, path, root) for path, root in _DOCUMENTS),
    _dahua(
        "magicBox.cgi?action=getSystemInfo",
        *("serialNumber=", "deviceType=", "processor=", "updateSerial", "hardwareVersion=", "appAutoStart="),
    ),
    _dahua("magicBox.cgi?action=getSoftwareVersion", "version="),
    _dahua("magicBox.cgi?action=getDeviceType", "type="),
    _dahua("magicBox.cgi?action=getMachineName", "name="),
    _dahua("magicBox.cgi?action=getVendor", "vendor="),
    _dahua("configManager.cgi?action=getConfig&name=RemoteDevice", r"table\.RemoteDevice"),
    _dahua("configManager.cgi?action=getConfig&name=ChannelTitle", r"table\.ChannelTitle"),
    CLOCK,
    _onvif("GetDeviceInformation"),
    _onvif("GetNetworkInterfaces"),
)
"""Everything that is ever asked with an account, in the order of asking; the first of a dialect tells whether
it is spoken. All of it reads, and nothing sets."""

ASKED_IN: Mapping[Dialect, tuple[Question, ...]] = MappingProxyType(
    {dialect: tuple(one for one in QUESTIONS if one.dialect is dialect) for dialect in Dialect}
)
