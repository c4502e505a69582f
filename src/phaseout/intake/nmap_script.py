"""What do the scripts of nmap say of a host?"""

import re
from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType

from lxml.etree import _Element as Element

from phaseout.intake.nmap_service import trait_of_service, unescaped
from phaseout.intake.response_head import traits_of_headers, traits_of_response

Traits = Iterator[tuple[str, str]]

_MD5 = re.compile(r"\b[0-9A-Fa-f]{32}\b")
_NO_TITLE = re.compile(r"Site doesn't have a title|Did not follow redirect to|Requested resource was")
_REDIRECT = re.compile(r"(?:Did not follow redirect to|Requested resource was) (\S+)")
_MAC = re.compile(r"(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}")
_NAME_PART = re.compile(r"(?:^|/)(\w[\w.]{0,60})=")
_SHORT_NAME = MappingProxyType(
    {
        "commonName": "CN",
        "organizationalUnitName": "OU",
        "organizationName": "O",
        "localityName": "L",
        "stateOrProvinceName": "ST",
        "countryName": "C",
    }
)
_CHALLENGE_PART = re.compile(r"\s(realm|nonce|qop|opaque|stale|algorithm|domain|charset|userhash)=")
_SERVICE = re.compile(r"\d{1,5}/(tcp|udp) (\S{1,63})|(_\S{1,63}\._(?:tcp|udp))(?:\.local)?")
_UPNP = MappingProxyType(
    {"server": "upnp.server", "manufacturer": "upnp.manufacturer", "model name": "upnp.model"}
)
_TRIES_PASSWORDS = re.compile(r"-brute|-default-accounts|-dump-hashes|-creds")
_FOUND_NONE = re.compile(r"\bERROR\b|\bNo (?:valid |login )?(?:accounts|credentials)|^\s*(?:false)?\s*$")


def holds_accounts(script: Element) -> bool:
    """Whether the output is accounts that the script got into."""
    if not _TRIES_PASSWORDS.search(name := script.get("id", "")) or name == "rtsp-url-brute":
        return False
    return not _FOUND_NONE.search(script.get("output", ""))


def traits_of_script(script: Element) -> Iterable[tuple[str, str]]:
    """Return (trait, value) pairs for a ``script`` element; none for one that tells nothing of a maker."""
    tell = TELLING.get(script.get("id", ""))
    return tell(script) if tell is not None else ()


def _elements(script: Element) -> dict[str, str]:
    return {key: elem.text for elem in script.iterchildren("elem") if (key := elem.get("key")) and elem.text}


def _lines(script: Element) -> list[str]:
    return [line.strip() for line in script.get("output", "").split("\n") if line.strip()]


def _http_server(script: Element) -> Traits:
    values = [elem.text for elem in script.iter("elem") if elem.text] or _lines(script)
    for value in values:
        yield "http.server", value


def _http_title(script: Element) -> Traits:
    parts, output = _elements(script), script.get("output", "")
    title = parts.get("title") or ("" if _NO_TITLE.match(output) else output.split("\n")[0])
    if title.strip():
        yield "http.title", title.strip()
    redirect = parts.get("redirect_url") or next(iter(_REDIRECT.findall(output)), None)
    if redirect:
        yield "http.location", redirect


def _favicon(script: Element) -> Traits:
    for digest in _MD5.findall(script.get("output", "")):
        yield "http.favicon-md5", digest.lower()


def _http_headers(script: Element) -> Traits:
    yield from traits_of_headers(script.get("output", ""))


def _http_auth(script: Element) -> Traits:
    """The script prints ``Digest realm=IP Camera(52799) nonce=…``; the header had quotation marks."""
    for line in _lines(script):
        scheme, *parts = _CHALLENGE_PART.split(line)
        if not line.startswith("HTTP/"):
            pairs = zip(parts[::2], parts[1::2], strict=True)
            quoted = ", ".join(f'{name}="{value}"' for name, value in pairs)
            yield "http.www-authenticate", f"{scheme} {quoted}".strip()


def _certificate(script: Element) -> Traits:
    tables = {table.get("key"): table for table in script.iterchildren("table")}
    said = dict(line.split(": ", 1) for line in _lines(script) if ": " in line)
    for who in ("subject", "issuer"):
        table = tables.get(who)
        if table is not None:
            parts = {key: elem.text for elem in table.iter("elem") if (key := elem.get("key")) and elem.text}
        else:
            names, texts = _split_name(said.get(who.capitalize(), ""))
            parts = dict(zip(names, texts, strict=True))
        if parts:
            yield f"tls.{who}", distinguished_name(parts)


def _split_name(text: str) -> tuple[list[str], list[str]]:
    """Split ``commonName=x/organizationName=y``; a value may hold a slash too."""
    _, *found = _NAME_PART.split(text)
    return found[::2], found[1::2]


def distinguished_name(parts: dict[str, str]) -> str:
    """Return ``CN=…,OU=…,O=…,L=…,ST=…,C=…``: the order in which certificates are usually shown."""
    order = [*_SHORT_NAME, *(name for name in parts if name not in _SHORT_NAME)]
    return ",".join(f"{_SHORT_NAME.get(name, name)}={parts[name]}" for name in order if name in parts)


def _rtsp_paths(script: Element) -> Traits:
    for table in script.iterchildren("table"):
        if table.get("key") == "discovered":
            for elem in table.iter("elem"):
                if elem.text:  # an address with a user in it goes on whole, to be cleaned and reported
                    yield "rtsp.path", re.sub(r"^rtsp://[^/@]*(?=/|$)", "", elem.text) or "/"


def _banner(script: Element) -> Traits:
    port = script.getparent()
    service = port.find("service") if port is not None else None
    name = service.get("name", "") if service is not None else ""
    text = unescaped(script.get("output", "")).strip()
    found = list(traits_of_response(text))
    yield from found
    if text and not found:
        yield trait_of_service(name), text


def _sysdescr(script: Element) -> Traits:
    text = script.get("output", "").split("\n  System uptime:")[0].strip()
    if text:
        yield "snmp.sysdescr", text


def _engine_id(script: Element) -> Traits:
    parts = _elements(script)
    if parts.get("engineIDFormat") == "mac" and _MAC.fullmatch(address := parts.get("engineIDData", "")):
        yield "mac", address


def _netbios(script: Element) -> Traits:
    name = re.search(r"NetBIOS name: ([^,<\s]{1,63})", script.get("output", ""))
    if name:
        yield "hostname", name[1]
    mac = re.search(rf"NetBIOS MAC: ({_MAC.pattern})", script.get("output", ""))
    if mac and mac[1] != "00:00:00:00:00:00":
        yield "mac", mac[1]


def _ntp(script: Element) -> Traits:
    system = _elements(script).get("system")
    if system:
        yield "ntp.system", system


def _upnp(script: Element) -> Traits:
    yield from traits_of_upnp(_lines(script))


def traits_of_upnp(lines: list[str]) -> Traits:
    """Yield (trait, value) for what the UPnP scripts print of one piece of equipment."""
    for line in lines:
        name, colon, value = line.partition(": ")
        trait = _UPNP.get(name.lower())
        if colon and trait and value.strip():
            yield trait, value.strip()
        elif not colon and "UPnP/" in line:  # older nmap prints the SERVER header without its name
            yield "upnp.server", line


def _wsdd(script: Element) -> Traits:
    yield from traits_of_wsdd(_lines(script))


def traits_of_wsdd(lines: list[str]) -> Traits:
    """Yield the types a WS-Discovery answer names; nmap does not print the scopes."""
    for line in lines:
        name, colon, value = line.partition(": ")
        if colon and name == "Type":
            yield "banner", f"WS-Discovery {value.strip()}"


def _services(script: Element) -> Traits:
    yield from traits_of_services(_lines(script))


def traits_of_services(lines: list[str]) -> Traits:
    """Yield the mDNS services one piece of equipment offers, and what it adds to them."""
    for line in lines:
        if found := _SERVICE.fullmatch(line):
            protocol, name, type_name = found.groups()
            yield "mdns.service", f"_{name}._{protocol}" if name else type_name
        elif "=" in line and not line.startswith("Address="):
            yield "mdns.txt", line


TELLING: MappingProxyType[str, Callable[[Element], Traits]] = MappingProxyType(
    {
        "http-server-header": _http_server,
        "http-title": _http_title,
        "http-favicon": _favicon,
        "http-headers": _http_headers,
        "http-auth": _http_auth,
        "ssl-cert": _certificate,
        "rtsp-url-brute": _rtsp_paths,
        "banner": _banner,
        "snmp-sysdescr": _sysdescr,
        "snmp-info": _engine_id,
        "nbstat": _netbios,
        "ntp-info": _ntp,
        "upnp-info": _upnp,
        "wsdd-discover": _wsdd,
        "dns-service-discovery": _services,
    }
)
"""What is read of a script, by the script's name."""
