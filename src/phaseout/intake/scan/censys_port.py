"""What does a port say, in the documents of Censys that have a key for each port?"""

from collections.abc import Iterator

from phaseout.intake.scan.answer import traits_of_banner, traits_of_certificate, traits_of_http
from phaseout.intake.scan.json_value import Json, object_at, port_of, text_at
from phaseout.intake.scan.sighting import FirstSights, Sighting

_UDP = frozenset(("dns", "ntp", "snmp", "upnp", "bacnet", "sip"))
_TELLING_OF_NO_MAKER = frozenset(
    ("dns", "smb", "mysql", "mssql", "postgres", "mongodb", "oracle", "ntp", "rdp", "ipp", "metadata")
)


def see_port(number: str, protocols: Json, sighting: Sighting, strange: FirstSights) -> None:
    """Enter what the protocols of one port say; name the protocols that are not understood once."""
    port = port_of(number)
    if port is None:
        sighting.fault("not the number of a port")
        return
    where = f", port {port}"
    for name, looks in protocols.items():
        if not isinstance(looks, dict):
            continue
        sighting.see("port.udp" if name in _UDP else "port.tcp", str(port), port, where)
        found = [
            told
            for kind, look in looks.items()
            if isinstance(look, dict)
            for told in _traits(name, kind, look)
        ]
        sighting.see_all(found, port, where)
        if not found and name not in _TELLING_OF_NO_MAKER and strange.is_first(name):
            sighting.fault(
                f"nothing understood in the answers of {name[:40]}; further ones are not named",
                f"{where}, {name[:40]}",
            )


def _traits(name: str, kind: str, look: Json) -> Iterator[tuple[str, str]]:
    if name in {"http", "https"} and kind == "get":
        yield from traits_of_http(look)
    if name == "ssh":
        banner = (
            text_at(look, "raw_banner") or text_at(look, "banner", "raw") or text_at(look, "server_id", "raw")
        )
        if banner.strip():
            yield "ssh.banner", banner.strip()
    elif name == "upnp":
        for key, trait in (
            ("manufacturer", "upnp.manufacturer"),
            ("model_name", "upnp.model"),
            ("server", "upnp.server"),
        ):
            if said := text_at(look, key):
                yield trait, said
    else:
        yield from traits_of_banner(name, text_at(look, "banner"))
    for holder in (look, object_at(look, "tls")):
        yield from traits_of_certificate(object_at(holder, "certificate", "parsed"))
