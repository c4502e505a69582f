"""What did Shodan's own programs for a protocol or a maker read out of the equipment?

The record holds their reading and not the answer, so a model or a serial number in it is what
somebody wrote down: it counts as a person's word, and not as what equipment says of itself.
"""

from collections.abc import Iterator
from types import MappingProxyType

from phaseout.intake.credential_name import names_credential
from phaseout.intake.scan.json_value import Json, list_at, object_at, text_at
from phaseout.intake.scan.sighting import Sighting

_OF_A_MAKER = MappingProxyType(
    {
        "hikvision": {"device_model": "inventory.model", "device_version": "inventory.firmware"},
        "dahua": {"serial_number": "inventory.serial"},
        "dahua_dvr_web": {"web_version": "inventory.description"},
    }
)
_SERVED = MappingProxyType(
    {
        "snmp": {"description": "snmp.sysdescr", "objectid": "snmp.sysobjectid", "name": "hostname"},
        "upnp": {"manufacturer": "upnp.manufacturer", "model_name": "upnp.model"},
    }
)
_LONGEST_KEY = 40


def see_modules(banner: Json, sighting: Sighting, port: int | None) -> None:
    """Enter what the modules of a record hold that tells of a maker."""
    for name, fields in (*_OF_A_MAKER.items(), *_SERVED.items()):
        module = object_at(banner, name)
        where = f", {name}"
        for field, trait in fields.items():
            sighting.see(trait, text_at(module, field), port, where)
        for key in module:
            if names_credential(key) or key == "user_info":  # accounts of the recorder
                sighting.drop(f"{name}.{key[:_LONGEST_KEY]}", where)
        if name in _OF_A_MAKER and module:
            sighting.see("inventory.description", name, port, where)
    sighting.see_all(_mdns(object_at(banner, "mdns")), port, ", mdns")


def _mdns(mdns: Json) -> Iterator[tuple[str, str]]:
    for written, service in object_at(mdns, "services").items():
        port, _, name = written.partition(" ")
        protocol = port.partition("/")[2]
        if protocol in {"tcp", "udp"} and name:
            yield "mdns.service", f"_{name.lstrip('_')}._{protocol}"
        for text in list_at(service, "data"):
            if isinstance(text, str) and "=" in text:
                yield "mdns.txt", text
