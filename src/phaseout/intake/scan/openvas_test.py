"""Which words of the equipment itself does the result of an OpenVAS test hold?"""

import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from phaseout.intake.response_head import traits_of_headers, traits_of_response
from phaseout.intake.scan.nessus_plugin import LONGEST_OUTPUT

Traits = Iterator[tuple[str, str]]

_FAMILY = "1.3.6.1.4.1.25623.1.0."
_HTTP_BANNER = re.compile(r"^(?:Server banner: *|Server: *)(\S[^|\n]*)", re.M)
_HTTP_TYPE = re.compile(r"The remote (?:HTTP|web) server (?:type|banner) is ?:\s*(\S[^\n]*)")
_SSH = re.compile(r"Remote SSH server (?:banner|version): *(\S[^\n]*)")
_GREETING = re.compile(
    r"Remote (FTP|SMTP|Telnet|telnet)(?: server)? banner ?:\s*\n(.*?)(?=\n\s*\n(?:This is|CPE)|\Z)", re.S
)
_CERTIFICATE = re.compile(r"^(subject|issued by|issuer)\s*\|?:?\s*(\w{1,40}=\S[^\n]*)", re.M)
_SNMP = re.compile(r"^[ \t]*(?:SNMP )?(?:sysDescr|system description)\s*:\s*(\S[^\n]*)", re.M | re.I)
_MAC = re.compile(r"(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}")
_ACCOUNTS = re.compile(
    r"default (?:password|credential|account|login|communit)|brute.?force|communities", re.I
)
_GREETINGS = {"ftp": "ftp.banner", "smtp": "smtp.banner", "telnet": "telnet.banner"}


def traits_of_test(number: str, described: str) -> Traits:
    """Yield (trait, value) for a result; none for a test that only concludes."""
    tell = _TELLING.get(number.removeprefix(_FAMILY)) if number.startswith(_FAMILY) else None
    return tell(described[:LONGEST_OUTPUT].replace("\r\n", "\n")) if tell is not None else iter(())


def names_accounts(number: str, name: str, described: str) -> bool:
    """Whether the test tried accounts or communities; its result names those that worked."""
    return _ACCOUNTS.search(name) is not None and bool(described.strip())


def _http(described: str) -> Traits:
    for banner in (*_HTTP_TYPE.findall(described), *_HTTP_BANNER.findall(described)):
        yield "http.server", banner.removeprefix("Server:").strip()


def _ssh(described: str) -> Traits:
    for banner in _SSH.findall(described):
        yield "ssh.banner", banner.strip()


def _greeting(described: str) -> Traits:
    for protocol, banner in _GREETING.findall(described):
        yield _GREETINGS[protocol.lower()], banner.strip()


def _certificate(described: str) -> Traits:
    for who, name in _CERTIFICATE.findall(described):
        yield ("tls.subject" if who == "subject" else "tls.issuer"), name.strip()


def _snmp(described: str) -> Traits:
    for said in _SNMP.findall(described):
        yield "snmp.sysdescr", said.strip().strip("'")


def _rtsp(described: str) -> Traits:
    start = described.find("RTSP/1.")
    if start >= 0:
        yield from traits_of_response(described[start:])
        return
    for line in described.split("\n"):
        for _, server in traits_of_headers(line):
            yield "rtsp.server", server


def _macs(described: str) -> Traits:
    for address in dict.fromkeys(_MAC.findall(described)):
        yield "mac", address


_TELLING: MappingProxyType[str, Callable[[str], Traits]] = MappingProxyType(
    {
        "10107": _http,
        "108708": _http,
        "10267": _ssh,
        "10092": _greeting,
        "10263": _greeting,
        "10281": _greeting,
        "103692": _certificate,
        "10800": _snmp,
        "10265": _snmp,
        "10762": _rtsp,
        "103585": _macs,
    }
)
"""By the test's number: HTTP server type (10107) and banners (108708), SSH (10267), FTP (10092), SMTP
(10263), Telnet (10281), certificate (103692), SNMP (10265, 10800), RTSP (10762), MAC (103585)."""
