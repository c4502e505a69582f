"""Did a host show itself as a recorder, and in which dialect may it be asked what is behind it?

A hint of where to ask, and no identification: what it is, is decided from what it answers.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from phaseout.probe.account import Account, Dialect

Shown = Mapping[str, Iterable[str]]
"""What a host showed so far: the values of each trait."""
Patterns = Mapping[str, re.Pattern[str]]

_NAMED = r"(?<![a-z])(?:NVR|DVR|XVR|HCVR|MHDX|EVS|IVSS|iDS-[79]\d|DS-[789]\d\d\d|DS-8[01])"
_OLD_REALM = r"DVRNVRDVS|Embedded Net DVR"
_SEVERAL = r"\s*(?:[2-9]|\d\d)"
"""One channel is a camera's own."""
_CHANNELS = rf"<DigitalChannelNum>{_SEVERAL}|<AnalogChannelNum>{_SEVERAL}"
_CAMERA = re.compile(r"<DeviceDescription>[^<]{0,20}\bDS-2", re.IGNORECASE)
"""Hikvision's designations of cameras: further lenses of one are channels, too."""


def _patterns(*rows: tuple[str, str]) -> Patterns:
    return MappingProxyType({trait: re.compile(pattern, re.IGNORECASE) for trait, pattern in rows})


_RECORDER = _patterns(
    ("asset.kind", r"^recorder$"),
    ("http.server", r"\bDVRDVS|\bDNVRS"),
    ("http.www-authenticate", rf"{_OLD_REALM}|{_NAMED}"),
    ("http.title", rf"{_NAMED}|network video recorder|digital video recorder"),
    ("http.body", r'"(?:deviceType|DeviceClass)"\s*:\s*"[^"]{0,20}(?:NVR|XVR|DVR)'),
    ("rtsp.realm", rf"{_OLD_REALM}|{_NAMED}"),
    ("sadp.xml", rf"<DeviceDescription>[^<]{{0,60}}{_NAMED}|{_CHANNELS}"),
    ("dhip.json", rf'"DeviceClass"\s*:\s*"{_NAMED}|"RemoteVideoInputChannels"\s*:\s*[1-9]'),
    ("isapi.deviceinfo", r"<deviceType>\s*\w{0,9}(?:NVR|DVR)"),
    ("onvif.scope", rf"/hardware/[^/]{{0,60}}{_NAMED}|/type/Network_?Video_?(?:Storage|Recorder)"),
    ("onvif.model", _NAMED),
    ("upnp.model", _NAMED),
    ("mdns.service", r"_axis-nvr\b"),
)
_SPOKEN: tuple[tuple[Dialect, Patterns], ...] = (
    (
        Dialect.HIKVISION,
        _patterns(
            ("sadp.xml", r"<"),
            ("isapi.deviceinfo", r"<"),
            ("http.server", r"App-webs|\bDNVRS|\bDVRDVS|Hikvision"),
            ("http.www-authenticate", rf'{_OLD_REALM}|IP Camera\(|realm="i?DS-'),
            ("http.location", r"/doc/(?:page|index)"),
            ("http.body", r"/doc/page/login|ISAPI"),
            ("tls.subject", r"HIKVISION"),
        ),
    ),
    (
        Dialect.DAHUA,
        _patterns(
            ("dhip.json", r"."),
            ("dahua.deviceinfo", r"."),
            ("http.www-authenticate", r'realm="Login to '),
            ("http.body", r"WebVersion|jsBase/lib"),
            ("rtsp.server", r"Dahua"),
            ("rtsp.realm", r"^Login to "),
            ("tls.issuer", r"Dahua"),
        ),
    ),
)


def shows_recorder(shown: Shown) -> bool:
    """Whether a host showed itself as a recorder.

    The certificate that says DVRNVR does not: Hikvision's cameras bear it, too.
    """
    return not any(map(_CAMERA.search, shown.get("sadp.xml", ()))) and _shows(_RECORDER, shown)


def dialects_for(account: Account, shown: Shown) -> tuple[Dialect, ...]:
    """Return in which dialects to ask: the owner's hint alone, else what was shown before the rest."""
    if account.maker is not None:
        return (account.maker,)
    spoken = [dialect for dialect, patterns in _SPOKEN if _shows(patterns, shown)]
    return (*spoken, *(dialect for dialect in Dialect if dialect not in spoken))


def _shows(patterns: Patterns, shown: Shown) -> bool:
    return any(pattern.search(value) for trait, pattern in patterns.items() for value in shown.get(trait, ()))
