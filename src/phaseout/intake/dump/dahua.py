"""What do the key=value answers say that Dahua's web interface gives?

Facts: discovery.md §1.6. A recorder's table ``RemoteDevice`` keeps its rows when cameras go: a slot that
is switched off still names the last camera, so such a row tells of a camera that may be gone.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from phaseout.domain.observation import Dropped, Reading, Unread
from phaseout.intake.credential_text import names_secret
from phaseout.intake.dump.saved import Reply
from phaseout.intake.dump.speaker import Speaker

_PAIR = re.compile(r"\s*(?P<key>[A-Za-z][\w.:\[\]\-]{0,200}?)\s*=\s*(?P<value>.{0,2000})", re.ASCII)
_ROW = re.compile(
    r"(?:table\.)?RemoteDevice(?:\.(?P<id>[\w:\-]{1,120})|\[(?P<index>\d{1,5})\])\.(?P<key>.+)", re.I
)
_TITLE = re.compile(r"(?:table\.)?ChannelTitle\[(?P<index>\d{1,5})\]\.Name", re.I)
_SLOT = re.compile(r"(\d{1,5})$")
ABOUT_ITSELF = frozenset(
    (
        *("serialnumber", "devicetype", "updateserial", "updateserialcloudupgrade", "processor", "sn"),
        *(
            "hardwareversion",
            "version",
            "type",
            "name",
            "vendor",
            "appautostart",
            "machinename",
            "deviceclass",
        ),
    )
)
_SERIALS = frozenset(("serialnumber", "sn"))
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "name": "name",
        "videoinputs[0].name": "name",
        "address": "ip",
        "mac": "mac",
        "port": "port",
        "protocoltype": "protocol",
        "vendor": "vendor",
        "deviceclass": "class",
        "devicetype": "model",
        "serialno": "serial",
        "version": "firmware",
        "enable": "enabled",
    }
)
_TELLS_OF_A_CAMERA = ("model", "serial", "ip", "mac")
_NO_ADDRESS = frozenset(("192.168.0.0", "0.0.0.0", "::", "255.255.255.255"))  # noqa: S104 (a placeholder)
_NO_MAC = re.compile(r"(?:ff[:-]?){6}|(?:00[:-]?){6}", re.I)
_LOGIN = re.compile(r"\s(?:-u|--user)[ =]?\S{1,200}:\S|\b\w{2,8}://[^\s/@]{1,200}:[^\s/@]{1,200}@")
_MOST_SLOTS = 4096
_SHOWN = 20


class Slots:
    """The rows of a recorder's camera table, by slot, while they are put together."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, str]] = {}
        self._places: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self.too_many: str | None = None

    def put(self, slot: str, key: str, value: str, place: str) -> None:
        """Enter a cell of the table; ``key`` as Dahua names it."""
        if slot not in self._rows:
            if len(self._rows) >= _MOST_SLOTS:
                self.too_many = self.too_many or place
                return
            self._rows[slot], self._places[slot] = {}, place
        column = _COLUMNS.get(key.lower())
        if column is not None and value and not self._rows[slot].get(column):
            self._rows[slot][column] = value

    def title(self, slot: str, name: str, place: str) -> None:
        """Enter the name of a channel from another table."""
        if slot in self._titles or len(self._titles) < _MOST_SLOTS:
            self._titles[slot] = name
        else:
            self.too_many = self.too_many or place

    def readings(self, speaker: Speaker) -> Iterator[Reading]:
        """Yield a row for each slot that holds or held a camera."""
        off, first_off = [], ""
        for slot, row in self._rows.items():
            if not _is_filled(row):
                continue
            channel = str(int(slot) + 1) if slot.isdecimal() else slot
            if title := self._titles.get(slot):
                row.setdefault("name", title)
            if row.get("enabled", "").lower() == "false":
                off.append(channel)
                first_off = first_off or self._places[slot]
                # somebody else may have the address now
                row["last-address"] = row.pop("ip", "")
            yield from speaker.row(channel, row, self._places[slot])
        if off:
            why = "switched off, with a camera still named; whether it is there cannot be told: channel "
            more = f" and {len(off) - _SHOWN} more" if len(off) > _SHOWN else ""
            yield Unread(first_off, why + ", ".join(off[:_SHOWN]) + more)
        if self.too_many:
            yield Unread(self.too_many, f"more than {_MOST_SLOTS} slots; the rest was not read")


def read_pairs(reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    """Yield what lines of ``key=value`` say of the equipment and of the cameras in its table."""
    page, unknown = _Page(reply.line), 0
    for number, line in enumerate(reply.body.split("\n"), reply.line):
        pair = _PAIR.match(line)
        if pair is None:
            unknown += bool(line.strip())
            if _LOGIN.search(line):
                yield Dropped(f"line {number}", "user and password on a command line")
            continue
        key, value = pair["key"], pair["value"].strip()
        if names_secret(key.rpartition(".")[2]):
            if value:
                yield Dropped(f"line {number}", f"key {key.rpartition('.')[2][:60]}")
        elif page.is_of_another(key, value):
            yield from page.readings(speaker)
            page = _Page(number)
            page.put(key, value, number)
        else:
            unknown += not page.put(key, value, number)
    yield from page.readings(speaker)
    if unknown:
        speaker.skip("settings, and other text between the answers", f"line {reply.line}")


class _Page:
    """The answers of one recorder in a row."""

    def __init__(self, line: int) -> None:
        self._own: dict[str, str] = {}
        self._slots = Slots()
        self._line = line

    def is_of_another(self, key: str, value: str) -> bool:
        """Whether it gives another serial number than the one given here."""
        return key.lower() in _SERIALS and self._own.get(key, value) != value

    def put(self, key: str, value: str, number: int) -> bool:
        """Enter a pair; False for a setting, which says nothing of who it is."""
        if row := _ROW.fullmatch(key):
            self._slots.put(_slot_of(row), row["key"], value, f"line {number}")
        elif title := _TITLE.fullmatch(key):
            self._slots.title(title["index"], value, f"line {number}")
        elif key.lower() in ABOUT_ITSELF:
            self._line = self._line if self._own else number
            self._own.setdefault(key, value)
        else:
            return False
        return True

    def readings(self, speaker: Speaker) -> Iterator[Reading]:
        """Yield what was entered."""
        yield from about_itself(self._own, f"line {self._line}", speaker)
        yield from self._slots.readings(speaker)


def about_itself(own: Mapping[str, str], place: str, speaker: Speaker) -> Iterator[Reading]:
    """Yield the answers about the equipment itself, as lines of ``key=value``."""
    if not own:
        return
    serial = next((value for key, value in own.items() if key.lower() in _SERIALS and value), None)
    if serial:
        yield from speaker.introduce(serial)
    yield from speaker.say(
        "dahua.deviceinfo", "\n".join(f"{key}={value}" for key, value in own.items()), place
    )


def _is_filled(row: dict[str, str]) -> bool:
    """Take placeholders out of a row and return whether it speaks of a camera."""
    if row.get("ip") in _NO_ADDRESS:
        del row["ip"]
    if _NO_MAC.fullmatch(row.get("mac", "")):
        del row["mac"]
    return any(row.get(column) for column in _TELLS_OF_A_CAMERA)


def _slot_of(row: re.Match[str]) -> str:
    """``uuid:System_CONFIG_NETCAMERA_INFO_7`` is slot 7; another id stands for itself."""
    if row["index"]:
        return str(int(row["index"]))
    found = _SLOT.search(row["id"])
    return str(int(found[1])) if found else row["id"]
