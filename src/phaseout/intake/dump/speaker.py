"""Which equipment speaks in a dump, and which cameras does it say are behind it?"""

from collections.abc import Iterator, Mapping

import orjson

from phaseout.domain.designation import NO_DESIGNATION
from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.capture.address import IPV4_BYTES, ip_text, is_host, mac_text
from phaseout.intake.capture.binary_answer import Stated
from phaseout.intake.credential import without_credentials

LONGEST_VALUE = 16_384
"""Characters of a document that are kept: as many as identification looks at."""
_MOST_KINDS = 50
_SHOWN = 120
NOT_KNOWN_WHOSE = "the table does not say whose it is; save what the recorder says of itself in the same file"
_OUTER_BLANKS = " \t\r\n\0"


class Speaker:
    """The equipment whose replies are being read.

    The replies of one file are one thing's, until one of them gives another serial number than those
    before: then another thing has begun to speak.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._number = 1
        self._identity: str | None = None
        self._met: set[tuple[str, str]] = set()
        self.is_recorder = False
        self.is_camera = False
        self._channels: set[str] = set()
        self._skipped: dict[str, tuple[str, int]] = {}
        self.orphans: str | None = None
        """Where a camera table stands whose recorder has not said who it is."""

    @property
    def subject(self) -> Subject:
        """The asset that speaks."""
        return Subject(f"device {self._number}")

    @property
    def identity(self) -> str | None:
        """The serial number, or what else it introduced itself with."""
        return self._identity

    def introduce(self, identity: str) -> Iterator[Reading]:
        """Take the word of who speaks; another one than before is another thing."""
        if not identity:
            return
        if self._identity is not None and identity != self._identity:
            yield from self.close()
            self._number += 1
            self._met.clear()
            self.is_recorder = self.is_camera = False
        self._identity = identity
        if self.orphans is not None:  # its camera table came first
            self.is_recorder = True
            yield from self.say("asset.kind", "recorder", self.orphans)
            self.orphans = None

    def say(
        self, trait: str, value: str, locator: str, port: int | None = None, subject: Subject | None = None
    ) -> Iterator[Reading]:
        """Yield an observation of the speaker without the credentials in it, each value once."""
        value = value if trait == "banner" else value.strip(_OUTER_BLANKS)
        kept = without_credentials(trait, value[:LONGEST_VALUE])
        if kept.dropped is not None:
            yield Dropped(locator, f"{trait}: {kept.dropped}")
        if not kept.value:
            return
        if subject is None:
            if (trait, kept.value) in self._met:
                return
            self._met.add((trait, kept.value))
        yield Observation(subject or self.subject, trait, kept.value, locator, None, port)
        if len(value) > LONGEST_VALUE:
            yield Unread(locator, f"longer than {LONGEST_VALUE} characters; the rest was not kept")

    def stated(self, stated: Stated, answer: str, locator: str, port: int) -> Iterator[Reading]:
        """Yield what a binary discovery answer states, and the answer: each is a thing of its own."""
        ip = ip_text(stated.ip) if len(stated.ip) == IPV4_BYTES and is_host(stated.ip) else ""
        mac = mac_text(stated.mac) if stated.mac else ""
        subject = Subject(f"answer {mac or ip or locator}")
        for trait, value in (("discovery.mac", mac), ("ip", ip), *stated.traits()):
            yield from self.say(trait, value, locator, subject=subject)
        yield from self.say("banner", answer, locator, port, subject=subject)

    def row(self, channel: str, row: Mapping[str, str], locator: str) -> Iterator[Reading]:
        """Yield a row of the recorder's camera table: a thing of its own, tied to the recorder by name.

        The addresses of cameras on a recorder's own ports (``connection`` = plugplay) are the same
        behind every recorder, so they are told apart by segment.
        """
        if not self.is_recorder and self._identity is not None:
            self.is_recorder = True
            yield from self.say("asset.kind", "recorder", locator)
        if self._identity is None:
            self.orphans = self.orphans or locator
        recorder = self._identity or self._name
        segment = f"behind {recorder}" if row.get("connection", "").lower() == "plugplay" else None
        ref = f"{self._identity}, channel {channel}" if self._identity else None
        subject = Subject(f"device {self._number}, channel {channel}", ref, None, segment)
        named = {"channel": channel, **row}
        if row.get("model", "").lower() in NO_DESIGNATION:
            named["kind"] = named.pop("model")
        if self._identity is not None:
            named["recorder"] = self._identity
        text = orjson.dumps({key: text for key, text in named.items() if text}).decode()
        yield from self.say("recorder.channel", text, locator, subject=subject)
        if subject.key not in self._channels:
            self._channels.add(subject.key)
            yield from self.say("asset.kind", "camera", locator, subject=subject)

    def skip(self, kind: str, locator: str) -> None:
        """Note a reply that says nothing this program reads, once per kind."""
        kind = kind[:_SHOWN]
        first, count = self._skipped.get(kind, (locator, 0))
        if count or len(self._skipped) < _MOST_KINDS:
            self._skipped[kind] = (first, count + 1)

    def close(self) -> Iterator[Reading]:
        """Yield what is to be said at the end."""
        if self.orphans is not None:
            yield Unread(self.orphans, NOT_KNOWN_WHOSE)
            self.orphans = None
        for kind, (locator, count) in self._skipped.items():
            times = f" {count} times" if count > 1 else ""
            yield Unread(locator, f"not read{times}: {kind}")
        self._skipped.clear()
