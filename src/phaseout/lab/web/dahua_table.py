"""Which lines does a Dahua recorder write of the cameras behind it? (discovery.md §1.6)"""

from collections.abc import Iterable

from phaseout.lab.persona import Camera

PASSWORD = "PLANTED-CLEAR-TEXT"  # noqa: S105 (what must never be kept)
"""What such recorders give away, of every camera."""
_ROW = "table.RemoteDevice.uuid:System_CONFIG_NETCAMERA_INFO_"
_EMPTY = {
    "Address": "192.168.0.0",
    "DeviceType": "",
    "Enable": "false",
    "Mac": "ff:ff:ff:ff:ff:ff",
    "SerialNo": "",
}
_SLOTS = 8
"""A recorder writes its empty slots too."""


def remote_devices(behind: Iterable[Camera]) -> str:
    """Return the table ``RemoteDevice``: slots count from 0."""
    slots = {camera.channel - 1: _slot(camera) for camera in behind}
    return "".join(
        f"{_ROW}{slot}.{key}={value}\r\n"
        for slot in range(max((_SLOTS, *(slot + 1 for slot in slots))))
        for key, value in slots.get(slot, _EMPTY).items()
    )


def channel_titles(behind: Iterable[Camera]) -> str:
    """Return the table ``ChannelTitle``."""
    return "".join(
        f"table.ChannelTitle[{camera.channel - 1}].Name={camera.name}\r\n" for camera in behind if camera.name
    )


def _slot(camera: Camera) -> dict[str, str]:
    truth, is_onvif = camera.truth, camera.protocol == "Onvif"
    return {
        "Address": camera.ip,
        "DeviceType": truth.model or "",
        "Enable": "true" if camera.is_on else "false",
        "HttpPort": "80",
        "HttpsPort": "443",
        "Mac": camera.mac or "ff:ff:ff:ff:ff:ff",
        "Name": "",
        "Password": PASSWORD,
        "Port": "80" if is_onvif else "37777",
        "ProtocolType": "Onvif" if is_onvif else "Dahua2",
        "RtspPort": "554",
        "SerialNo": truth.serial or "",
        "UserName": "admin",
        "Vendor": "Onvif" if is_onvif else "Private",
        "Version": truth.firmware or "",
        "VideoInputChannels": "1",
        "VideoInputs[0].Name": camera.name,
    }
