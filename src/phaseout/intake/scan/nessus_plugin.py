"""Which words of the equipment itself does the output of a Nessus plugin hold?"""

import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from phaseout.intake.nmap_script import distinguished_name
from phaseout.intake.response_head import traits_of_headers, traits_of_page, traits_of_response

Traits = Iterator[tuple[str, str]]

LONGEST_OUTPUT = 65_536
"""Characters of an output that are looked at. Its repeats are bounded: what it quotes may mean harm."""
_MD5 = re.compile(r"MD5 fingerprint\s*:\s*([0-9a-fA-F]{32})")
_HEADERS = re.compile(r"^Headers :\s*$\n(.*?)(?=^Response Body :|\Z)", re.M | re.S)
_BODY = re.compile(r"^Response Body :\s*$\n(.*)", re.M | re.S)
_SSH = re.compile(r"SSH version\s*:\s*(\S[^\n]*)")
_SNIP = re.compile(r"(?<!-)-{6,80} snip -{6,80}\n(.*?)\n?(?<!-)-{6,80} snip -{6,80}", re.S)
_SNMP = re.compile(r"^[ \t]*(sysDescr|sysObjectID|sysName)\s*:\s*(\S[^\n]*)", re.M)
_SNMP_TRAITS = {"sysDescr": "snmp.sysdescr", "sysObjectID": "snmp.sysobjectid", "sysName": "hostname"}
_MAC = re.compile(r"(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}")
_NAME_BLOCK = re.compile(r"(Subject|Issuer) Name:\s*\n(.*?)(?:\n[ \t]*\n(?=\S[^\n]*:)|\Z)", re.S)
_NAME_PARTS = MappingProxyType(
    {
        "Common Name": "commonName",
        "Organization Unit": "organizationalUnitName",
        "Organization": "organizationName",
        "Locality": "localityName",
        "State/Province": "stateOrProvinceName",
        "Country": "countryName",
    }
)
_PART_LINE = re.compile(
    r"^[ \t]*(Common Name|Organization Unit|Organization|Locality|State/Province|Country): *(\S[^\n]*)$", re.M
)
_UPNP = re.compile(r"^[ \t]*(manufacturer|modelName|Server)\s*:\s*(\S[^\n]*)", re.M)
_UPNP_TRAITS = {"manufacturer": "upnp.manufacturer", "modelName": "upnp.model", "Server": "upnp.server"}
_ACCOUNTS = re.compile(
    r"default (?:password|credential|account|login)|brute|password guess|weak password", re.I
)
_ACCOUNT = re.compile(r"\b(?:password|login|account|user(?:name)?|credentials)\b", re.I)


def traits_of_plugin(number: str, output: str) -> Traits:
    """Yield (trait, value) for the output of a plugin; none for one that only concludes."""
    tell = _TELLING.get(number)
    return tell(output[:LONGEST_OUTPUT].replace("\r\n", "\n")) if tell is not None else iter(())


def found_accounts(name: str, output: str) -> bool:
    """Whether the plugin tried accounts and its output names some."""
    return _ACCOUNTS.search(name) is not None and _ACCOUNT.search(output) is not None


def _behind_colon(trait: str) -> Callable[[str], Traits]:
    def tell(output: str) -> Traits:
        _, colon, said = output.partition(":\n")
        if colon and said.strip():
            yield trait, said.strip()

    return tell


def _http(output: str) -> Traits:
    if headers := _HEADERS.search(output):
        yield from traits_of_headers("\n".join(line.strip() for line in headers[1].split("\n")))
    if body := _BODY.search(output):
        yield from traits_of_page(body[1].strip())


def _favicon(output: str) -> Traits:
    for digest in _MD5.findall(output):
        yield "http.favicon-md5", digest.lower()


def _ssh(output: str) -> Traits:
    for banner in _SSH.findall(output):
        yield "ssh.banner", banner.strip()


def _telnet(output: str) -> Traits:
    for banner in _SNIP.findall(output):
        yield "telnet.banner", banner.strip()


def _snmp(output: str) -> Traits:
    for name, said in _SNMP.findall(output):
        yield _SNMP_TRAITS[name], said.strip()


def _macs(output: str) -> Traits:
    for address in dict.fromkeys(_MAC.findall(output)):
        yield "mac", address


def _certificate(output: str) -> Traits:
    for who, block in _NAME_BLOCK.findall(output):
        parts = {_NAME_PARTS[name]: said.strip() for name, said in _PART_LINE.findall(block)}
        if parts:
            yield f"tls.{who.lower()}", distinguished_name(parts)


def _rtsp(output: str) -> Traits:
    start = output.find("RTSP/1.")
    if start >= 0:
        yield from traits_of_response(output[start:])


def _upnp(output: str) -> Traits:
    for name, said in _UPNP.findall(output):
        yield _UPNP_TRAITS[name], said.strip()


_TELLING: MappingProxyType[str, Callable[[str], Traits]] = MappingProxyType(
    {
        "10107": _behind_colon("http.server"),
        "24260": _http,
        "20108": _favicon,
        "10092": _behind_colon("ftp.banner"),
        "10263": _behind_colon("smtp.banner"),
        "10267": _ssh,
        "10281": _telnet,
        "10800": _snmp,
        "10863": _certificate,
        "10762": _rtsp,
        "35711": _upnp,
        "35712": _upnp,
        "10150": _macs,
        "86420": _macs,
    }
)
"""By the plugin's number, which Tenable never gives to another: HTTP server type (10107), HTTP
information (24260), favicon (20108), FTP (10092), SMTP (10263), SSH (10267), Telnet (10281), SNMP
(10800), certificate (10863), RTSP (10762), UPnP (35711, 35712), NetBIOS (10150), MAC addresses (86420)."""
