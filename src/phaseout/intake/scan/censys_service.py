"""What does a service say of itself, as the Platform and Search 2 of Censys write it?"""

from collections.abc import Iterator

from phaseout.intake.scan.answer import (
    favicon_hash,
    traits_of_banner,
    traits_of_certificate,
    traits_of_http,
)
from phaseout.intake.scan.json_value import Json, list_at, object_at, port_of, text_at
from phaseout.intake.scan.sighting import Sighting

_MD5_DIGITS = 32


def see_service(service: Json, sighting: Sighting) -> None:
    """Enter one entry of ``services``."""
    port = port_of(service.get("port"))
    if port is None:
        sighting.fault("a service without the number of its port")
        return
    transport = text_at(service, "transport_protocol").lower()
    where = f", port {port}" if transport == "tcp" else f", port {port}/{transport[:8]}"
    if transport in {"tcp", "udp", "quic"}:
        sighting.see("port.tcp" if transport == "tcp" else "port.udp", str(port), port, where)
    name = (text_at(service, "protocol") or text_at(service, "service_name")).lower()
    pages = [*_pages(service)]
    for page, is_start in pages:
        for trait, value in traits_of_http(page):
            if is_start or trait not in {"http.body", "http.title"}:
                sighting.see(trait, value, port, where)
        sighting.see_all(_favicons(page), port, where)
    has_body = any(text_at(page, "body") for page, _ in pages)
    for trait, value in traits_of_banner(name, text_at(service, "banner")):
        if not (has_body and trait in {"http.body", "http.title"}):
            sighting.see(trait, value, port, where)
    sighting.see_all(_protocols(service, name), port, where)
    for certificate in (
        object_at(service, "cert", "parsed"),
        object_at(service, "tls", "certificates", "leaf_data"),
        object_at(service, "tls", "certificate", "parsed"),
    ):
        sighting.see_all(traits_of_certificate(certificate), port, where)
    if text_at(service, "snmp", "community"):
        sighting.drop("SNMP community", where)


def _pages(service: Json) -> Iterator[tuple[Json, bool]]:
    """Yield the HTTP responses, and whether each is the start page."""
    if response := object_at(service, "http", "response"):
        yield response, True
    for endpoint in list_at(service, "endpoints"):
        if page := object_at(endpoint, "http"):
            yield page, text_at(endpoint, "path") in {"", "/"}


def _favicons(page: Json) -> Iterator[tuple[str, str]]:
    for icon in list_at(page, "favicons"):
        md5 = text_at(icon, "hash_md5") or text_at(icon, "md5_hash")
        if len(md5) == _MD5_DIGITS:
            yield "http.favicon-md5", md5.lower()
        digest = favicon_hash(text_at(icon, "hash_shodan") or text_at(icon, "shodan_hash"))
        if digest is not None:
            yield "http.favicon-mmh3", digest


def _protocols(service: Json, name: str) -> Iterator[tuple[str, str]]:
    for protocol in ("ftp", "telnet", "smtp", "rtsp", "sip"):
        if banner := text_at(service, protocol, "banner") or text_at(service, protocol, "response"):
            yield from traits_of_banner(protocol, banner)
    ssh = object_at(service, "ssh", "endpoint_id")
    if raw := text_at(ssh, "raw"):
        yield "ssh.banner", raw
    snmp = object_at(service, "snmp", "oid_system") or object_at(service, "snmp")
    if described := text_at(snmp, "desc") or text_at(snmp, "description"):
        yield "snmp.sysdescr", described
    if number := text_at(snmp, "object_id"):
        yield "snmp.sysobjectid", number
    device = object_at(service, "upnp", "device") or object_at(service, "upnp", "devices")
    if maker := text_at(device, "manufacturer"):
        yield "upnp.manufacturer", maker
    if model := text_at(device, "model_name"):
        yield "upnp.model", model
