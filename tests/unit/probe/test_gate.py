"""Does nothing leave that may not, and all that may, when it may?"""

import asyncio
import json
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from phaseout.domain.problem import SourceError
from phaseout.probe.gate import Gate, Refused, Stopped
from phaseout.probe.packet import Packet
from phaseout.probe.permission import Permission
from phaseout.probe.scope import Range, Scope
from scopes import TEXT, gate_of, sadp, scope_of
from virtual_time import START, VirtualClock, run

NIGHT = (
    TEXT
    + """
[[window]]
days = ["fri"]
from = "20:00"
to = "21:00"
timezone = "UTC"
"""
)


def leave(gate: Gate, *packets: Packet) -> None:
    async def work() -> None:
        for packet in packets:
            await gate.leave(packet)

    run(work)


def why(gate: Gate, packet: Packet) -> str:
    with pytest.raises(Refused) as raised:
        leave(gate, packet)
    assert not gate.sent
    return raised.value.what


def logged(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "packets").read_text().splitlines()]


def test_what_may_leave_leaves_and_is_logged_before(tmp_path: Path) -> None:
    gate = gate_of(tmp_path, scope_of())
    leave(gate, sadp("10.20.0.17"), sadp("10.20.0.18"))
    assert gate.sent == {"sadp": 2}
    assert [(row["kind"], row["address"], row["port"]) for row in logged(tmp_path)] == [
        ("out", "10.20.0.17", 37020),
        ("out", "10.20.0.18", 37020),
    ]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("10.21.0.1", "is an address that is not in the scope 'look-1'"),
        ("8.8.8.8", "is a public address that is not in the scope 'look-1'"),
        ("10.20.9.7", "is excluded by the scope 'look-1'"),
        ("10.20.0.0", "is no host's, but that of the network 10.20.0.0/16 or of its broadcasts"),
        ("10.20.255.255", "is no host's, but that of the network 10.20.0.0/16 or of its broadcasts"),
        ("camera.example", "is no address, and names are not asked"),
        ("fd00::1", "is an address that is not in the scope 'look-1'"),
        ("::ffff:10.20.0.17", "is a public address that is not in the scope 'look-1'"),
        ("239.255.255.250", "goes to a whole network, and none was named"),
        ("255.255.255.255", "goes to a whole network, and none was named"),
    ],
)
def test_what_the_scope_does_not_cover_is_refused_with_the_reason(
    tmp_path: Path, target: str, expected: str
) -> None:
    assert why(gate_of(tmp_path, Scope.of(TEXT)), sadp(target)) == expected
    assert [(row["kind"], row["address"], row["why"]) for row in logged(tmp_path)] == [
        ("not sent", target, expected)
    ]


def test_a_public_address_is_refused_without_a_note_even_where_a_range_holds_it(tmp_path: Path) -> None:
    scope = scope_of("8.8.8.0/24")
    assert "does not note whose it is" in why(gate_of(tmp_path, scope), sadp("8.8.8.8"))
    noted = scope_of(ranges=(Range(ip_network("8.8.8.0/24"), public_note="ours"),))
    leave(gate_of(tmp_path, noted), sadp("8.8.8.8"))


@pytest.mark.parametrize("group", ["239.255.255.250", "255.255.255.255", "10.20.3.255"])
def test_a_whole_network_is_asked_only_where_the_scope_covers_all_of_it(tmp_path: Path, group: str) -> None:
    leave(gate_of(tmp_path, scope_of(), networks=("10.20.3.0/24",)), sadp(group))
    for networks in (("10.20.3.0/24", "10.21.0.0/24"), ("10.0.0.0/8", "10.20.3.0/24")):
        assert "is not in the scope" in why(gate_of(tmp_path, scope_of(), networks=networks), sadp(group))
    excluding = scope_of(excluded=(ip_network("10.20.3.77/32"),))
    assert why(gate_of(tmp_path, excluding, networks=("10.20.3.0/24",)), sadp(group)) == (
        "goes to all of 10.20.3.0/24, and 10.20.3.77 is not in the scope 'look-1', or excluded"
    )


def test_the_broadcast_address_of_an_own_network_is_no_host_whichever_networks_are_asked_as_a_whole() -> None:
    own = [ip_network("10.20.3.0/24")]
    assert (
        Permission(scope_of(), own=own).why_not(sadp("10.20.3.255"))
        == "goes to a whole network, and none was named"
    )
    assert Permission(scope_of(), own=own).why_not(sadp("10.20.3.254")) is None
    assert Permission(scope_of(), own=own, networks=own).why_not(sadp("10.20.3.255")) is None


def test_an_inquiry_that_the_scope_does_not_name_is_refused(tmp_path: Path) -> None:
    gate = gate_of(tmp_path, scope_of(inquiries=frozenset(("dhip", "http"))))
    assert why(gate, sadp("10.20.0.17")) == "the scope 'look-1' does not allow sadp"
    leave(gate, Packet("tcp", "10.20.0.17", 80, "connect", b""))


def test_a_verb_that_acts_is_refused_whoever_allows_it(tmp_path: Path) -> None:
    packet = sadp("10.20.0.17")._replace(payload=sadp("").payload.replace(b"inquiry", b"reset"))
    assert why(gate_of(tmp_path, scope_of()), packet) == "is no inquiry known of UDP 37020"


@pytest.mark.parametrize(("recorders", "has_account"), [(False, False), (False, True), (True, False)])
def test_an_account_is_used_only_where_scope_and_owner_say_so(
    tmp_path: Path, recorders: bool, has_account: bool
) -> None:
    packet = Packet("tcp", "10.20.0.17", 80, "isapi", b"GET / HTTP/1.1\r\nAuthorization: Digest a\r\n\r\n")
    gate = gate_of(tmp_path, scope_of(recorders=recorders), has_account=has_account)
    assert why(gate, packet) == "holds a credential, and no account was given"
    leave(gate_of(tmp_path, scope_of(recorders=True), has_account=True), packet)


def test_recorders_are_allowed_for_themselves_whichever_inquiries_a_scope_names(tmp_path: Path) -> None:
    packet = Packet("tcp", "10.20.0.17", 80, "recorder", b"GET / HTTP/1.1\r\n\r\n")
    naming = {"inquiries": frozenset(("sadp",))}
    assert why(gate_of(tmp_path, scope_of(**naming), has_account=True), packet).endswith(
        "does not allow recorder"
    )
    leave(gate_of(tmp_path, scope_of(**naming, recorders=True), has_account=True), packet)


def stopped(gate: Gate) -> str:
    with pytest.raises(Stopped) as raised:
        leave(gate, sadp("10.20.0.17"))
    assert raised.value.remedy
    return raised.value.what


def test_nothing_leaves_once_the_scope_has_expired_be_it_in_the_middle(tmp_path: Path) -> None:
    gate = gate_of(tmp_path, scope_of(expires=START + timedelta(seconds=2)))
    with pytest.raises(Stopped, match="has expired: it held until 2026-11-27T12:00:02Z"):
        leave(gate, *[sadp("10.20.0.17")] * 100)
    assert gate.sent["sadp"] == 40


def test_nothing_leaves_before_the_scope_holds(tmp_path: Path) -> None:
    assert "is not yet valid" in stopped(gate_of(tmp_path, scope_of(made=START + timedelta(hours=1))))


def test_nothing_leaves_while_a_file_says_stop_nor_after_it_is_gone(tmp_path: Path) -> None:
    gate = gate_of(tmp_path, scope_of())
    leave(gate, sadp("10.20.0.17"))
    (tmp_path / "STOP").touch()
    assert stopped(gate) == f"{tmp_path / 'STOP'} is there"
    (tmp_path / "STOP").unlink()
    assert stopped(gate) == f"{tmp_path / 'STOP'} is there"
    assert gate.sent["sadp"] == 1


def test_nothing_leaves_after_a_signal_and_the_first_reason_stays(tmp_path: Path) -> None:
    gate = gate_of(tmp_path, scope_of())
    gate.stop("SIGTERM was sent")
    gate.stop("SIGINT was sent")
    assert stopped(gate) == "SIGTERM was sent"


def test_many_that_wait_for_their_turn_are_all_stopped_at_once(tmp_path: Path) -> None:
    gate = gate_of(tmp_path, scope_of())

    async def work() -> list[BaseException | None]:
        asking = [asyncio.ensure_future(gate.leave(sadp("10.20.0.17"))) for _ in range(50)]
        await asyncio.sleep(0.5)
        (tmp_path / "STOP").touch()
        return await asyncio.gather(*asking, return_exceptions=True)

    ended = run(work)
    assert sum(isinstance(one, Stopped) for one in ended) == 50 - gate.sent["sadp"]
    assert gate.sent["sadp"] <= 11
    assert len(logged(tmp_path)) == gate.sent["sadp"]


def test_outside_of_a_window_nothing_leaves_and_the_next_is_named(tmp_path: Path) -> None:
    assert stopped(gate_of(tmp_path, Scope.of(NIGHT))) == (
        "no window of the scope 'look-1' is open; the next opens 2026-11-27T20:00:00Z"
    )


def test_a_window_that_closes_meanwhile_stops_what_waits(tmp_path: Path) -> None:
    clock = VirtualClock(START.replace(hour=20, minute=59, second=58))
    gate = gate_of(tmp_path, Scope.of(NIGHT), clock=clock)
    with pytest.raises(Stopped, match="the next opens 2026-12-04T20:00:00Z"):
        leave(gate, *[sadp("10.20.0.17")] * 100)
    assert gate.sent["sadp"] == 40


def test_who_is_patient_waits_for_the_window_and_for_the_next(tmp_path: Path) -> None:
    later = NIGHT[len(TEXT) :].replace("20:00", "21:30").replace("21:00", "22:00")
    clock = VirtualClock(START.replace(hour=19, minute=50))
    gate = gate_of(tmp_path, Scope.of(NIGHT + later), clock=clock, is_patient=True)

    async def work() -> list[str]:
        times = []
        for _ in range(2):
            await gate.leave(sadp("10.20.0.17"))
            times.append(f"{clock.now():%H:%M}")
            await asyncio.sleep(3_600)
        return times

    assert run(work) == ["20:00", "21:30"]


def test_who_waits_for_a_window_is_stopped_as_well(tmp_path: Path) -> None:
    gate = gate_of(tmp_path, Scope.of(NIGHT), is_patient=True)

    async def work() -> None:
        asking = asyncio.ensure_future(gate.leave(sadp("10.20.0.17")))
        await asyncio.sleep(100)
        (tmp_path / "STOP").touch()
        await asyncio.sleep(1.1)
        assert asking.done()
        with pytest.raises(Stopped):
            await asking

    run(work)


def test_there_is_never_a_second_connection_to_a_host(tmp_path: Path) -> None:
    gate = gate_of(tmp_path, scope_of())
    now, most = {"10.20.0.17": 0, "10.20.0.18": 0}, 0

    async def talk(target: str) -> None:
        nonlocal most
        async with await gate.conversation(target):
            now[target] += 1
            assert now[target] == 1
            most = max(most, sum(now.values()))
            await asyncio.sleep(1)
            now[target] -= 1

    async def work() -> None:
        await asyncio.gather(*(talk(target) for target in now for _ in range(5)))

    run(work)
    assert most == 2, "one for each host, at the same time"


def test_what_cannot_be_logged_does_not_leave(tmp_path: Path) -> None:
    (tmp_path / "packets").symlink_to("/dev/full")
    gate = gate_of(tmp_path, scope_of())
    with pytest.raises(SourceError, match="cannot be written: No space left on device"):
        leave(gate, sadp("10.20.0.17"))
    assert not gate.sent


def test_an_answer_is_noted_and_ends_the_backing_off(tmp_path: Path) -> None:
    clock = VirtualClock()
    gate = gate_of(tmp_path, scope_of(), clock=clock)

    async def work() -> None:
        for _ in range(8):
            gate.silent("10.20.0.17")
        gate.heard(sadp("10.20.0.17"), b"<ProbeMatch>")
        await gate.leave(sadp("10.20.0.17"))
        assert clock.monotonic() < 0.1

    run(work)
    assert [row["kind"] for row in logged(tmp_path)] == ["in", "out"]


def test_what_the_system_does_not_send_is_noted_and_without_a_network_everything_pauses(
    tmp_path: Path,
) -> None:
    clock = VirtualClock()
    gate = gate_of(tmp_path, scope_of(), clock=clock)

    async def work() -> None:
        gate.unsent(sadp("10.20.0.17"), OSError(101, "Network is unreachable"))
        await gate.leave(sadp("10.20.0.18"))
        assert clock.monotonic() == pytest.approx(1, abs=0.01)

    run(work)
    assert [(row["kind"], row.get("why")) for row in logged(tmp_path)] == [
        ("not sent", "Network is unreachable"),
        ("out", None),
    ]


NO_WAY = OSError(101, "Network is unreachable")


def test_a_network_that_stays_away_ends_the_run_with_the_reason(tmp_path: Path) -> None:
    clock = VirtualClock()
    gate = gate_of(tmp_path, scope_of(), clock=clock)

    async def work() -> None:
        for number in range(20):
            assert gate.why_stopped() is None, number
            await gate.leave(sadp("10.20.0.17"))
            gate.unsent(sadp("10.20.0.17"), NO_WAY)
        with pytest.raises(Stopped, match="no way to where it should be sent: Network is unreachable"):
            await gate.leave(sadp("10.20.0.18"))
        assert 600 < clock.monotonic() < 1_000

    run(work)


def test_hosts_without_a_way_to_them_hold_up_no_others_for_long(tmp_path: Path) -> None:
    clock = VirtualClock()
    gate = gate_of(tmp_path, scope_of(), clock=clock)

    async def work() -> None:
        for number in range(40):
            await gate.leave(sadp(f"10.20.1.{number + 1}"))
            gate.unsent(sadp(f"10.20.1.{number + 1}"), NO_WAY)
            await gate.leave(sadp(f"10.20.2.{number + 1}"))
        assert gate.why_stopped() is None
        assert clock.monotonic() < 45

    run(work)


def test_refusals_are_content_of_the_job_and_no_faults_of_the_program() -> None:
    assert issubclass(Refused, SourceError)
    assert issubclass(Stopped, SourceError)
