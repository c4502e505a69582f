"""What do Rapid7's Recog fingerprints, kept by somebody else, add to ours?

Recog names vendors, not legal makers, so a match tells a brand and, where that brand is one the register
knows, what the brand tells of the maker. All of it is a hint (docs/decisions/0015-pattern-engine.md).
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.document import GivenRules
from phaseout.domain.party import Brand, Fingerprint, Told
from phaseout.domain.problem import UsageError
from phaseout.pattern import Pattern, PatternError

TRAITS: Mapping[str, str] = MappingProxyType(
    {
        "dhcp.vendor_class": "dhcp.vendor-class",
        "favicon.md5": "http.favicon-md5",
        "ftp.banner": "ftp.banner",
        "html_title": "http.title",
        "http_header.cookie": "http.set-cookie",
        "http_header.server": "http.server",
        "http_header.wwwauth": "http.www-authenticate",
        "mdns.device-info.txt": "mdns.txt",
        "mdns.workstation.txt": "mdns.txt",
        "ntp.readvar": "ntp.system",
        "rtsp_header.server": "rtsp.server",
        "sip_header.server": "sip.server",
        "sip_header.user_agent": "sip.server",
        "smtp.banner": "smtp.banner",
        "snmp.sys_description": "snmp.sysdescr",
        "snmp.sys_object_id": "snmp.sysobjectid",
        "ssdp_header.server": "upnp.server",
        "ssh.banner": "ssh.banner",
        "telnet.banner": "telnet.banner",
        "telnet_banners": "telnet.banner",
        "x509.issuer": "tls.issuer",
        "x509.subject": "tls.subject",
    }
)
"""What Recog calls a thing seen → the trait."""
LARGEST = 32 << 20
"""Bytes of a file; Recog's largest has one."""
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "IP Camera": "camera",
        "Web cam": "camera",
        "DVR": "recorder",
        "NVR": "recorder",
        "Video Recorder": "recorder",
        "Router": "router",
        "Broadband router": "router",
        "Switch": "switch",
    }
)
"""What Recog calls a kind of equipment → the kind."""
_RUBY = re.compile(r"\\(?P<escaped>.)|\(\?<(?=[A-Za-z_])", re.DOTALL)
_RUBY_ONLY: Mapping[str, str] = MappingProxyType({"Z": r"(?:\n?\z)", "h": "[0-9a-fA-F]"})
_DIGITS = 4
"""Of the number of a group; no pattern has as many."""
_INLINE_FLAGS = re.compile(r"\(\?([ims]+)\)")


class Recog(NamedTuple):
    """What was read."""

    fingerprints: tuple[Fingerprint, ...]
    passed_over: tuple[str, ...]
    """``file:line: why``, for each pattern and file that says nothing here."""
    given: GivenRules


def read_recog(directory: Path, brands: Mapping[str, Brand]) -> Recog:
    """Read every XML file of a directory.

    Args:
        directory: a copy of the folder ``xml`` of Recog.
        brands: by name, lower case.

    Raises:
        UsageError: it is no directory, or holds no fingerprints of Recog.
    """
    if not directory.is_dir():
        raise UsageError("is no folder", where=str(directory), remedy="name a copy of Recog's folder 'xml'")
    found: list[Fingerprint] = []
    passed_over: list[str] = []
    paths = sorted(directory.glob("*.xml"))
    for path in paths:
        for one in _of_file(path, brands):
            if isinstance(one, Fingerprint):
                found.append(one)
            else:
                passed_over.append(one)
    if not found:
        remedy = "; ".join(passed_over[:3]) or "name a copy of Recog's folder 'xml'"
        raise UsageError("holds no fingerprints of Recog", where=str(directory), remedy=remedy)
    given = GivenRules(name=directory.name, sha256=_digest(paths), used=len(found), unused=len(passed_over))
    return Recog(tuple(found), tuple(passed_over), given)


def _digest(paths: Sequence[Path]) -> str:
    """Return the SHA-256 over the names and contents of the files that can be read."""
    digest = hashlib.sha256()
    for path in paths:
        try:
            content = path.read_bytes() if path.is_file() and path.stat().st_size <= LARGEST else b""
        except OSError:
            content = b""
        digest.update(b"%s\0%d\0" % (path.name.encode(errors="surrogateescape"), len(content)))
        digest.update(content)
    return digest.hexdigest()


def _of_file(path: Path, brands: Mapping[str, Brand]) -> Iterator[Fingerprint | str]:
    try:
        if not path.is_file():  # a pipe never ends
            yield f"{path}:1: no ordinary file"
            return
        if path.stat().st_size > LARGEST:
            yield f"{path}:1: larger than {LARGEST >> 20} MB"
            return
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.parse(path, parser).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        yield f"{path}:1: {error}"
        return
    # Recog itself takes the file's name where the root says nothing; its telnet file is one.
    matches = root.get("matches") or (path.stem if path.stem in TRAITS else "")
    if root.tag != "fingerprints" or not (trait := TRAITS.get(matches)):
        yield f"{path}:1: tells of {matches or root.tag!r}, which is no trait of ours"
        return
    for number, element in enumerate(root.iterfind("fingerprint"), 1):
        pattern = _pattern(element)
        params = _params(element)
        tells = tuple(_tells(params, brands))
        if pattern is None:
            yield f"{path}:{element.sourceline}: a pattern that RE2 does not take"
        elif any(place > Pattern(pattern).count for place, _ in params.values()):
            yield f"{path}:{element.sourceline}: a parameter of a group that the pattern has not"
        elif not tells:
            yield f"{path}:{element.sourceline}: tells nothing of equipment"
        else:
            yield Fingerprint(id=f"recog/{path.stem}/{number}", trait=trait, pattern=pattern, tells=tells)


def _pattern(element: etree._Element) -> str | None:
    """Return the pattern in the syntax of RE2, None where it has none."""
    written = _RUBY.sub(_rewritten, element.get("pattern", ""))
    flags = {letter for found in _INLINE_FLAGS.findall(written) for letter in found}
    written = _INLINE_FLAGS.sub("", written)
    if "REG_ICASE" in element.get("flags", ""):
        flags.add("i")
    if "REG_DOT_NEWLINE" in element.get("flags", ""):
        flags.add("s")
    # Patterns of ours ignore case; these say themselves whether they do. In Ruby ^ and $ are those of lines.
    stated = f"{''.join(sorted(flags | {'m'}))}{'' if 'i' in flags else '-i'}"
    pattern = f"(?{stated}:{written})"
    try:
        Pattern(pattern)
    except PatternError:
        return None
    return pattern if element.get("pattern") else None


def _rewritten(token: re.Match[str]) -> str:
    if token["escaped"] is None:
        return "(?P<"
    return _RUBY_ONLY.get(token["escaped"], token[0])


def _params(element: etree._Element) -> dict[str, tuple[int, str]]:
    """Return, by name, (number of the group that holds it, else 0; the value itself)."""
    found: dict[str, tuple[int, str]] = {}
    for param in element.iterfind("param"):
        place = param.get("pos", "0")
        found[param.get("name", "")] = (
            int(place[:_DIGITS]) if place.isdecimal() else 0,
            param.get("value", ""),
        )
    return found


def _tells(params: Mapping[str, tuple[int, str]], brands: Mapping[str, Brand]) -> Iterator[Told]:
    for name, dimension in (("hw.vendor", Dimension.BRAND), ("hw.product", Dimension.MODEL)):
        place, value = params.get(name, (0, ""))
        if place:
            yield Told(dimension=dimension, value=None, capture=place, strength=Strength.HINT)
        elif value and "{" not in value:  # {os.product} is filled in from another parameter
            known = brands.get(value.lower()) if dimension is Dimension.BRAND else None
            said = value if dimension is Dimension.MODEL else known.id if known else value.lower()
            yield Told(dimension=dimension, value=said, capture=None, strength=Strength.HINT)
            for behind in known.makers if known else ():
                yield Told(
                    dimension=Dimension.MAKER, value=behind.maker, capture=None, strength=Strength.HINT
                )
    kind = KINDS.get(params.get("hw.device", (0, ""))[1])
    if kind is not None:
        yield Told(dimension=Dimension.KIND, value=kind, capture=None, strength=Strength.HINT)
