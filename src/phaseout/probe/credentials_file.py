"""Which accounts does a credentials file give, and for which recorders?"""

import re
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import TypeVar

from phaseout.domain.problem import UsageError
from phaseout.intake.toml_file import TomlFile
from phaseout.intake.toml_values import Table, tables_of, text_of, texts_of, unknown_keys
from phaseout.probe.account import Account, Dialect, Scheme
from phaseout.probe.networks import Address, Network
from phaseout.probe.private_file import CredentialsError, read_private
from phaseout.probe.secret import Secret

BASIC = "basic"
_PAGE = "docs/probe-recorders.md"
_KEYS = ("address", "range", "segment", "user", "password", "maker", "scheme", "port", "certificate", "allow")
_FINGERPRINT = re.compile(r"(?:sha256:)?(?P<hex>[0-9a-f]{2}(?::?[0-9a-f]{2}){31})", re.IGNORECASE)
_LAST_PORT = 65535
_Word = TypeVar("_Word", Dialect, Scheme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One account and where it holds: both conditions, where both are given."""

    network: Network | None
    segment: str | None
    account: Account

    def holds_for(self, address: Address, segment: str | None) -> bool:
        """Whether the account is for what stands at an address of a segment."""
        in_network = self.network is None or address in self.network
        return in_network and self.segment in (None, segment)

    @property
    def names_one(self) -> bool:
        """Whether the owner named a single address."""
        return self.network is not None and self.network.num_addresses == 1

    @property
    def narrowness(self) -> tuple[int, bool]:
        """Return what is greater the fewer things are meant: an address, a range, a segment."""
        return (-1 if self.network is None else self.network.prefixlen, self.segment is not None)


def entries_in(path: Path) -> tuple[Entry, ...]:
    """Return the accounts of a file, in its order.

    Raises:
        CredentialsError: the file is refused, is not TOML, or says what is not understood. No value of it
            stands in the message, which names the place.
    """
    file = _toml(path, read_private(path))
    faults: list[str] = []
    unknown_keys(file.data, ("account",), "the file", faults)
    tables = tables_of(file.data.get("account", []), "[[account]]", faults)
    entries = [_entry(table, number, faults) for number, table in enumerate(tables, start=1)]
    faults += _twice(entries)
    if not entries:
        faults.append("the file has no [[account]]")
    if faults:
        what = "the credentials file says things that are not understood:\n  "
        located = "\n  ".join(map(file.located, faults))
        raise CredentialsError(what + located, where=str(path), remedy=f"see {_PAGE}")
    return tuple(entries)


def _toml(path: Path, content: bytes) -> TomlFile:
    """Parse the file. The parser's own error holds the whole text, so it is not handed on."""
    try:
        return TomlFile(path, "the credentials file", _PAGE, content=content)
    except UsageError as error:
        what, remedy = error.what, error.remedy
    raise CredentialsError(what, where=str(path), remedy=remedy)


def _entry(table: Table, number: int, faults: list[str]) -> Entry:
    place = f"[[account]] number {number}"
    unknown_keys(table, _KEYS, place, faults)
    network = _network(table, place, faults)
    segment = text_of(table.get("segment"), f"{place}: segment", faults)
    if network is None and not segment:
        faults.append(f"{place} says neither address nor range nor segment")
    return Entry(network=network, segment=segment, account=_account(table, place, faults))


def _network(table: Table, place: str, faults: list[str]) -> Network | None:
    given = [key for key in ("address", "range") if key in table]
    if len(given) > 1:
        faults.append(f"{place} has address and range; one of them is enough")
    for key in given:
        try:
            network = ip_network(text_of(table[key], f"{place}: {key}", faults) or "")
        except ValueError:
            example = "10.20.0.40" if key == "address" else "10.20.0.0/24"
            faults.append(f"{place}: {key} is none such as {example}")
            continue
        if key == "address" and network.num_addresses > 1:
            faults.append(f"{place}: address is a range; call it range")
        return network
    return None


def _account(table: Table, place: str, faults: list[str]) -> Account:
    user = text_of(table.get("user"), f"{place}: user", faults)
    password = text_of(table.get("password"), f"{place}: password", faults)
    if not user:
        faults.append(f"{place} has no user")
    if password == "":
        faults.append(f"{place}: password is empty; leave it out to be asked for it")
    scheme = _word(Scheme, table, "scheme", place, faults)
    certificate = _certificate(table, place, faults)
    if certificate and scheme is Scheme.HTTP:
        faults.append(f"{place}: certificate is named, and scheme is http, where there is none")
    return Account(
        user=user or "",
        password=Secret(password) if password else None,
        maker=_word(Dialect, table, "maker", place, faults),
        scheme=scheme,
        port=_port(table, place, faults),
        certificate=certificate,
        is_basic_allowed=_allows_basic(table, place, faults),
    )


def _word(kind: type[_Word], table: Table, key: str, place: str, faults: list[str]) -> _Word | None:
    said = text_of(table.get(key), f"{place}: {key}", faults)
    if said is None:
        return None
    if said not in list(kind):
        faults.append(f"{place}: {key} is none of {', '.join(kind)}")
        return None
    return kind(said)


def _port(table: Table, place: str, faults: list[str]) -> int | None:
    port = table.get("port")
    if port is None or (type(port) is int and 0 < port <= _LAST_PORT):
        return port
    faults.append(f"{place}: port is no number from 1 to {_LAST_PORT}")
    return None


def _certificate(table: Table, place: str, faults: list[str]) -> str | None:
    said = text_of(table.get("certificate"), f"{place}: certificate", faults)
    if said is None:
        return None
    if found := _FINGERPRINT.fullmatch(said.strip()):
        return found["hex"].replace(":", "").lower()
    faults.append(f"{place}: certificate is no SHA-256 of 64 hex digits")
    return None


def _allows_basic(table: Table, place: str, faults: list[str]) -> bool:
    words = texts_of(table.get("allow", []), f"{place}: allow", faults)
    if set(words) - {BASIC}:
        faults.append(f"{place}: allow knows the word {BASIC!r} alone")
    return BASIC in words


def _twice(entries: list[Entry]) -> list[str]:
    """Two accounts for the same would make it a matter of order which one is tried, or locked out."""
    seen: set[tuple[Network | None, str | None]] = set()
    faults = []
    for number, entry in enumerate(entries, start=1):
        where = (entry.network, entry.segment)
        if where in seen and where != (None, None):
            faults.append(f"[[account]] number {number} is for the same as one above it")
        seen.add(where)
    return faults
