"""Which number does the name of an SNMP object stand for?"""

import re
from collections.abc import Mapping
from types import MappingProxyType

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "sysDescr": "1.3.6.1.2.1.1.1",
        "sysObjectID": "1.3.6.1.2.1.1.2",
        "sysName": "1.3.6.1.2.1.1.5",
        "ipNetToMediaPhysAddress": "1.3.6.1.2.1.4.22.1.2",
        "ipNetToPhysicalPhysAddress": "1.3.6.1.2.1.4.35.1.4",
        "dot1dTpFdbAddress": "1.3.6.1.2.1.17.4.3.1.1",
        "dot1qTpFdbPort": "1.3.6.1.2.1.17.7.1.2.2.1.2",
        "dot1qTpFdbStatus": "1.3.6.1.2.1.17.7.1.2.2.1.3",
        "lldpRemChassisId": "1.0.8802.1.1.2.1.4.1.1.5",
        "lldpRemPortId": "1.0.8802.1.1.2.1.4.1.1.7",
        "lldpRemSysName": "1.0.8802.1.1.2.1.4.1.1.9",
        "lldpRemSysDesc": "1.0.8802.1.1.2.1.4.1.1.10",
        "enterprises": "1.3.6.1.4.1",
        "mib-2": "1.3.6.1.2.1",
    }
)
_NUMBERS = re.compile(r"\d{1,10}(?:\.\d{1,10}){1,127}")
_INDEX = re.compile(r"\[([^\]]*)\]")
_MAC = re.compile(r"[0-9a-fA-F]{1,2}(?::[0-9a-fA-F]{1,2}){5}")
_DOTTED_PREFIX = re.compile(r"^\.?(?:iso\.org\.dod\.internet|iso\.3\.6\.1|\.?1\.3\.6\.1)(?=\.)")


def dotted(oid: str) -> str | None:
    """Return ``1.3.6.1.2.1.1.1.0`` for ``SNMPv2-MIB::sysDescr.0``; None for a name that is not needed.

    An index in brackets (``dot1qTpFdbPort[1][STRING: 44:19:b6:0:0:1]``, ``-OX``) becomes its numbers.
    """
    plain = oid.lstrip(".")
    if _NUMBERS.fullmatch(plain):
        return plain
    oid = oid.strip().rpartition("::")[2]
    oid = _INDEX.sub(lambda found: f".{_numbers(found[1])}", oid).lstrip(".")
    oid = _DOTTED_PREFIX.sub("1.3.6.1", oid)
    oid = re.sub(r"^iso(?=\.\d)", "1", oid)
    oid = oid.replace("1.3.6.1.private.enterprises", "1.3.6.1.4.1").replace(
        "1.3.6.1.mgmt.mib-2", "1.3.6.1.2.1"
    )
    name, dot, index = oid.partition(".")
    if name in _NAMES:
        oid = f"{_NAMES[name]}{dot}{_numbers(index)}"
    return oid if _NUMBERS.fullmatch(oid) else None


def _numbers(index: str) -> str:
    """Return an index as numbers: an address in it is six octets."""
    index = index.removeprefix("STRING:").strip().strip('"')
    return _MAC.sub(lambda found: ".".join(str(int(octet, 16)) for octet in found[0].split(":")), index)
