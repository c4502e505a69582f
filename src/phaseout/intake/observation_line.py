"""What does an observation line say that is not quite usual, and what is wrong with it?"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from orjson import JSONDecodeError, loads

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.domain.trait import TRAITS
from phaseout.intake.credential import without_credentials
from phaseout.intake.credential_name import names_credential
from phaseout.intake.json_keys import TWICE, repeats_key

KEYS = frozenset(("asset", "trait", "value", "at", "site", "port", "segment"))
"""The keys that mean something. Others are let pass, unless they name a credential."""
ISO_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
LAST_PORT = 65535
UTF16 = Unread("line 1", "the file is in UTF-16; save it as UTF-8")
_SHOWN = 60
_LONGEST_TOLD = 400
_TOLD: Mapping[str, type[Unread | Dropped]] = MappingProxyType({"unread": Unread, "dropped": Dropped})
"""Keys that stand in the place of trait and value: what `probe` could not read of an asset, or threw away."""

Record = dict[str, object]


def careful_readings(number: int, line: bytes | None) -> Iterator[Reading]:
    """Yield what a line says, what was dropped from it, and why what cannot be used cannot be used."""
    locator = f"line {number}"
    if line is None:
        yield Unread(locator, "longer than 1 MiB")
        return
    if number == 1:
        line = line.removeprefix(b"\xef\xbb\xbf")
        if line.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield UTF16
            return
    if not line.strip():
        return
    record = _record(line)
    if isinstance(record, dict) and repeats_key(line, record):
        yield Unread(locator, TWICE)
    if isinstance(record, str):
        yield Unread(locator, record)
    elif "trait" not in record and (told := _told(record, locator)) is not None:
        yield told
    elif (fault := _fault(record)) is not None:
        yield Unread(locator, fault)
    else:
        yield from _clean_names(record, locator)
        yield from _readings(record, _subject(record, number), locator)


def _clean_names(record: Record, locator: str) -> Iterator[Dropped]:
    """Take credentials out of the names a line gives its thing and place."""
    for key in ("asset", "site", "segment"):
        if isinstance(name := record.get(key), str):
            kept = without_credentials(OWNERS_WORD, name)
            if kept.dropped is not None:
                record[key] = kept.value
                yield Dropped(locator, f"{key}: {kept.dropped}")


def _readings(record: Record, subject: Subject, locator: str) -> Iterator[Reading]:
    for key in record.keys() - KEYS:
        if names_credential(key):
            yield Dropped(locator, f"key {key[:_SHOWN]}")
    trait = str(record["trait"])
    kept = without_credentials(trait, str(record["value"]))
    if kept.dropped is not None:
        yield Dropped(locator, f"{trait}: {kept.dropped}")
    at, port = _time(record.get("at")), _port(record.get("port"))
    if kept.value is not None:
        yield Observation(subject, trait, kept.value, locator, at, port)
    for key, understood in (("at", at), ("port", port)):
        if understood is None and record.get(key) is not None:
            yield Unread(locator, _EXPECTED[key])


OWNERS_WORD = "inventory.description"
"""A trait whose values owners write, as they do names."""
_EXPECTED = {"at": "at is no time such as 2026-11-20T14:02:11Z", "port": "port is no number from 0 to 65535"}


def _record(line: bytes) -> Record | str:
    """Return the object a line holds, or what is wrong with it without a word of it: it may be secret."""
    try:
        line.decode()
        record = loads(line)
    except UnicodeDecodeError as error:
        return f"not UTF-8 at column {error.start + 1}"
    except JSONDecodeError as error:
        return f"not JSON: {error.msg} at column {error.colno}"
    return record if isinstance(record, dict) else "not a JSON object"


def _told(record: Record, locator: str) -> Reading | None:
    """Return what the writer of the lines did not read of an asset, or dropped; None if it says neither."""
    asset = record.get("asset")
    whose = f"{asset[:_SHOWN]}: " if isinstance(asset, str) and asset else ""
    for key, kind in _TOLD.items():
        if isinstance(why := record.get(key), str):
            said = without_credentials(OWNERS_WORD, f"{whose}{why[:_LONGEST_TOLD]}").value
            return kind(locator, said or key)
    return None


def _fault(record: Record) -> str | None:
    trait, value, asset = record.get("trait"), record.get("value"), record.get("asset")
    if not isinstance(trait, str):
        return "no trait" if trait is None else "trait is not text"
    if trait not in TRAITS:
        return f"unknown trait {trait[:_SHOWN]!r}; `phaseout traits` lists those there are"
    if value is None or isinstance(value, bool | list | dict):
        return "no value" if value is None else "value is not text"
    if isinstance(asset, bool | float | list | dict):
        return "asset is not text"
    wrong = [key for key in ("site", "segment") if not isinstance(record.get(key), str | None)]
    return f"{wrong[0]} is not text" if wrong else None


def _subject(record: Record, number: int) -> Subject:
    asset, site, segment = record.get("asset"), record.get("site"), record.get("segment")
    known = (
        site if site and isinstance(site, str) else None,
        segment if segment and isinstance(segment, str) else None,
    )
    if asset is None or asset == "":
        # the blank in front keeps it apart from an asset that somebody calls "line 12"
        return Subject(f" line {number}", None, *known)
    return Subject(str(asset), str(asset), *known)


def _time(at: object) -> str | None:
    return at if isinstance(at, str) and ISO_TIME.fullmatch(at) else None


def _port(port: object) -> int | None:
    if isinstance(port, str) and port.isascii() and port.isdigit() and len(port) <= len(str(LAST_PORT)):
        port = int(port)
    return port if type(port) is int and 0 <= port <= LAST_PORT else None
