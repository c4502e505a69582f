"""Which restricted makers do nmap's match lines name in a banner?

The file stays where nmap installed it; its licence (NPSL) lets it be compared with and not be copied. What is left out
of the comparison: matches of binary answers, which no text corpus holds; vendors that a match takes from the text
(``p/$1/``); and the order of matches, so that a line counts although an earlier one would have answered first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from quality.scoring import restricted_in

PROBES = Path("/usr/share/nmap/nmap-service-probes")
PREFIXES = Path("/usr/share/nmap/nmap-mac-prefixes")
_FIELD = re.compile(r"\s+(?:cpe:)?[pviohd](?P<mark>[^\w\s])(?P<text>.*?)(?P=mark)[a]?")
_STATUSES = ("HTTP/1.0 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 401 Unauthorized")
_HTTP = tuple(
    f"{status}\r\n{before}{{}}\r\n{after}\r\n"
    for status in _STATUSES
    for before, after in (
        ("", "Date: Thu Jan  1 00:00:00 1970\r\nContent-Length: 0\r\nConnection: close\r\n"),
        ("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n", ""),
    )
)
_FRAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "http.server": tuple(frame.replace("{}", "Server: {}") for frame in _HTTP),
        "http.www-authenticate": tuple(frame.replace("{}", "WWW-Authenticate: {}") for frame in _HTTP),
        "http.set-cookie": tuple(frame.replace("{}", "Set-Cookie: {}") for frame in _HTTP),
        "http.title": (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>{}</title></head>",
        ),
        "rtsp.server": (
            "RTSP/1.0 200 OK\r\nServer: {}\r\n\r\n",
            "RTSP/1.0 405 Method Not Allowed\r\nServer: {}\r\nContent-Length: 0\r\nCSeq: 0\r\n\r\n",
        ),
        "sip.server": ("SIP/2.0 200 OK\r\nUser-Agent: {}\r\n\r\n", "SIP/2.0 200 OK\r\nServer: {}\r\n\r\n"),
        "upnp.server": tuple(frame.replace("{}", "Server: {}") for frame in _HTTP),
        "ftp.banner": ("{}\r\n", "220 {}\r\n"),
        "smtp.banner": ("{}\r\n", "220 {}\r\n"),
        "ssh.banner": ("{}\r\n", "SSH-2.0-{}\r\n"),
        "telnet.banner": ("{}", "\xff\xfb\x01\xff\xfb\x03{}"),
        "banner": ("{}",),
    }
)
"""What answers look like on the wire, of which a corpus keeps one field. Nothing is added that tells a maker."""


class Match(NamedTuple):
    """A match line that names a restricted maker."""

    pattern: re.Pattern[str]
    makers: frozenset[str]


def read_matches(lines: Sequence[str]) -> tuple[list[Match], int]:
    """Return the match lines that name a restricted maker, and how many of those Python cannot compile."""
    found: list[Match] = []
    refused = 0
    for line in lines:
        if (parts := _parts(line)) is None:
            continue
        written, flags, told = parts
        if makers := restricted_in(told):
            try:
                found.append(Match(re.compile(written, flags), makers))
            except re.error:
                refused += 1
    return found, refused


def _parts(line: str) -> tuple[str, re.RegexFlag, str] | None:
    """Return (pattern, flags, everything that is said of the product)."""
    head = re.match(r"(?:soft)?match \S+ m(.)", line)
    if head is None:
        return None
    body = line[head.end() :]
    written, mark, rest = body.partition(head[1])
    if not mark:
        return None
    letters = re.match(r"[is]*", rest)
    flags = re.RegexFlag(0)
    for letter in letters[0] if letters else "":
        flags |= re.IGNORECASE if letter == "i" else re.DOTALL
    return written, flags, " ".join(field["text"] for field in _FIELD.finditer(rest))


def named(matches: Sequence[Match], observations: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Return the restricted makers that the matches name in the observations of one case."""
    found: set[str] = set()
    for trait, value in observations:
        wire = value.encode("utf-8", "surrogateescape").decode("latin-1")
        for answer in (frame.replace("{}", wire) for frame in _FRAMES.get(trait, ())):
            for match in matches:
                if match.pattern.search(answer):
                    found |= match.makers
    return frozenset(found)


def speaks_of(observations: Sequence[tuple[str, str]]) -> bool:
    """Return whether a case holds anything the match lines could be tried on."""
    return any(trait in _FRAMES for trait, _ in observations)


def read_prefixes(lines: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the restricted makers by hex prefix of nmap's own table of addresses."""
    return dict(_prefixes(lines))


def _prefixes(lines: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in lines:
        prefix, _, registrant = line.strip().partition(" ")
        if not prefix.startswith("#") and (makers := restricted_in(registrant)):
            yield prefix.upper(), makers


def named_by_address(
    prefixes: Mapping[str, frozenset[str]], observations: Sequence[tuple[str, str]]
) -> frozenset[str]:
    """Return the restricted makers in whose blocks the addresses of one case lie."""
    found: set[str] = set()
    for trait, value in observations:
        if trait == "mac":
            digits = re.sub(r"[^0-9A-F]", "", value.upper())
            found |= next((prefixes[digits[:n]] for n in (9, 7, 6) if digits[:n] in prefixes), frozenset())
    return frozenset(found)
