"""Which observation lines come of what a recorder answered?

The answers go through the reader of saved replies, which drops the passwords in them, so that an answer means
here what it means in a file.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from urllib.parse import quote

import orjson

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.capture.certificate import names_of
from phaseout.intake.dump import READER
from phaseout.intake.dump.speaker import NOT_KNOWN_WHOSE
from phaseout.intake.source import FileStream
from phaseout.probe.account import Account
from phaseout.probe.line import SHORTEST_SECRET, Line, Spot, without, written
from phaseout.probe.recorders.digest import basic
from phaseout.probe.scope import Range

_KEPT = frozenset(
    (
        *("isapi.deviceinfo", "dahua.deviceinfo", "recorder.channel", "asset.kind", "discovery.mac"),
        *("onvif.manufacturer", "onvif.model", "onvif.firmware", "onvif.serial", "onvif.hardware"),
    )
)
"""What is taken of an answer; a recorder that says more than it was asked says it in vain."""
_CHANNEL = ", channel "
_IP = re.compile(r'"ip":"([^"\\]{2,45})"')
_HELD_ACCOUNT = "what held the password of the account"

Places = Callable[[str], Range | None]
"""Where an address is, None where the scope does not cover it."""


def lines_of(bodies: Sequence[bytes], spot: Spot, account: Account, places: Places) -> list[bytes]:
    """Return a line for each thing a recorder said of itself and of the cameras behind it.

    Args:
        bodies: its answers as they came, in the order they were asked for.
        spot: where it stands.
        account: whose password never stands in a line, not even where the recorder says it back.
        places: where the cameras stand that are on the network by themselves.
    """
    with FileStream(spot.asset, BytesIO(b"\n".join(bodies)), None) as stream:
        readings = list(READER.read(stream))
        stream.finish()
    cameras = _places_of_cameras(readings, spot, places)
    lines = [line for reading in readings for line in _line(reading, spot, cameras)]
    if any(line.get("trait") == "recorder.channel" for line in lines):
        lines.insert(0, spot.seen("asset.kind", "recorder"))
    return _without_account(lines, spot, account)


def lines_of_certificate(
    certificate: bytes | None, fingerprint: str | None, port: int, spot: Spot, account: Account
) -> list[bytes]:
    """Return lines for the certificate that a recorder showed: whom it names, and which one it is."""
    if certificate is None or fingerprint is None:
        return []
    names = names_of(certificate)
    said = [("tls.subject", names.subject), ("tls.issuer", names.issuer)] if names else []
    said.append(("tls.sha256", fingerprint))
    lines = [spot.seen(trait, value, port) for trait, value in said if value]
    return _without_account(lines, spot, account)


def _line(reading: Reading, spot: Spot, cameras: Mapping[str, Spot]) -> Iterator[Line]:
    match reading:
        case Unread(_, why):
            if why != NOT_KNOWN_WHOSE:  # it is known here: whose address was asked
                yield spot.unread(why)
        case Dropped(_, what):
            yield spot.dropped(what)
        case Observation(subject, trait, value, _, _, _):
            if trait not in _KEPT or not subject.key.startswith("device "):
                return
            if _CHANNEL not in subject.key:
                yield spot.seen(trait, value)
                return
            name = subject.ref or spot.asset + _CHANNEL + subject.key.partition(_CHANNEL)[2]
            yield cameras.get(subject.key, spot)._replace(asset=name).seen(trait, value)


def _places_of_cameras(readings: Sequence[Reading], spot: Spot, places: Places) -> Mapping[str, Spot]:
    """Return where each camera behind is, the same for all that is said of it.

    On the ports of recorders addresses are the same behind each, so their segment tells cameras apart. Not
    every table tells which cameras are there, so those count too whose address the scope does not cover.
    """
    found: dict[str, Spot] = {}
    for reading in readings:
        if not isinstance(reading, Observation) or reading.trait != "recorder.channel":
            continue
        key, segment, ip = reading.subject.key, reading.subject.segment, _IP.search(reading.value)
        if segment:
            found[key] = spot._replace(segment=segment)
        elif ip and key not in found:
            recorder = (reading.subject.ref or "").rpartition(_CHANNEL)[0] or spot.asset
            place = places(ip[1])
            found[key] = (
                spot._replace(segment=f"behind {recorder}")
                if place is None
                else spot._replace(site=place.site, segment=place.segment)
            )
    return found


def _without_account(lines: Sequence[Line], spot: Spot, account: Account) -> list[bytes]:
    """Return the lines without those in which the account's password stands, and say that there were some."""
    kept = without(_spellings(account), lines, spot.dropped(_HELD_ACCOUNT))
    return list(dict.fromkeys(map(written, kept)))


def _spellings(account: Account) -> frozenset[str]:
    """Return how the password may stand in a text, none where it is too short to tell from chance."""
    password = account.password.reveal() if account.password else ""
    if len(password) < SHORTEST_SECRET:
        return frozenset()
    within_json = orjson.dumps(password).decode()[1:-1]
    sent = basic(account).removeprefix("Basic ")
    return frozenset((password, within_json, escape(password), quote(password, safe=""), sent))
