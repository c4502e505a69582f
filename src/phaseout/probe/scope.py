"""Which addresses may be asked, by whose leave, until when and how fast?

A scope is a signed note (C2SP signed-note, as states of a ledger are) whose text is TOML. Only what somebody
signed whose key is trusted counts, and only the signature of a ledger's kind of key: a witness says what it
saw, and allows nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from phaseout.domain.problem import SourceError, UsageError
from phaseout.intake.toml_file import TomlFile
from phaseout.ledger.key import KeyKind, SigningKey, VerifierKey
from phaseout.ledger.note import Note, NoteError
from phaseout.probe.networks import Address, Network, Span, span, without
from phaseout.probe.scope_keys import faults
from phaseout.probe.window import DAYS, Window

_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
NAME, PAGE = "the scope", "docs/probe.md"
PER_HOST, IN_ALL = 20, 200
"""Packets a second where nobody says otherwise."""


class ScopeError(SourceError):
    """Nothing may be sent, since no scope that holds allows it."""


class Range(NamedTuple):
    """A network of a scope."""

    network: Network
    site: str | None = None
    segment: str | None = None
    public_note: str | None = None
    """Whose these public addresses are, and by what right they are asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an owner allows."""

    id: str
    owner: str
    approver: str
    made: datetime
    """UTC, as is ``expires``; neither before the one nor from the other on anything is allowed."""
    expires: datetime
    ranges: tuple[Range, ...]
    excluded: tuple[Network, ...] = ()
    windows: tuple[Window, ...] = ()
    """Where there are none, at any hour."""
    per_host: int = PER_HOST
    in_all: int = IN_ALL
    inquiries: frozenset[str] | None = None
    """Names of what may be asked; ``None``: whatever is asked without an account."""
    recorders: bool = False
    """Whether recorders may be asked with the owner's account."""
    _narrowest_first: tuple[Range, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = sorted(self.ranges, key=lambda one: -one.network.prefixlen)
        object.__setattr__(self, "_narrowest_first", tuple(ordered))

    def range_of(self, address: Address) -> Range | None:
        """Return the narrowest range with an address; ``None`` where it is not covered, or excluded."""
        if any(address in network for network in self.excluded):
            return None
        return next((one for one in self._narrowest_first if address in one.network), None)

    @property
    def idle(self) -> list[Network]:
        """Return what is excluded in vain, since it meets no range."""
        ranges = [span(one.network) for one in self.ranges]
        return [one for one in self.excluded if without([span(one)], ranges) == [span(one)]]

    def outside(self, spans: Iterable[Span]) -> list[Span]:
        """Return which of some addresses are in no range, or are excluded."""
        allowed = without((span(one.network) for one in self.ranges), map(span, self.excluded))
        return without(spans, allowed)

    @classmethod
    def of(cls, text: str, where: str = NAME) -> Self:
        """Return the scope that TOML says, signed or not.

        Raises:
            ScopeError: it says none; every fault is named with its line.
        """
        try:
            file = TomlFile(Path(where), "it", PAGE, content=text.encode())
        except UsageError as error:
            raise ScopeError(f"is not a scope: {error.what}", where=where, remedy=error.remedy) from error
        if found := faults(file.data):
            lines = "\n  ".join(map(file.located, found))
            raise ScopeError(f"is not a scope:\n  {lines}", where=where, remedy=f"see {PAGE}")
        return cls(**_values(file.data))

    @classmethod
    def read(cls, signed: bytes, keys: Iterable[VerifierKey], now: datetime, where: str = NAME) -> Self:
        """Return the scope of a signed file that holds now.

        Args:
            signed: the file.
            keys: those trusted to allow.
            now: the time of day.
            where: it stands, for diagnoses.

        Raises:
            ScopeError: it is none, forged, signed by nobody known, not yet valid or expired; it says which.
        """
        note = _note(signed, where)
        found = note.judged(keys)
        if found.forged:
            names = ", ".join(key.name for key in found.forged)
            raise ScopeError(
                f"was altered, or forged: the signature is not that of {names}", where=where,
                remedy="ask for it anew",
            )  # fmt: skip
        if not any(signer.key.kind is KeyKind.LEDGER for signer in found.good):
            signers = ", ".join((*found.unknown, *(f"{one.key.name}, a witness" for one in found.good)))
            raise ScopeError(
                f"is signed by nobody known, but by {signers}", where=where,
                remedy="give the public key of who allows it with --key",
            )  # fmt: skip
        scope = cls.of(note.text, where)
        scope.check_time(now, where)
        return scope

    def check_time(self, now: datetime, where: str = NAME) -> None:
        """Refuse a scope before it is valid, and from when it expires on.

        Raises:
            ScopeError: it is not valid now; says which.
        """
        if now < self.made:
            raise ScopeError(f"is not yet valid: it holds from {stamp(self.made)} on", where=where,
                             remedy="wait, or set this machine's clock")  # fmt: skip
        if now >= self.expires:
            raise ScopeError(
                f"has expired: it held until {stamp(self.expires)}", where=where,
                remedy="ask its owner for a new one",
            )  # fmt: skip


def stamp(at: datetime) -> str:
    """Return a time as observation lines write it, UTC to the second: ``2026-11-20T14:02:11Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def opened(content: bytes, where: str = NAME) -> tuple[Scope, Note | None]:
    """Return the scope of a file and the note that it is; no note where nobody signed it.

    Whether it holds, and whose the signatures are, is not asked.

    Raises:
        ScopeError: it is no scope.
    """
    try:
        note = Note.of(content)
    except NoteError:
        return Scope.of(content.decode(errors="replace"), where), None
    return Scope.of(note.text, where), note


def sign(text: str, key: SigningKey, where: str = NAME) -> bytes:
    """Return a scope's text with a signature below it; line ends of any system are made LF.

    Raises:
        ScopeError: it is none, or has characters that a signed text may not have.
    """
    if key.kind is not KeyKind.LEDGER:
        raise ScopeError("a witness's key allows nothing", where=where, remedy="make one with ledger key")
    text = _LINE_END.sub("\n", text).rstrip() + "\n"
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ScopeError(
            f"has a tab, or another character that no signed text may have, in line {line}", where=where,
            remedy="write blanks in its place",
        )  # fmt: skip
    Scope.of(text, where)
    return bytes(Note(text=text, signatures=()).signed(key))


def _note(signed: bytes, where: str) -> Note:
    try:
        return Note.of(signed)
    except NoteError as error:
        raise ScopeError(
            f"is not a signed scope: it {error.what}", where=where, remedy="sign it: phaseout scope sign"
        ) from error


def _values(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a scope whose text has no fault."""
    head, rate = data["scope"], data.get("rate", {})
    inquiries = data.get("inquiries")
    return {
        "id": head["id"],
        "owner": head["owner"],
        "approver": head["approver"],
        "made": head["made"].astimezone(UTC),
        "expires": head["expires"].astimezone(UTC),
        "ranges": tuple(map(_range, data["range"])),
        "excluded": tuple(map(ip_network, data.get("exclude", ()))),
        "windows": tuple(map(_window, data.get("window", ()))),
        "per_host": rate.get("per-host", PER_HOST),
        "in_all": rate.get("in-all", IN_ALL),
        "inquiries": None if inquiries is None else frozenset(inquiries),
        "recorders": data.get("recorders", False),
    }


def _range(row: Mapping[str, str]) -> Range:
    network = ip_network(row["network"])
    return Range(network, row.get("site"), row.get("segment"), row.get("public-note"))


def _window(row: Mapping[str, Any]) -> Window:
    return Window(
        days=frozenset(map(DAYS.index, row["days"])),
        begins=time.fromisoformat(row["from"]),
        ends=time.fromisoformat(row["to"]),
        zone=ZoneInfo(row["timezone"]),
    )
