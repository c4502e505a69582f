"""Which names does a host ask for, and which services does it announce?"""

from collections.abc import Iterator

from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.names import Record, first_question, head_of, is_answer, name_at, records_of

_A, _PTR, _TXT, _AAAA, _SRV = 1, 12, 16, 28, 33
_SRV_HEAD = 6
_LOCAL = ".local"
# Search-domain junk and reverse lookups say nothing of the asker.
_NO_NAMES = (".arpa", ".local")


def query(datagram: Datagram, ledger: Ledger) -> None:
    """Take an ordinary DNS message: only what a host of this network asks is of interest."""
    if is_answer(datagram.payload):
        ledger.serves_names(datagram.source)
        return
    head = head_of(datagram.payload)
    if head is not None and head.is_query and head.questions and ledger.is_local(datagram.source):
        name = first_question(datagram.payload)
        if name:
            asked(datagram.source, name, ledger)


def asked(asker: bytes, name: str, ledger: Ledger) -> None:
    """Enter a name a host asked for, in DNS or in a TLS hello."""
    name = name.lower().rstrip(".")
    if "." in name and not name.endswith(_NO_NAMES):
        ledger.see(asker, "dns.query", name)


def announcement(datagram: Datagram, ledger: Ledger) -> None:
    """Take an mDNS message: what the sender offers, and under which name."""
    head = head_of(datagram.payload)
    if head is None or not head.is_answer:
        return
    records = list(records_of(datagram.payload, head))
    owners = _owners(datagram, records)
    for record in records:
        if record.kind in {_A, _AAAA}:
            if record.content == datagram.source:
                ledger.see(datagram.source, "hostname", record.name.removesuffix(_LOCAL))
            continue
        host = owners.get(record.name.lower(), datagram.source)
        if record.kind == _TXT and (text := "; ".join(_strings(record.content))):
            ledger.see(host, "mdns.txt", text)
        elif record.kind == _SRV:
            ledger.see(host, "mdns.service", record.name.removesuffix(_LOCAL))
        elif record.kind == _PTR and (service := _service(datagram.payload, record)):
            ledger.see(owners.get(f"{service}{_LOCAL}".lower(), host), "mdns.service", service)


def _owners(datagram: Datagram, records: list[Record]) -> dict[str, bytes]:
    """Return the host of each service by name, where the message itself gives its address.

    A reflector repeats the services of other networks under its own address.
    """
    addresses: dict[str, list[bytes]] = {}
    for record in records:
        if record.kind in {_A, _AAAA} and len(record.content) == len(datagram.source):
            addresses.setdefault(record.name.lower(), []).append(record.content)
    owners = {}
    for record in records:
        if record.kind == _SRV and len(record.content) > _SRV_HEAD:
            target = name_at(datagram.payload, record.at + _SRV_HEAD)
            held = addresses.get(target[0].lower()) if target else None
            if held and datagram.source not in held:
                owners[record.name.lower()] = held[0]
    return owners


def _service(message: bytes, record: Record) -> str | None:
    found = name_at(message, record.at)
    if found is None or record.name.lower().endswith(".arpa"):
        return None
    return found[0].removesuffix(_LOCAL) or None


def _strings(content: bytes) -> Iterator[str]:
    at = 0
    while at < len(content):
        size = content[at]
        if size:
            yield content[at + 1 : at + 1 + size].decode("utf-8", "replace")
        at += 1 + size
