"""A scope as its owner allows it, in parts that a test may alter."""

from dataclasses import replace
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

from ledgers import key_of
from phaseout.probe.gate import Gate
from phaseout.probe.hours import Hours
from phaseout.probe.kill_switch import KillSwitch
from phaseout.probe.pacing import Pace
from phaseout.probe.packet import Packet
from phaseout.probe.packet_log import PacketLog
from phaseout.probe.permission import Permission
from phaseout.probe.scope import Range, Scope, sign
from virtual_time import START, VirtualClock

CISO = key_of(5, "city.example/ciso")
TRUSTED = str(CISO.verifier)
TEXT = """\
exclude = ["10.20.0.5", "10.20.9.0/24"]

[scope]
id = "look-1"
owner = "Example City"
approver = "A. Tremblay"
made = 2026-11-27T00:00:00Z
expires = 2026-12-27T00:00:00Z

[[range]]
network = "10.20.0.0/16"
site = "city-hall"
segment = "cameras"
"""
SADP = b'<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>A</Uuid><Types>inquiry</Types></Probe>'


def valid_now(*, network: str = "10.20.0.0/16", more: str = "") -> str:
    """Return the text of a scope that holds today, whichever day it is."""
    day, month = timedelta(days=1), timedelta(days=30)
    today = datetime.now(tz=START.tzinfo)
    text = TEXT.replace("2026-11-27T", f"{today - day:%Y-%m-%dT}").replace(
        "2026-12-27T", f"{today + month:%Y-%m-%dT}"
    )
    return text.replace("10.20.0.0/16", network) + more


def signed_file(folder: Path, text: str) -> Path:
    path = folder / "look.scope"
    path.write_bytes(sign(text, CISO))
    return path


def scope_of(*networks: str, **fields: object) -> Scope:
    """Return a scope of networks, 10.20.0.0/16 where none is named."""
    ranges = tuple(Range(ip_network(one)) for one in networks or ("10.20.0.0/16",))
    found = Scope.of(TEXT)
    return replace(found, **{"ranges": ranges, "excluded": (), **fields})


def sadp(target: str) -> Packet:
    return Packet("udp", target, 37020, "sadp", SADP)


def gate_of(
    folder: Path,
    scope: Scope,
    *,
    clock: VirtualClock | None = None,
    networks: tuple[str, ...] = (),
    **terms: bool,
) -> Gate:
    """Return a gate whose log is ``packets`` in the folder, and whose kill switch the file STOP there."""
    clock = clock or VirtualClock()
    hours = Hours(scope, KillSwitch([folder / "STOP"]), clock, is_patient=terms.get("is_patient", False))
    permission = Permission(
        scope, networks=tuple(map(ip_network, networks)), has_account=terms.get("has_account", False)
    )
    pace = Pace(per_host=scope.per_host, in_all=scope.in_all, clock=clock)
    return Gate(permission, hours, pace, log=PacketLog(folder / "packets"), clock=clock)
