"""What did runZero find, as its exports and its raw scans say it?"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.export.json_records import Json, JsonRecords, Record
from phaseout.intake.export.record import RecordReader, shape
from phaseout.intake.export.record_list import json_head, key_sign
from phaseout.intake.export.runzero_attributes import attribute_readings
from phaseout.intake.network_cell import ip_cell
from phaseout.intake.reader import Reader, Sniff, SourceStream

_SHAPE = shape(
    {
        Meaning.IP: "addresses addresses_extra service_address",
        Meaning.MAC: "macs newest_mac",
        Meaning.HOSTNAME: "names",
        Meaning.DESCRIPTION: "hw type comments",
        Meaning.SERIAL: "serialNumbers serial_numbers",
        Meaning.SITE: "site_name",
    },
    reads_others=False,
)
_WITHIN = frozenset(("assets", "services"))
_RAW = re.compile(r'\s*\{\s*"type"\s*:\s*"(?:config|result|status|stats|agent)"\s*,\s*"ts"\s*:')
_OF_ASSETS = key_sign("addresses_extra", "newest_mac", "service_ports_tcp", "service_address", "lowest_rtt")
_SERVICE = re.compile(r"(.+)/(\d{1,5})/(tcp|udp|icmp|arp)")
_NANOSECONDS = 19
_LAST_PORT = 65535


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a raw scan by its first line, an export by keys that no other program writes."""
    text = json_head(head)
    if text and (_RAW.match(text) or _OF_ASSETS.search(text)):
        return Sniff.MINE
    return Sniff.MAYBE if text and "runzero" in name.lower() else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """runZero: assets or services exported as JSON or JSON lines, and raw scans (`scan.runzero.gz`).

    Addresses, names, hardware addresses, and what each service answered: banners, headers, titles, favicons,
    certificates, SNMP, UPnP. What runZero concludes itself (`hw`, `type`) is kept as a description, which can
    only suggest; its operating systems and the vendors of hardware addresses are passed over.
    """
    reader = RecordReader(_SHAPE)
    for entry in JsonRecords(stream, _WITHIN):
        if isinstance(entry, Unread):
            yield entry
            continue
        number, record = entry
        if isinstance(record.get("type"), str) and "ts" in record:
            yield from _raw_readings(number, record)
            continue
        yield from _asset_readings(number, record, reader)


def _raw_readings(number: int, record: Record) -> Iterator[Reading]:
    """Yield what one probe heard from a host; configuration and progress of the scan are no equipment."""
    host, info = record.get("host"), record.get("info")
    if record["type"] != "result" or not isinstance(host, str) or not host:
        return
    where, at = f"record {number}", _time(record.get("ts"))
    subject = Subject(host)
    said = ip_cell(host)
    yield from (Observation(subject, trait, value, f"{where}, host", at) for trait, value in said[0])
    port = _port(record.get("port"))
    proto = record.get("proto")
    if port and proto in {"tcp", "udp"}:
        yield Observation(subject, f"port.{proto}", str(port), f"{where}, port", at)
    if isinstance(info, dict):
        yield from attribute_readings(info, subject, f"{where}, info", at=at, port=port)


def _asset_readings(number: int, record: Record, reader: RecordReader) -> Iterator[Reading]:
    where, at = f"record {number}", _time(record.get("last_seen"))
    identity = record.get("id")
    key = identity if isinstance(identity, str) and identity else where
    yield from reader.readings(number, record, key=key, at=at)
    site = record.get("site_name")
    subject = Subject(key, None, site if isinstance(site, str) and site else None)
    for address, attributes in _services(record):
        found = _SERVICE.fullmatch(address)
        port = _port(found[2]) if found else None
        if found and port and found[3] in {"tcp", "udp"}:
            yield Observation(subject, f"port.{found[3]}", str(port), f"{where}, services", at)
        yield from attribute_readings(attributes, subject, f"{where}, {address[:80]}", at=at, port=port)


def _services(record: Record) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """Yield (address/port/transport, attributes) of an asset's services, or of the service a record is."""
    services = record.get("services")
    if isinstance(services, dict):
        for address, attributes in services.items():
            if isinstance(attributes, dict):
                yield address, attributes
    if isinstance(data := record.get("service_data"), dict):
        parts = (record.get(f"service_{part}") for part in ("address", "port", "transport"))
        yield "/".join(map(str, parts)), data


def _port(value: Json) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(_LAST_PORT)):
        return int(value) if int(value) <= _LAST_PORT else None
    return None


def _time(value: Json) -> str | None:
    """Return ISO 8601 for seconds or nanoseconds since 1970."""
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > _NANOSECONDS:
        return None
    return _iso(int(value) // (10**9 if len(value) == _NANOSECONDS else 1))


@lru_cache(maxsize=1024)
def _iso(seconds: int) -> str | None:
    try:
        return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None


READER = Reader(name="runzero", sniff=sniff, read=read)
