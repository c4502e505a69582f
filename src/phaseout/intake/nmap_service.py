"""What did nmap's look at a service bring to light?"""

import re
from collections.abc import Iterator
from types import MappingProxyType

from lxml.etree import _Element as Element

from phaseout.intake.response_head import traits_of_response

_TRAITS = {
    "http": "http.server",
    "rtsp": "rtsp.server",
    "ftp": "ftp.banner",
    "ssh": "ssh.banner",
    "telnet": "telnet.banner",
    "smtp": "smtp.banner",
    "submission": "smtp.banner",
    "sip": "sip.server",
    "upnp": "upnp.server",
}
_ANSWER = re.compile(r'%r\((\w{1,40}),[0-9A-Fa-f]{1,8},"([^"\\]*(?:\\.[^"\\]*)*)"\)')
_LONGEST_ANSWER = 4096
# The other probes ask for pages that do not exist: what comes back is no start page.
_OF_A_PAGE = ("http.title", "http.body")
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|.)", re.S)
_MEANS = MappingProxyType(
    {f"x{octet:02{digits}}": chr(octet) for octet in range(256) for digits in "xX"}
    | {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
)


def trait_of_service(name: str) -> str:
    """Return the trait that holds what a service of this name (``http-alt``, ``ssh``) says of itself."""
    return _TRAITS.get(name.partition("-")[0].removesuffix("s"), "banner")


def traits_of_service(service: Element) -> Iterator[tuple[str, str]]:
    """Yield (trait, value) for a ``service`` element.

    ``product`` is nmap's reading of a banner that the file does not hold. The name alone is a guess
    from the number of the port, and ``devicetype``, ``ostype`` and ``cpe`` are nmap's own tables.
    """
    name = service.get("name", "")
    trait = trait_of_service(name)
    if product := service.get("product"):
        extra = None if holds_community(service) else service.get("extrainfo")
        words = (product, service.get("version"), f"({extra})" if extra else None)
        yield trait, " ".join(filter(None, words))
    if hostname := service.get("hostname"):
        yield "hostname", hostname
    if banner := service.get("banner"):  # masscan
        banner = unescaped(banner)
        yield from [("http.title", banner)] if name == "title" else _traits_of_answer(banner, trait)
    printed = service.get("servicefp")
    for probe, answer in _ANSWER.findall(printed) if printed else ():
        for told, value in _traits_of_answer(unescaped(answer)[:_LONGEST_ANSWER], "banner"):
            if probe == "GetRequest" or told not in _OF_A_PAGE:
                yield told, value


def holds_community(service: Element) -> bool:
    """Whether the element holds an SNMP community: ``SNMPv1 server (public)`` has it as extra information."""
    return service.get("name") == "snmp" and bool(service.get("extrainfo"))


def unescaped(text: str) -> str:
    r"""Turn ``\x0d\x0a`` into what it stands for, one character per byte unless the bytes are UTF-8."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_meant, text)
    try:
        return plain.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return plain


def _meant(found: re.Match[str]) -> str:
    mark = found[1]
    return _MEANS.get(mark) or _MEANS.get(mark.lower(), mark)


def _traits_of_answer(answer: str, trait: str) -> Iterator[tuple[str, str]]:
    found = list(traits_of_response(answer))
    yield from found
    if not found and answer.strip():
        yield trait, answer
