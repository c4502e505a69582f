"""Which traits does a server's answer hold, in the words of zgrab, Shodan and Censys?

The three grew out of one another and name things alike: a response has ``headers`` and a ``body``, a
certificate is ``parsed`` into a subject and an issuer.
"""

import re
from collections.abc import Iterator

from phaseout.intake.nmap_script import distinguished_name
from phaseout.intake.nmap_service import trait_of_service, unescaped
from phaseout.intake.response_head import traits_of_headers, traits_of_page, traits_of_response
from phaseout.intake.scan.json_value import Json, list_at, object_at, text_at

Traits = Iterator[tuple[str, str]]

_LONG_NAMES = {
    "common_name": "commonName",
    "organizational_unit": "organizationalUnitName",
    "organization": "organizationName",
    "locality": "localityName",
    "province": "stateOrProvinceName",
    "country": "countryName",
}
_SHORT_NAMES = ("CN", "OU", "O", "L", "ST", "C")
# masscan picks these out of a response and calls them services
_PICKED_OUT = {"title": "http.title", "http.server": "http.server"}
_NUMBER = re.compile(r"-?[0-9]{1,10}")
_MMH3_LIMIT = 1 << 31


def traits_of_http(response: Json) -> Traits:
    """Yield what a response says; ``headers`` is an object of texts, of lists, or of ``{headers: …}``."""
    headers = object_at(response, "headers")
    lines = [line for name, value in headers.items() for line in _header_lines(name, value)]
    yield from traits_of_headers("\n".join(lines))
    body = text_at(response, "body")
    if title := (text_at(response, "html_title") or text_at(response, "title")).strip():
        yield "http.title", title
    for trait, value in traits_of_page(body):
        if trait != "http.title" or not title:
            yield trait, value


def _header_lines(name: str, value: object) -> Iterator[str]:
    if name == "unknown":  # zgrab puts the headers it has no field for here
        for header in list_at(value):
            yield from _header_lines(text_at(header, "key"), list_at(header, "value"))
        return
    if isinstance(value, dict):
        value = value.get("headers")
    written = name.replace("_", "-")
    for text in list_at(value):
        if isinstance(text, str):
            yield f"{written}: {' '.join(text.split())}"


def traits_of_certificate(certificate: Json) -> Traits:
    """Yield subject and issuer of a certificate, given as names in full or in parts."""
    for who in ("subject", "issuer"):
        whole, parts = text_at(certificate, f"{who}_dn"), object_at(certificate, who)
        named = {_LONG_NAMES.get(key, key): text_at(parts, key) for key in parts if text_at(parts, key)}
        name = distinguished_name(named) if named else whole
        if named and any(short in named for short in _SHORT_NAMES):  # Shodan uses the short names
            order = [*(short for short in _SHORT_NAMES if short in named), *named]
            name = ",".join(f"{key}={named[key]}" for key in dict.fromkeys(order))
        if name:
            yield f"tls.{who}", name


def traits_of_banner(service: str, banner: str) -> Traits:
    """Yield what the bytes a port sent say; ``service`` is the scanner's name of the protocol."""
    text = banner.strip("\r\n\0 ")
    found = list(traits_of_response(text))
    yield from found
    if text and not found:
        trait = trait_of_service(service.lower())
        # a name from the number of the port is no proof that this is a header
        yield (
            ("banner" if trait in {"http.server", "rtsp.server", "sip.server", "upnp.server"} else trait),
            text,
        )


def traits_of_escaped_banner(service: str, banner: str) -> Traits:
    r"""Yield what a banner of masscan says, which is written with ``\x0d\x0a``."""
    if trait := _PICKED_OUT.get(service):
        yield trait, banner
    else:
        yield from traits_of_banner(service, unescaped(banner))


def favicon_hash(value: object) -> str | None:
    """Return a MurmurHash3 as signed 32-bit number, None if it is none."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = int(value)
    if type(value) is not int or not -_MMH3_LIMIT <= value < 2 * _MMH3_LIMIT:
        return None
    return str(value if value < _MMH3_LIMIT else value - 2 * _MMH3_LIMIT)
