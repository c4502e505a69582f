"""What does one neighbour announce of itself over LLDP or CDP, however it is listed?"""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from types import MappingProxyType

from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.intake.hardware_address import canonical_address, is_of_one_interface

_MOST_VALUES = 16
_LONGEST = 4096
_NOTHING = re.compile(r"(?:not advertised|n/?a|null|none|-+|unknown|not received|\(none\))?", re.I)
_SPACED = re.compile(r"(?:[0-9A-Fa-f]{1,2}[ ]){5}[0-9A-Fa-f]{1,2}")
_PLAIN = re.compile(r"[0-9A-Fa-f]{12}")
_FIRST_WORDS = re.compile(r"(?:mac(?:[- ]?address)?|ifname|local|ip|ipv4|ipv6)[ :]+", re.I)


class Meaning(Enum):
    """What a line or key of a listing is about."""

    CHASSIS = auto()
    PORT = auto()
    NAME = auto()
    DESCRIPTION = auto()
    ADDRESS = auto()
    INVENTORY = auto()
    """A line of LLDP-MED's inventory: maker, model, serial number."""
    OTHER = auto()
    """Known, and ends a description of several lines."""


_WORDS = {
    Meaning.CHASSIS: "chassisid chassismac lldpremotechassisid",
    Meaning.PORT: "portid portmac lldpremoteportid",
    Meaning.NAME: "systemname sysname chassisname deviceid lldpremotesystemname hostname",
    Meaning.DESCRIPTION: "systemdescription systemdescr systemdesc sysdescr sysdescription sysdesc"
    " chassisdescription chassisdescr version platform lldpsystemdescription",
    Meaning.ADDRESS: "managementaddress managementaddressipv6 managementipaddress mgmtip mgmtaddr mgmtaddress"
    " ipaddress ipv4address ipv6address ip ipv6 address lldpremotemanagementaddress mgmtaddripv6",
    Meaning.INVENTORY: "manufacturer manufacturername model modelname serialnumber serial hardwarerevision"
    " softwarerevision firmwarerevision hwrevision swrevision fwrevision assetid",
    Meaning.OTHER: "timeremaining timetolive ttl holdtime systemcapabilities enabledcapabilities capability"
    " systemcapabilitiessupported portdescription portdescr portdesc managementaddresses managementinfo"
    " managementaddresstype advertisementversion autonegotiation vlanid pvid localintf localport localportid"
    " interface mgmtiface porttype portidtype chassistype chassisidtype duplex type nativevlan pmdautoneg"
    " vtpmanagementdomain lldpmed meddevicetype updatetime",
}
MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    {word: meaning for meaning, words in _WORDS.items() for word in words.split()}
)
"""By name in lower case without marks and blanks; a leading ``neighbor`` or ``remote`` is left out."""


def meaning_of(key: str) -> Meaning | None:
    """Return what a key is about, None for one that is not known."""
    plain = re.sub(r"[^a-z0-9]", "", key.lower())
    for prefix in ("neighbor", "neighbour", "remote", "lldprem", "peer"):
        if plain.startswith(prefix) and plain[len(prefix) :] in MEANINGS:
            plain = plain.removeprefix(prefix)
    return MEANINGS.get(plain)


class Announcement:
    """A neighbour while its lines are put together."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._said: dict[Meaning, dict[str, str]] = {}
        self._beyond: dict[str, str] = {}
        """Why something was not kept → the first place."""

    def put(self, meaning: Meaning, text: str, place: str) -> None:
        """Enter what a line says; a value said twice counts once."""
        text = text.strip()
        if len(text) > _LONGEST:
            text = text[:_LONGEST]
            self._beyond.setdefault(f"longer than {_LONGEST} characters; the rest was not kept", place)
        held = self._said.setdefault(meaning, {})
        if _NOTHING.fullmatch(text) or text in held:
            return
        if len(held) < _MOST_VALUES:
            held[text] = place
        else:
            why = f"more than {_MOST_VALUES} values of one kind at a neighbour; the rest was not kept"
            self._beyond.setdefault(why, place)

    def has(self, meaning: Meaning) -> bool:
        """Whether anything of this meaning was said."""
        return bool(self._said.get(meaning))

    def readings(self) -> Iterator[Reading]:
        """Yield the neighbour; nothing for a block that names none."""
        ids = (*self._texts(Meaning.CHASSIS), *self._texts(Meaning.PORT))
        macs = [mac for text in ids if (mac := _mac(text))]
        addresses = [
            ip
            for meaning in (Meaning.ADDRESS, Meaning.CHASSIS)
            for t in self._texts(meaning)
            if (ip := _ip(t))
        ]
        names = self._texts(Meaning.NAME)
        yield from (Unread(place, why) for why, place in self._beyond.items())
        # many cameras of one make bear one name, so an address goes with it
        key = macs[0] if macs else " ".join((*names[:1], *addresses[:1]))
        if not key:
            return
        subject = Subject(key)
        for trait, values in (("mac", macs[:1]), ("ip", addresses), ("hostname", names)):
            for value in dict.fromkeys(values):
                yield Observation(subject, trait, value, self.place)
        for text, place in self._said.get(Meaning.DESCRIPTION, {}).items():
            yield Observation(subject, "lldp.sysdescr", text, place)
        if inventory := self._said.get(Meaning.INVENTORY):
            # the inventory of LLDP-MED is what the equipment says of itself, as its description is
            yield Observation(subject, "lldp.sysdescr", "\n".join(inventory), next(iter(inventory.values())))

    def _texts(self, meaning: Meaning) -> list[str]:
        return list(self._said.get(meaning, ()))


def _mac(text: str) -> str | None:
    """``mac 44:19:b6:00:00:01``, ``4419.b600.0001`` and ``44 19 b6 00 00 01`` are one address."""
    text = _FIRST_WORDS.sub("", text, count=1).strip()
    if _SPACED.fullmatch(text):
        text = text.replace(" ", ":")
    elif _PLAIN.fullmatch(text):
        text = f"{text[:6]}-{text[6:]}"
    mac = canonical_address(text)
    return mac if mac is not None and is_of_one_interface(mac) else None


def _ip(text: str) -> str | None:
    text = _FIRST_WORDS.sub("", text, count=1).split("%")[0].strip()
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return None if address.is_unspecified or address.is_multicast else str(address)
