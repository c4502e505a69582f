"""Which documents does Hikvision's web interface (ISAPI) serve? (discovery.md §1.3)

Shapes are those of the captures the facts name; every name, serial number and address is invented.
"""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from phaseout.lab.persona import Camera, Persona

NAMESPACES = {
    "hikvision": "http://www.hikvision.com/ver20/XMLSchema",
    "isapi": "http://www.isapi.org/ver20/XMLSchema",
    "std-cgi": "http://www.std-cgi.com/ver20/XMLSchema",
}
_PORTS = (
    (1, "HTTP", 80),
    (2, "RTSP", 554),
    (3, "HTTPS", 443),
    (4, "DEV_MANAGE", 8000),
    (5, "WebSocket", 7681),
    (6, "IOT", 30999),
    (7, "SDK_OVER_TLS", 8443),
)


def document(root: str, namespace: str, inner: str) -> bytes:
    """Return a whole document."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{root} version="2.0" xmlns="{NAMESPACES[namespace]}">\n{inner}</{root}>\n'.encode()


def device_info(persona: Persona, says: Mapping[str, str]) -> dict[str, str]:
    """Return the elements of ``deviceInfo`` in their order; ``says`` alters, leaves out ("") and adds."""
    truth = persona.truth
    version, _, build = (truth.firmware or "").partition(" ")
    is_recorder = truth.kind == "recorder"
    elements = {
        "deviceName": "Network Video Recorder" if is_recorder else "IP CAMERA",
        "deviceID": _device_id(persona, says.get("subSerialNumber", "") if is_recorder else ""),
        "deviceDescription": "NVR" if is_recorder else "IPCamera",
        "deviceLocation": "hangzhou",
        "systemContact": "Hikvision.China",
        "model": truth.model or "",
        "serialNumber": truth.serial or "",
        "macAddress": persona.mac,
        "firmwareVersion": version,
        "firmwareReleasedDate": build,
        "encoderVersion": "V5.0" if is_recorder else "V7.3",
        "encoderReleasedDate": "build 200713",
        "bootVersion": "V1.3.4",
        "bootReleasedDate": "100316",
        "hardwareVersion": "0x0",
        "deviceType": "NVR" if is_recorder else "IPCamera",
        "telecontrolID": "255" if is_recorder else "88",
        "supportBeep": "true" if is_recorder else "false",
        "supportVideoLoss": "true" if is_recorder else "false",
        "firmwareVersionInfo": "" if is_recorder else "B-R-G5-0",
    }
    return {name: value for name, value in (elements | dict(says)).items() if value}


def _device_id(persona: Persona, short_serial: str) -> str:
    """Return the identifier, which begins on recorders with the letters of the short serial number in hex."""
    mac = persona.mac.replace(":", "")
    digits = short_serial.encode().hex()[:20] or "1f3ac3a02b1111e4a4a3"
    digits = digits.ljust(20, "0")
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:], mac))


def elements(pairs: Mapping[str, str], indent: str = "") -> str:
    """Return elements, a line each."""
    return "".join(f"{indent}<{name}>{escape(value)}</{name}>\n" for name, value in pairs.items())


def channels(behind: Iterable[Camera]) -> str:
    """Return the entries of ``InputProxyChannelList``: one camera behind the recorder each."""
    return "".join(_channel(camera) for camera in behind)


def _channel(camera: Camera) -> str:
    truth = camera.truth
    descriptor = {
        "proxyProtocol": camera.protocol,
        "addressingFormatType": "ipaddress",
        "ipAddress": camera.ip,
        "managePortNo": "80" if camera.protocol == "ONVIF" else "8000",
        "srcInputPort": "1",
        "userName": "admin",
        "streamType": "auto",
        **({"connMode": "plugplay"} if camera.socket else {}),
        "model": truth.model or "",
        "serialNumber": truth.serial or "",
        "firmwareVersion": truth.firmware or "",
        "deviceID": "",
    }
    told = {name: value for name, value in descriptor.items() if value}
    return (
        f"<InputProxyChannel>\n<id>{camera.channel}</id>\n<name>{escape(camera.name)}</name>\n"
        f"<sourceInputPortDescriptor>\n{elements(told)}</sourceInputPortDescriptor>\n"
        f"<enableAnr>false</enableAnr>\n</InputProxyChannel>\n"
    )


def channel_states(behind: Iterable[Camera]) -> str:
    """Return the entries of ``InputProxyChannelStatusList``."""
    return "".join(
        f"<InputProxyChannelStatus>\n<id>{camera.channel}</id>\n<sourceInputPortDescriptor>\n"
        f"<ipAddress>{camera.ip}</ipAddress>\n</sourceInputPortDescriptor>\n"
        f"<online>{'true' if camera.is_on else 'false'}</online>\n"
        f"<chanDetectResult>{'connect' if camera.is_on else 'netUnreachable'}</chanDetectResult>\n"
        "</InputProxyChannelStatus>\n"
        for camera in behind
    )


def inputs(count: int) -> str:
    """Return the sockets for analogue cameras, every second with a picture: never which camera gives it."""
    return "".join(
        f"<VideoInputChannel>\n<id>{number}</id>\n<inputPort>{number}</inputPort>\n"
        f"<videoInputEnabled>true</videoInputEnabled>\n<name>Camera {number:02}</name>\n"
        f"<resDesc>{'1080P25' if number % 2 else 'NO VIDEO'}</resDesc>\n</VideoInputChannel>\n"
        for number in range(1, count + 1)
    )


def services() -> str:
    """Return the real ports: ``AdminAccessProtocolList``."""
    return "".join(
        f"<AdminAccessProtocol>\n<id>{number}</id>\n<enabled>true</enabled>\n<protocol>{name}</protocol>\n"
        f"<portNo>{port}</portNo>\n</AdminAccessProtocol>\n"
        for number, name, port in _PORTS
    )


def status(target: str, code: int, text: str, detail: str) -> str:
    """Return the elements of a ``ResponseStatus``."""
    return elements(
        {"requestURL": target, "statusCode": str(code), "statusString": text, "subStatusCode": detail}
    )
