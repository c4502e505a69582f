"""What does a JSON answer say: of discovery, of a web interface, or of a recorder's table?"""

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from phaseout.domain.observation import Dropped, Reading, Subject, Unread
from phaseout.intake.capture import binary_answer
from phaseout.intake.capture.cousins import XIONGMAI_PORT
from phaseout.intake.credential_name import names_credential
from phaseout.intake.dump.dahua import ABOUT_ITSELF, Slots, about_itself
from phaseout.intake.dump.saved import Reply
from phaseout.intake.dump.speaker import Speaker
from phaseout.intake.json_keys import TWICE, repeats_key

NOTICE = re.compile(r'"method"\s*:\s*"client\.notifyDevInfo"|"deviceInfo"\s*:\s*\{')
"""What an answer of Dahua's discovery has, whole or broken."""
NOTICE_MARK = (
    r'"method"\s*:\s*"client\.notifyDevInfo"'
    r'|"deviceInfo"\s*:\s*\{[^{}]{0,400}"(?:AlarmInputChannels|DeviceClass|DeviceType|SerialNo)"\s*:'
)
"""What settles it at first sight: many formats have a key ``deviceInfo``."""
PAGE = re.compile(
    r'"(?:WebVersion|DeviceSubClass)"\s*:|"realm"\s*:\s*"Login to '
    r'|"Response"\s*:\s*\{[\s\S]{0,400}"DeviceModel"'
)
"""What answers of web interfaces have that fingerprints know as bodies."""
XIONGMAI = re.compile(r'"NetWork\.NetCommon"')
TABLE = re.compile(r'"table"\s*:\s*\{[\s\S]{0,200}NETCAMERA_INFO')
ITSELF = re.compile(r'"updateSerial"\s*:')
_SN = re.compile(r'"(?:SerialNo|mac|IPAddress|DeviceType)"\s*:\s*"([^"\\]{3,80})"')
_DHIP_PORT = 37810
_DEEPEST = 12


def read_json(reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    """Yield what a JSON answer says; one that is broken says what can be picked out of it."""
    text, place = reply.body, f"line {reply.line}"
    if NOTICE.search(text):
        yield from notice(text, place, speaker)
    elif XIONGMAI.search(text):
        yield from net_common(text, place, speaker)
    elif TABLE.search(text) or ITSELF.search(text):
        yield from _configuration(text, place, speaker)
    elif PAGE.search(text):
        yield from speaker.say("http.body", text, place)
    else:
        speaker.skip("a JSON answer of an unknown kind", place)


def notice(text: str, place: str, speaker: Speaker) -> Iterator[Reading]:
    """Yield an answer of Dahua's discovery: each is of another thing."""
    yield from _wrong_with(text, place)
    found = _SN.findall(text)
    key = " ".join(found[:2]) or place
    # broken answers are kept as they are: identification picks the fields out one by one
    yield from speaker.say("dhip.json", text, place, _DHIP_PORT, subject=Subject(f"notice {key}"))


def net_common(text: str, place: str, speaker: Speaker) -> Iterator[Reading]:
    """Yield an answer of Xiongmai's discovery; its addresses are written in its own way."""
    yield from _wrong_with(text, place)
    yield from speaker.stated(binary_answer.xiongmai(text), text, place, XIONGMAI_PORT)


def _wrong_with(text: str, place: str) -> Iterator[Unread]:
    """Say of an answer that is kept as it came what somebody should know who reads claims from it."""
    try:
        document = json.loads(text.strip("\0 \t\r\n"))
    except (ValueError, RecursionError):
        yield Unread(place, "the answer is no whole JSON; what can be picked out of it is read")
        return
    if repeats_key(text.encode("utf-8", "surrogatepass"), document):
        yield Unread(place, TWICE)


def _configuration(text: str, place: str, speaker: Speaker) -> Iterator[Reading]:
    """Take what ``configManager`` and ``magicBox`` answer over RPC2, the same tables as JSON."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        speaker.skip("a broken JSON answer", place)
        return
    slots = Slots()
    for table in _objects(document):
        own = {key: str(value) for key, value in table.items() if isinstance(value, str | int)}
        if "updateSerial" in own or {"serialNumber", "deviceType"} <= own.keys():
            yield from about_itself(
                {key: text for key, text in own.items() if key.lower() in ABOUT_ITSELF}, place, speaker
            )
        for key, row in table.items():
            if "NETCAMERA_INFO_" in key and isinstance(row, dict):
                yield from _row(key.rpartition("_")[2], row, place, slots)
    yield from slots.readings(speaker)


def _row(slot: str, row: Mapping[str, object], place: str, slots: Slots) -> Iterator[Dropped]:
    for key, value in row.items():
        if names_credential(key):
            if value:
                yield Dropped(place, f"key {key[:60]}")
        elif isinstance(value, str | int):
            slots.put(slot, key, str(value).lower() if isinstance(value, bool) else str(value), place)


def _objects(document: object) -> Iterator[Mapping[str, object]]:
    waiting = [(document, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(value, dict):
            yield MappingProxyType(value)
            waiting += [(inner, depth + 1) for inner in value.values()]
        elif isinstance(value, list):
            waiting += [(inner, depth + 1) for inner in value]
