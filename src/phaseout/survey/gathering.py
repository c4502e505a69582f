"""What do the sources say, file by file, and under which names do they know their things?"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from phaseout.domain.document import NotExamined, Source, SourceUnread
from phaseout.domain.observation import Dropped, Observation, Subject, Unread
from phaseout.domain.problem import PhaseoutError, SourceError
from phaseout.identify.fields import KEYED_TRAITS, Field, FieldValue, fields_of, normal_mac
from phaseout.identify.instant import ends_of
from phaseout.identify.keys import GroupKeys, normal_serial
from phaseout.intake.own_report import is_own_report
from phaseout.intake.reader import Reader
from phaseout.intake.source import FileStream
from phaseout.intake.spool import Kept, Spool
from phaseout.intake.walk import Candidate, candidates, choose_reader, open_candidate
from phaseout.survey.sites import Sites

UNREAD_LISTED = 10_000
"""Unreads of one source that are listed one by one; the rest are counted and said to be."""
EMPTY = "the file is empty"
WATCH_EVERY = 1000
KEYS_OF_ONE_THING = 256
"""Addresses of both kinds by which one group may be joined to others; a router's table has thousands."""
_NO_PLACE = ("0.", "127.", "::", "fe80:", "169.254.", "255.")

Watch = Callable[[str, int], None]
"""Called now and then with (name of the source, bytes of it taken so far)."""


class Gathered(NamedTuple):
    """All that was read, ready to be joined."""

    spool: Spool
    keys: list[GroupKeys]
    sources: list[Source]
    unread: list[SourceUnread]
    not_examined: list[NotExamined]


class Gatherer:
    """Reads sources into the spool, group by group."""

    def __init__(self, sites: Sites, readers: Sequence[Reader], watch: Watch) -> None:
        self._sites = sites
        self._readers = readers
        self._watch = watch
        self._count = 0
        self.gathered = Gathered(Spool(), [], [], [], [])

    def gather(self, arguments: Sequence[str]) -> Gathered:
        """Read every source the arguments name.

        A source that cannot be read does not stop the others: it is listed as not examined.
        """
        for found in candidates(arguments, self._readers):
            if isinstance(found, NotExamined):
                self.gathered.not_examined.append(found)
                continue
            try:
                self._examine(found)
            except SourceError as error:
                self._not_examined(found.name, error.diagnosis())
        return self.gathered

    def _examine(self, candidate: Candidate) -> None:
        with open_candidate(candidate) as stream:
            if is_own_report(stream.head, candidate.path):
                self._not_examined(candidate.name, "a report of this program, which is no evidence")
                return
            reader = candidate.reader or choose_reader(stream, self._readers)
            if reader is None:
                self._not_examined(candidate.name, _unclaimed(stream.head))
                return
            reading = _Reading(self, stream, reader)
            try:
                reading.run()
            except PhaseoutError as error:
                reading.unread(Unread(f"byte {stream.position}", error.what + _remedy(error)))
            except Exception as error:  # one bad source must not cost the others (house §7)
                reading.unread(
                    Unread(
                        f"byte {stream.position}",
                        f"the reader {reader.name} failed: {error!r}; please report",
                    )
                )
            reading.close()

    def _not_examined(self, name: str, why: str) -> None:
        self.gathered.not_examined.append(NotExamined(name=name, why=why))

    def number(self) -> int:
        """Return the next observation's number."""
        self._count += 1
        return self._count

    def watch(self, stream: FileStream) -> None:
        """Tell whoever watches how far a source is."""
        self._watch(stream.name, stream.stored_position)

    def keep(self, source: int, name: str, subject: Subject, run: list[Kept]) -> int:
        """Keep the first run of a new group."""
        self.gathered.keys.append(self._keys(source, name, subject, run))
        return self.gathered.spool.new_group(run)

    def keep_more(self, group: int, name: str, subject: Subject, run: list[Kept]) -> None:
        """Keep another run of a group, and the names it adds; past all measure names join nothing more."""
        self.gathered.spool.add_run(group, run)
        held, more = self.gathered.keys[group], self._keys(0, name, subject, run)
        if len(held.places) + len(held.macs) > KEYS_OF_ONE_THING:
            return
        site = next((place[0] for place in (*held.places, *more.places) if place[0]), None)
        self.gathered.keys[group] = GroupKeys(
            source=held.source,
            refs=_merged(held.refs, more.refs),
            serials=_merged(held.serials, more.serials),
            macs=_merged(held.macs, more.macs),
            places=tuple(dict.fromkeys((site, s, ip) for _, s, ip in (*held.places, *more.places))),
            site=held.site or more.site,
            times=ends_of((*held.times, *more.times)),
        )

    def _keys(self, source: int, name: str, subject: Subject, run: list[Kept]) -> GroupKeys:
        macs: list[str] = []
        serials: list[str] = []
        addresses: list[str] = []
        for field, text in _key_fields(run):
            if field is Field.MAC and (mac := normal_mac(text)):
                macs.append(mac)
            elif field is Field.IP and not text.startswith(_NO_PLACE):
                addresses.append(text.lower())
            elif field is Field.SERIAL and (serial := normal_serial(text)):
                serials.append(serial)
        if subject.site:
            self._sites.unused.discard(subject.site)
        site = subject.site or self._sites.of(name, addresses)
        return GroupKeys(
            source=source,
            refs=(subject.ref,) if subject.ref else (),
            serials=tuple(dict.fromkeys(serials)),
            macs=tuple(dict.fromkeys(macs)),
            places=tuple(dict.fromkeys((site, subject.segment, ip) for ip in addresses)),
            site=site,
            times=ends_of(dict.fromkeys(kept[4] for kept in run)),
        )


class _Reading:
    """One source while it is read."""

    def __init__(self, gatherer: Gatherer, stream: FileStream, reader: Reader) -> None:
        self._gatherer = gatherer
        self._stream = stream
        self._reader = reader
        self._number = len(gatherer.gathered.sources)
        self._groups: dict[str, int] = {}
        self._subject: Subject | None = None
        self._run: list[Kept] = []
        self._observations = self._unread = self._dropped = 0

    def run(self) -> None:
        """Take everything the reader yields."""
        count = self._gatherer.number
        for seen, reading in enumerate(self._reader.read(self._stream)):
            if type(reading) is Observation:
                subject = reading.subject
                if self._subject is None or subject.key != self._subject.key:
                    self._flush()
                    self._subject = subject
                self._run.append(
                    (count(), reading.trait, reading.value, reading.locator, reading.at, reading.port)
                )
            elif isinstance(reading, Unread):
                self.unread(reading)
            elif isinstance(reading, Dropped):
                self._dropped += 1
            if seen % WATCH_EVERY == 0:
                self._gatherer.watch(self._stream)

    def unread(self, unread: Unread) -> None:
        """List an unread, or only count it when there are very many."""
        self._unread += 1
        if self._unread <= UNREAD_LISTED:
            listed = self._gatherer.gathered.unread
            listed.append(SourceUnread(source=f"s{self._number + 1}", locator=unread.locator, why=unread.why))

    def close(self) -> None:
        """Finish the source and enter it in the list."""
        self._flush()
        if not self._observations and not self._unread:
            self.unread(Unread("file", f"the reader {self._reader.name} found no thing in it"))
        gathered = self._gatherer.gathered
        if self._unread > UNREAD_LISTED:
            more = self._unread - UNREAD_LISTED
            gathered.unread.append(
                SourceUnread(
                    source=f"s{self._number + 1}", locator="rest", why=f"{more} more, counted but not listed"
                )
            )
        gathered.sources.append(
            Source(
                id=f"s{self._number + 1}",
                name=self._stream.name,
                reader=self._reader.name,
                sha256=self._stream.finish(),
                observations=self._observations,
                unread=self._unread,
                dropped=self._dropped,
            )
        )

    def _flush(self) -> None:
        if self._subject is None or not self._run:
            return
        self._observations += len(self._run)
        group = self._groups.get(self._subject.key)
        if group is None:
            group = self._gatherer.keep(self._number, self._stream.name, self._subject, self._run)
            self._groups[self._subject.key] = group
        else:
            self._gatherer.keep_more(group, self._stream.name, self._subject, self._run)
        self._run = []


def _key_fields(run: list[Kept]) -> Iterator[FieldValue]:
    for _, trait, value, _, _, _ in run:
        # The two keys of nearly every host are taken straight; others may be wrapped in an answer.
        if trait == "ip":
            yield Field.IP, value
        elif trait == "mac":
            yield Field.MAC, value
        elif trait in KEYED_TRAITS:
            yield from fields_of(trait, value)


def _merged(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _remedy(error: PhaseoutError) -> str:
    return f"; {error.remedy}" if error.remedy else ""


def _unclaimed(head: bytes) -> str:
    if not head:
        return EMPTY
    return "no reader knows this format; 'phaseout readers' lists those there are"
