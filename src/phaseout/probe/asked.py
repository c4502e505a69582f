"""What is asked of one host, in which order, and when is enough asked?

Datagrams first: they cost the least and find the most. Then two ports that cameras have; a host that has
answered nothing by then is let be. Whatever answered is asked what else it offers, one connection at a time.
"""

import asyncio
import re
from collections.abc import Iterator

from phaseout.probe.conversations.hello import hello
from phaseout.probe.conversations.named import may_be_web
from phaseout.probe.conversations.requests import get, options, soap
from phaseout.probe.conversations.services import (
    CALLS,
    DEVICE_SERVICE,
    IS_ONVIF,
    ONVIF,
    RTSP,
    RTSP_PORT,
    SDK,
    SDK_PORT,
    TLS,
    TLS_PORT,
    ask_onvif,
    ask_rtsp,
    ask_tls,
    hear_sdk,
)
from phaseout.probe.conversations.visit import Visit
from phaseout.probe.conversations.web import (
    DAHUA,
    HTTP,
    ICON,
    ISAPI,
    OTHER_PORT,
    PORT,
    PRAMA,
    START,
    UNIVIEW,
    Web,
)
from phaseout.probe.datagrams import Datagrams
from phaseout.probe.gate import Gate, Refused
from phaseout.probe.heard import Hearing
from phaseout.probe.inquiries import Fresh
from phaseout.probe.networks import Address
from phaseout.probe.packet import CONNECT, TCP, UDP, Packet
from phaseout.probe.plan import Plan

_OTHER_PORTS = (re.compile(r"<HttpPort>\s*(\d{1,5})\s*<", re.I), re.compile(r'"HttpPort"\s*:\s*(\d{1,5})\b'))
"""How SADP and DHIP say where the web server is."""


def fresh_for(plan: Plan, address: Address | str) -> Fresh:
    """Return what is fresh in the messages to an address: the same in a dry run as in the run."""
    return Fresh(plan.seed + str(address).encode())


async def ask_host(hearing: Hearing, plan: Plan, gate: Gate, datagrams: Datagrams) -> None:
    """Ask one host all that the plan has, as far as it answers.

    Raises:
        Refused: the gate does not let something out.
        Stopped: nothing may leave any more.
    """
    visit = Visit(gate, hearing, fresh_for(plan, hearing.address), plan.patience)
    datagrams.attend(hearing)
    try:
        silent_at = await _ask_datagrams(visit, plan, datagrams)
        web = await _first_connections(visit, plan)
        if hearing.is_there:
            await _further_connections(visit, plan, web)
        await asyncio.sleep(max(0.0, silent_at - asyncio.get_running_loop().time()))
        if hearing.is_there:
            await _last_connections(visit, plan, web)
    finally:
        datagrams.dismiss(hearing)
    if not hearing.is_there:
        gate.silent(str(hearing.address))


async def _ask_datagrams(visit: Visit, plan: Plan, datagrams: Datagrams) -> float:
    """Ask over UDP; return until when answers may come, on the clock of the loop."""
    until = 0.0
    for inquiry in plan.inquiries:
        await datagrams.ask(inquiry, visit.hearing, visit.fresh)
        until = max(until, asyncio.get_running_loop().time() + inquiry.listen)
    return until


async def _first_connections(visit: Visit, plan: Plan) -> Web:
    web = Web(visit, PORT)
    if HTTP in plan.conversations:
        await web.begin()
    if RTSP in plan.conversations:
        await ask_rtsp(visit)
    return web


async def _further_connections(visit: Visit, plan: Plan, web: Web) -> None:
    if HTTP in plan.conversations and not web.is_web:
        web.port = _other_port(visit.hearing)
        await web.begin()
    if TLS in plan.conversations:
        await ask_tls(visit)
    if SDK in plan.conversations:
        await hear_sdk(visit)


async def _last_connections(visit: Visit, plan: Plan, web: Web) -> None:
    """Ask what depends on what the host has said by now."""
    try:
        if HTTP in plan.conversations:
            await web.go_on()
        if ONVIF in plan.conversations:
            await ask_onvif(visit, web.port if web.is_web else None)
    except Refused as refused:  # what a host says of itself may name anything
        visit.hearing.note(f"where it says that more is told of it is not asked: {refused}")


def _other_port(hearing: Hearing) -> int:
    """Return where the web server is if not at its usual port: where the host says, else the next usual."""
    seen = hearing.values()
    said = (
        int(found[1])
        for value in (*seen.get("sadp.xml", ()), *seen.get("dhip.json", ()))
        for pattern in _OTHER_PORTS
        if (found := pattern.search(value))
    )
    return next((port for port in said if port != PORT and may_be_web(port)), OTHER_PORT)


def rehearsed(address: Address, plan: Plan) -> Iterator[Packet]:
    """Yield all that may leave for a host, in order, with its exact bytes: no host is asked all of it.

    The second web server is for hosts without the first; of the pages that may be the third, one is asked
    for. What a host names itself, another port or the address of a description, nobody can show ahead.
    """
    fresh, host = fresh_for(plan, address), str(address)
    for inquiry in plan.inquiries:
        for payload in inquiry.payloads(fresh):
            yield Packet(UDP, host, inquiry.port, inquiry.name, payload)
    asks = (
        (HTTP, PORT, (get(address, PORT, START), get(address, PORT, ISAPI))),
        (RTSP, RTSP_PORT, (options(address, RTSP_PORT),)),
        (HTTP, OTHER_PORT, (get(address, OTHER_PORT, START), get(address, OTHER_PORT, ISAPI))),
        (TLS, TLS_PORT, (hello(fresh),)),
        (SDK, SDK_PORT, (b"",)),
        (HTTP, PORT, tuple(get(address, PORT, path) for path in (PRAMA, DAHUA, UNIVIEW, ICON))),
        (ONVIF, PORT, tuple(soap(address, PORT, DEVICE_SERVICE, call) for call in (IS_ONVIF, *CALLS))),
    )
    for name, port, payloads in asks:
        for payload in payloads if name in plan.conversations else ():
            yield Packet(TCP, host, port, CONNECT, b"")
            if payload:
                yield Packet(TCP, host, port, name, payload)
