"""What would a probe send, and what has it found, in words?"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from phaseout.probe.kill_switch import NAME
from phaseout.probe.packet import Packet
from phaseout.probe.scope import Scope, stamp
from phaseout.probe.window import is_open, opening
from phaseout.report.language import Language

if TYPE_CHECKING:
    from phaseout.cli.probing import Done, Probing

_MINUTE = 60
_ROW = 16
"""Bytes of a row."""
_PRINTABLE = range(0x20, 0x7F)


def rehearsal_lines(probing: "Probing", seed: bytes, language: Language) -> Iterator[str]:
    """Yield what would be sent: to everybody and to the first host in full, to all others the number."""
    targets = probing.targets
    yield language.count("look.hosts", len(targets), language.number(targets.left_out))
    count = 0
    for count, (interface, packet) in enumerate(probing.to_everybody(), 1):
        name, network = interface.name, interface.network
        yield from _packet_lines(probing, f"{count}. {network} ({name}), {_title(packet, language)}", packet)
    yield language.text("look.first", next(iter(targets)))
    number = 0
    for number, packet in enumerate(probing.to_first(), 1):
        yield from _packet_lines(probing, f"{number}. {_title(packet, language)}", packet)
    most = count + number * len(targets)
    number = 0
    for number, packet in enumerate(probing.to_first_recorder(), 1):
        if number == 1:
            yield language.text("look.first-recorder", packet.target)
        yield from _packet_lines(probing, f"{number}. {_title(packet, language)}", packet)
    most += number * probing.most_recorders
    least = lasting(-(-most // probing.in_all), language)
    yield language.text("look.most", language.number(most), language.number(probing.in_all), least)
    yield language.text("look.seed", seed.hex())
    yield from idle_lines(probing.permission.scope, language)


def idle_lines(scope: Scope, language: Language) -> Iterator[str]:
    """Yield what a scope excludes in vain: it may be mistyped, and what was meant is asked."""
    if scope.idle:
        yield language.text("look.idle", ", ".join(map(str, scope.idle)))


def closed_lines(ports: Sequence[int], language: Language) -> Iterator[str]:
    """Yield which ports of the town of a demonstration are closed, since this user may not open them."""
    yield language.text("look.demo-closed", ", ".join(map(str, ports)))


def waiting_lines(scope: Scope, now: datetime, language: Language) -> Iterator[str]:
    """Yield until when it is waited for a window of the scope, nothing while one is open."""
    if scope.windows and not is_open(scope.windows, now):
        yield language.text("look.waits", stamp(opening(scope.windows, now)), NAME)


def summary_lines(done: "Done", left_out: int, output: Path, language: Language) -> Iterator[str]:
    """Yield what a probe did and found."""
    tally = done.tally
    yield language.count("look.asked", tally.asked, language.number(tally.answered))
    for key, number in (
        ("look.closed", tally.closed),
        ("look.before", tally.before),
        ("look.left-out", left_out),
        ("look.refused", tally.refused),
        ("look.unasked", tally.unasked),
    ):
        if number:
            yield language.count(key, number)
    for outcome, number in sorted(done.recorders.items()):
        yield language.count(f"look.recorder.{outcome.name.lower().replace('_', '-')}", number)
    yield from idle_lines(done.scope, language)
    by_inquiry = ", ".join(f"{name} {language.number(count)}" for name, count in sorted(done.sent.items()))
    sent = language.number(sum(done.sent.values()))
    yield language.text("look.sent", sent, by_inquiry) if by_inquiry else language.text("look.nothing-sent")
    yield language.text("look.written", language.number(tally.lines), output)
    yield from map(language.unread, tally.warnings)


def lasting(seconds: int, language: Language) -> str:
    """Return how long something lasts at least: in seconds below two minutes, else in minutes and hours."""
    if seconds < 2 * _MINUTE:
        return f"{seconds} s"
    minutes = seconds // _MINUTE
    hours, rest = divmod(minutes, _MINUTE)
    return f"{language.number(hours)} h {rest} min" if hours > 1 else f"{minutes} min"


def _title(packet: Packet, language: Language) -> str:
    where = f"{packet.transport} {packet.target} {packet.port}, {packet.inquiry}"
    return language.text("look.opening", where) if not packet.payload else where


def _packet_lines(probing: "Probing", title: str, packet: Packet) -> Iterator[str]:
    """Yield a packet with its bytes, as hexadecimal digits and as text."""
    why_not = probing.permission.why_not(packet)
    yield f"{title}: {why_not}" if why_not else title
    for at in range(0, len(packet.payload), _ROW):
        row = packet.payload[at : at + _ROW]
        text = "".join(chr(byte) if byte in _PRINTABLE else "." for byte in row)
        yield f"    {at:04x}  {row.hex(' '):<47}  {text}"
