"""What do other services of a host say to whoever connects: streams, certificates, Hikvision's SDK, ONVIF?"""

from phaseout.intake.capture import greeting, tls
from phaseout.intake.capture.headers import end_of_head
from phaseout.probe.conversations.hello import hello
from phaseout.probe.conversations.named import is_service
from phaseout.probe.conversations.requests import options, soap
from phaseout.probe.conversations.visit import Visit
from phaseout.probe.conversations.web import Page, is_whole, own_page

RTSP, TLS, SDK, ONVIF = "rtsp", "tls", "sdk", "onvif"
RTSP_PORT, TLS_PORT, SDK_PORT = 554, 443, greeting.SDK_PORT
DEVICE_SERVICE = "/onvif/device_service"
IS_ONVIF, CALLS = "GetSystemDateAndTime", ("GetDeviceInformation", "GetScopes")
"""The call that equipment always answers anybody, and those that some equipment does."""
_ALERT = 0x15


async def ask_rtsp(visit: Visit) -> None:
    """Ask a stream server for its methods; nothing is described, set up or played."""
    payload = options(visit.hearing.address, RTSP_PORT)
    await visit.ask(RTSP_PORT, RTSP, payload, lambda said: end_of_head(said) >= 0)


async def ask_tls(visit: Visit) -> None:
    """Ask a TLS server for its certificate."""
    said = await visit.ask(TLS_PORT, TLS, hello(visit.fresh), has_certificate)
    if said and said[0] == _ALERT:
        visit.hearing.note("the TLS server takes no client of version 1.2: its certificate is not read")


async def hear_sdk(visit: Visit) -> None:
    """Connect to Hikvision's SDK port and say nothing: the equipment greets by itself."""
    await visit.listen(SDK_PORT, greeting.SDK_LENGTH, greeting.sdk)


async def ask_onvif(visit: Visit, web_port: int | None) -> None:
    """Make ONVIF's anonymous calls, the later ones only where the first shows that it is ONVIF."""
    page = service_page(visit, web_port)
    if page is None:
        return
    first = await _call(visit, page, IS_ONVIF)
    if f"{IS_ONVIF}Response".encode() in first:
        for call in CALLS:
            await _call(visit, page, call)


def service_page(visit: Visit, web_port: int | None) -> Page | None:
    """Return where the device service is: where the host itself says, else at the usual place."""
    hearing = visit.hearing
    own = [page for url in hearing.services if (page := own_page(url, hearing.address))]
    said = next((page for page in own if is_service(page.path)), None)
    return said or (Page(web_port, DEVICE_SERVICE) if web_port is not None else None)


async def _call(visit: Visit, page: Page, call: str) -> bytes:
    payload = soap(visit.hearing.address, page.port, page.path, call)
    return await visit.ask(page.port, ONVIF, payload, is_whole) or b""


def has_certificate(said: bytearray) -> bool:
    """Whether the messages up to the certificate have come, or something else than they."""
    handshake, is_ended = tls.handshake_bytes(said)
    return is_ended or tls.holds_certificate(handshake)
