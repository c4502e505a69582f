"""How does the web server of Dahua's firmware answer, with an account and without? (discovery.md §1.5)"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from phaseout.lab.house import House
from phaseout.lab.persona import Persona
from phaseout.lab.web.account import Door
from phaseout.lab.web.dahua_table import channel_titles, remote_devices
from phaseout.lab.web.site import DATE, Reply, Request, reply

_LAST = ("CONNECTION", "close")
_CHANGED = "Thu, 04 Mar 2021 08:00:00 GMT"
_PAGE = (
    '\ufeff<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\r\n<html>\r\n<head>\r\n<title>{title}</title>\r\n'
    '<link rel="shortcut icon" href="/baseProj/images/favicon.ico"/>\r\n'
    '<script src="jsBase/lib/jquery.js?version=@WebVersion@"></script>\r\n</head>\r\n'
    '<body><img src="/custom_logo/web_logo.png"/></body>\r\n</html>\r\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DahuaWeb:
    """Serves the start page, what the page may know, and the owner's tables."""

    port: int = 80
    title: str = "WEB SERVICE"
    realm: str = "Login to {serial}"
    caps_vendor: str = "General"
    """``vendor`` of ``webCapsConfig``; empty where the page is not served."""
    vendor: str = "Dahua"
    """``getVendor``, with the account."""
    type_number: str = ""
    """Of recorders that say a number for ``deviceType``: the model stands in ``updateSerial`` then."""
    more: Mapping[str, str] = field(default_factory=dict)
    """Other pages, by path."""

    def enter(self, house: House) -> None:
        """Show the pages."""
        persona = house.persona
        realm = house.filled(self.realm)
        door = Door(realm, persona.account, persona.mac)

        def site(request: Request) -> Reply | None:
            if request.path in {"/cgi-bin/magicBox.cgi", "/cgi-bin/configManager.cgi"}:
                return self._owners(request, persona, door)
            if request.path == "/RPC2_Login":
                return _login(realm)
            text = self._pages(persona).get(request.path)
            return _shown(text) if text is not None else None

        house.show(self.port, site)

    def _pages(self, persona: Persona) -> dict[str, str]:
        caps = {
            "vendor": self.caps_vendor,
            "deviceType": persona.truth.model,
            "WebVersion": "3.2.1.563210",
            "DeviceSubClass": "0",
        }
        pages = {"/": _PAGE.format(title=self.title), **self.more}
        return pages | ({"/web_caps/webCapsConfig": json.dumps(caps)} if self.caps_vendor else {})

    def _owners(self, request: Request, persona: Persona, door: Door) -> Reply | None:
        if not door.lets_in(request):
            challenge = door.challenge(', opaque="5ccc069c403ebaf9f0171e9517f40e41"')
            return reply(401, b"", ("WWW-Authenticate", challenge), _LAST)
        query = {key: values[0] for key, values in parse_qs(request.target.partition("?")[2]).items()}
        asked = query.get("name") if query.get("action") == "getConfig" else query.get("action")
        make = self._answers(persona).get(asked or "")
        if make is None:
            return reply(400, b"Error\r\nBad Request!\r\n", _LAST)
        return reply(200, make().encode(), ("Content-Type", "text/plain;charset=utf-8"), _LAST)

    def _answers(self, persona: Persona) -> dict[str, Callable[[], str]]:
        truth = persona.truth
        model, serial = truth.model or "", truth.serial or ""
        kind = self.type_number or model
        return {
            "getSystemInfo": lambda: _lines(
                serialNumber=serial, deviceType=kind, processor="ST7108", updateSerial=model
            ),
            "getSoftwareVersion": lambda: _lines(version=truth.firmware or ""),
            "getDeviceType": lambda: _lines(type=kind),
            "getMachineName": lambda: _lines(name=serial),
            "getVendor": lambda: _lines(vendor=self.vendor),
            "RemoteDevice": lambda: remote_devices(persona.behind),
            "ChannelTitle": lambda: channel_titles(persona.behind),
        }


def _shown(text: str) -> Reply:
    """Return a page under the head that Dahua's server writes: its own capitals, its own order."""
    body = text.encode()
    head = (
        f"HTTP/1.1 200 OK\r\nCONNECTION: close\r\nDate: {DATE}\r\nLast-Modified: {_CHANGED}\r\n"
        f'Etag: "1614844800:{len(body):x}"\r\nCONTENT-LENGTH: {len(body)}\r\nP3P: CP=CAO PSA OUR\r\n'
        "CACHE-CONTROL: max-age=0\r\nCONTENT-TYPE: text/html\r\n\r\n"
    )
    return Reply(head=head.encode(), body=body)


def _login(realm: str) -> Reply:
    """Return the challenge of a login: whoever gets it has tried one."""
    challenge = {"encryption": "Default", "random": "1093172228", "realm": realm}
    told = {"error": {"code": 268632079}, "id": 1, "params": challenge, "result": False, "session": 1}
    return reply(200, json.dumps(told).encode(), ("Content-Type", "application/json"), _LAST)


def _lines(**pairs: str) -> str:
    return "".join(f"{name}={value}\r\n" for name, value in pairs.items())
