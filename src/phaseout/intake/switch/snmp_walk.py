"""What did an SNMP agent say of itself, and of the equipment it has seen?"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.capture.snmp import MAKERS_BRANCHES
from phaseout.intake.credential import without_credentials
from phaseout.intake.hardware_address import canonical_address, is_of_one_interface
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.switch.announcement import Announcement, Meaning
from phaseout.intake.switch.mib import dotted
from phaseout.intake.text_lines import MAY_BE_CUT, text_lines

_LINE = re.compile(
    r"(?P<oid>\.?(?:iso|1|[A-Za-z][\w-]{1,60}::\w[\w-]{0,80})(?:\.[^\s=|.\[\]'\"]{1,100}|\[[^\]]{1,100}\]|\.'[^']{1,40}'|\.\"[^\"]{0,200}\")*)"
    r"(?:[ \t]*=[ \t]*(?:(?P<kind>[A-Za-z][A-Za-z0-9 -]{2,20}):(?:[ \t]+|$))?(?P<value>.*)"
    r"|\|(?P<code>\d{1,2}x?)\|(?P<recorded>.*))"
)
_SIGN = re.compile(
    r"^(?:SNMPv2-MIB::sysDescr|\.?(?:iso|1)\.3\.6\.1\.[\d.]{3,80}"
    r"(?:[ \t]*=[ \t]*(?:[A-Za-z][\w -]{2,20}:|\"|$)|\|\d{1,2}x?\|)"
    r"|(?:IP|Q-BRIDGE|BRIDGE|LLDP|IF|SNMPv2)-MIB::\w{3,60}[.\[][^=\n]{1,200}=)",
    re.M,
)
_COMMUNITY = re.compile(r"(?:snmp(?:bulk)?(?:walk|get\w*)\b.{0,300}\s-(?:c|A|X|a)[ \t]*\S)")
_SYSTEM = "1.3.6.1.2.1.1."
_MOST_NEIGHBOURS = 200_000
_MOST_LINES = 60
_LONGEST = 4096
_PORT = 161
_MOST_OF_A_BRANCH = 16


class Binding(NamedTuple):
    """A line of a walk."""

    oid: str
    """Dotted, without a dot in front."""
    value: str
    place: str


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a line with an object's name and its value."""
    text = head.replace(b"\0", b"").decode("utf-8", "replace")
    return Sniff.MINE if _SIGN.search(text) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """SNMP walks as `snmpwalk` prints them, by name or by number: system, ARP, forwarding and LLDP tables.

    A file is one agent's. The addresses it has seen and the neighbours it names are things of their own.
    Recordings in the `snmprec` form are read too.
    """
    walk = _Walk()
    for binding in _bindings(stream):
        if isinstance(binding, Binding):
            yield from walk.take(binding)
        else:
            yield binding
    yield from walk.close()


def _bindings(stream: SourceStream) -> Iterator[Binding | Reading]:
    """Yield the lines, those of a text of several put together."""
    held: _Value | None = None
    for entry in text_lines(stream):
        if isinstance(entry, Unread):
            yield entry
            continue
        number, line = entry
        found = _LINE.match(line)
        if found is None:
            if _COMMUNITY.search(line):
                yield Dropped(f"line {number}", "community or key on a command line")
            elif held is not None:
                held.go_on(line)
            continue
        if held is not None:
            yield from held.close(Unread(held.place, f"the quote has no end before line {number}"))
        oid = dotted(found["oid"])
        held = _Value(oid, f"line {number}", found) if oid else None
    if held is not None:
        last = list(held.close(Unread(held.place, "the file ends inside this quote")))
        yield from last
        if stream.is_torn and held.place != "line 1" and not any(isinstance(one, Unread) for one in last):
            yield Unread(held.place, MAY_BE_CUT)


class _Value:
    """A value, which may go on for several lines where it stands in quotes."""

    def __init__(self, oid: str, place: str, found: re.Match[str]) -> None:
        self._oid, self.place = oid, place
        self._lines = [_recorded(found["code"], found["recorded"]) if found["code"] else found["value"]]
        first = self._lines[0].strip()
        self._is_open = not found["code"] and first.startswith('"') and not _closes(first[1:])

    def go_on(self, line: str) -> None:
        """Take a line that begins no other value."""
        self._is_open = self._is_open and not _closes(line)
        if len(self._lines) < _MOST_LINES:
            self._lines.append(line)

    def close(self, fault: Unread) -> Iterator[Binding | Reading]:
        """Yield the value; of one whose quote is still open, the lines that are whole, and the fault."""
        if self._is_open:
            yield fault
            del self._lines[-1]
        yield Binding(self._oid, _plain("\n".join(self._lines)), self.place)


def _closes(text: str) -> bool:
    r"""Whether a line ends with a quote that is not written as ``\"``."""
    before = text.removesuffix('"')
    return before != text and (len(before) - len(before.rstrip("\\"))) % 2 == 0


def _recorded(code: str, value: str) -> str:
    if not code.endswith("x"):
        return value
    try:
        return " ".join(f"{byte:02x}" for byte in bytes.fromhex(value))
    except ValueError:
        return value


def _plain(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        value = value[1:].removesuffix('"').replace('\\"', '"')
    return value.strip()[:_LONGEST]


class _Walk:
    """One agent while its answers are read."""

    def __init__(self) -> None:
        self._agent = Subject("agent")
        self._neighbours: dict[str, Announcement] = {}
        self._branch: list[Binding] = []
        self._beyond: dict[str, str] = {}
        """Why something was not kept → the first place."""

    def take(self, binding: Binding) -> Iterator[Reading]:
        oid = binding.oid
        if len(binding.value) >= _LONGEST:
            why = f"longer than {_LONGEST} characters; the rest was not kept"
            self._beyond.setdefault(why, binding.place)
        if oid.startswith(_SYSTEM):
            yield from self._system(oid.removeprefix(_SYSTEM), binding)
        elif oid.startswith(MAKERS_BRANCHES):
            if len(self._branch) < _MOST_OF_A_BRANCH and binding.value:
                self._branch.append(binding)
            elif binding.value:
                why = f"more than {_MOST_OF_A_BRANCH} values of a maker's own branch; the rest was not kept"
                self._beyond.setdefault(why, binding.place)
        elif (row := _seen_address(binding)) is not None:
            yield from row
        elif oid.startswith(_LLDP):
            self._neighbour(oid.removeprefix(_LLDP), binding)

    def close(self) -> Iterator[Reading]:
        if self._branch:
            # no trait is made for a maker's own branch: kept as the answers of a port
            text = "\n".join(
                f"1.3.6.1.4.1.{b.oid.removeprefix('1.3.6.1.4.1.')} = {b.value}" for b in self._branch
            )
            yield from self._say("banner", text, self._branch[0].place)
        for neighbour in self._neighbours.values():
            yield from neighbour.readings()
        for why, place in self._beyond.items():
            yield Unread(place, why)

    def _system(self, column: str, binding: Binding) -> Iterator[Reading]:
        match column:
            case "1.0":
                yield from self._say("snmp.sysdescr", binding.value, binding.place)
            case "2.0":
                if oid := dotted(binding.value):
                    yield from self._say("snmp.sysobjectid", oid, binding.place)
            case "5.0":
                yield from self._say("hostname", binding.value, binding.place, port=None)

    def _say(self, trait: str, value: str, place: str, port: int | None = _PORT) -> Iterator[Reading]:
        kept = without_credentials(trait, value)
        if kept.dropped is not None:
            yield Dropped(place, f"{trait}: {kept.dropped}")
        if kept.value:
            yield Observation(self._agent, trait, kept.value, place, None, port)

    def _neighbour(self, rest: str, binding: Binding) -> None:
        column, _, index = rest.partition(".")
        meaning = _LLDP_COLUMNS.get(column)
        if meaning is None:
            return
        if index not in self._neighbours:
            if len(self._neighbours) >= _MOST_NEIGHBOURS:
                why = f"more than {_MOST_NEIGHBOURS} neighbours; the rest was not kept"
                self._beyond.setdefault(why, binding.place)
                return
            self._neighbours[index] = Announcement(binding.place)
        self._neighbours[index].put(meaning, binding.value, binding.place)


_LLDP = "1.0.8802.1.1.2.1.4.1.1."
_LLDP_COLUMNS = {"5": Meaning.CHASSIS, "7": Meaning.PORT, "9": Meaning.NAME, "10": Meaning.DESCRIPTION}
_ARP = "1.3.6.1.2.1.4.22.1.2."
"""ipNetToMediaPhysAddress.INTERFACE.IP"""
_NEIGHBOUR_CACHE = "1.3.6.1.2.1.4.35.1.4."
"""ipNetToPhysicalPhysAddress.INTERFACE.KIND.LENGTH.IP"""
_BRIDGE = "1.3.6.1.2.1.17.4.3.1.1."
"""dot1dTpFdbAddress.MAC"""
_VLAN_BRIDGE = ("1.3.6.1.2.1.17.7.1.2.2.1.2.", "1.3.6.1.2.1.17.7.1.2.2.1.3.")
"""dot1qTpFdbPort.VLAN.MAC, dot1qTpFdbStatus.VLAN.MAC"""
_MAC_OCTETS, _IPV4_OCTETS = 6, 4


def _seen_address(binding: Binding) -> list[Reading] | None:
    """Return what a row of an ARP or forwarding table says, None for a line of another table."""
    oid = binding.oid
    if oid.startswith((_ARP, _NEIGHBOUR_CACHE)):
        mac = _octets_of(binding.value)
        index = oid.removeprefix(_ARP).removeprefix(_NEIGHBOUR_CACHE).split(".")
        ip = ".".join(index[-_IPV4_OCTETS:]) if oid.startswith(_ARP) or index[1:3] == ["1", "4"] else None
        return _row(mac, ip, binding, "no hardware address that can be read")
    if oid.startswith((_BRIDGE, *_VLAN_BRIDGE)):
        octets = oid.split(".")[-_MAC_OCTETS:]
        mac = canonical_address(":".join(f"{int(octet) & 255:02x}" for octet in octets if octet.isdecimal()))
        return _row(mac, None, binding, "no hardware address in the name of the object")
    return None


def _row(mac: str | None, ip: str | None, binding: Binding, fault: str) -> list[Reading]:
    if mac is None:
        return [Unread(binding.place, fault)]
    if not is_of_one_interface(mac):
        return []
    subject = Subject(mac)
    found: list[Reading] = [Observation(subject, "mac", mac, binding.place)]
    if ip is not None and not ip.startswith(("0.", "127.", "255.")):
        found.append(Observation(subject, "ip", ip, binding.place))
    return found


def _octets_of(value: str) -> str | None:
    """``44:19:b6:0:0:1``, ``44 19 B6 00 00 01 `` and ``4419b6000001`` are one address."""
    digits = value.strip().replace(" ", ":").replace("-", ":")
    return canonical_address(digits)


READER = Reader(name="snmp-walk", sniff=sniff, read=read)
