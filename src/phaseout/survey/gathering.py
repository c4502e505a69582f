"""What do the sources say, file by file, and under which names do they know their things?"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from phaseout.domain.document import NotExamined, Source, SourceUnread
from phaseout.domain.observation import Dropped, Observation, Subject, Unread
from phaseout.domain.problem import PhaseoutError, SourceError
from phaseout.identify.field import Field, FieldValue
from phaseout.identify.fields import KEYED_TRAITS, fields_of, normal_mac
from phaseout.identify.instant import ends_of
from phaseout.identify.ip_address import joining_ip
from phaseout.identify.keys import GroupKeys, KeysByGroup, together
from phaseout.identify.order_lines import ORDER_SERIAL, has_many_serials
from phaseout.identify.serial import normal_serial
from phaseout.identify.stated import STATING
from phaseout.intake.own_report import is_own_report
from phaseout.intake.reader import Reader
from phaseout.intake.source import FileStream
from phaseout.intake.spool import LONGEST_LIKE_OTHERS, Run, Spool
from phaseout.intake.walk import Candidate, candidates, choose_reader, open_candidate
from phaseout.survey.hiding import TURNED, is_turned
from phaseout.survey.sites import Sites

UNREAD_LISTED = 10_000
"""Unreads of one source that are listed one by one; the rest are counted and said to be."""
EMPTY = "the file is empty"
WATCH_EVERY = 1000

Watch = Callable[[str, int], None]
"""Called now and then with (name of the source, bytes of it taken so far)."""


class Gathered(NamedTuple):
    """All that was read, ready to be joined."""

    spool: Spool
    keys: KeysByGroup
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
        self.gathered = Gathered(Spool(), KeysByGroup(), [], [], [])

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

    def numbers(self, size: int) -> int:
        """Take numbers for so many observations and return the first."""
        first = self._count + 1
        self._count += size
        return first

    def watch(self, stream: FileStream) -> None:
        """Tell whoever watches how far a source is."""
        self._watch(stream.name, stream.stored_position)

    def keep(self, source: int, name: str, subject: Subject, run: Run) -> int:
        """Keep the first run of a new group."""
        self.gathered.keys.append(self._keys(source, name, subject, run))
        return self.gathered.spool.new_group(run)

    def keep_more(self, group: int, name: str, subject: Subject, run: Run) -> None:
        """Keep another run of a group, and the names it adds; past all measure names join nothing more."""
        self.gathered.spool.add_run(group, run)
        self.gathered.keys[group] = together(self.gathered.keys[group], self._keys(0, name, subject, run))

    def _keys(self, source: int, name: str, subject: Subject, run: Run) -> GroupKeys:
        macs: list[str] = []
        serials: list[str] = []
        addresses: list[str] = []
        for field, text in _key_fields(run):
            if field is Field.MAC and (mac := normal_mac(text)):
                macs.append(mac)
            elif field is Field.IP and (address := joining_ip(text)):
                addresses.append(address)
            elif field is Field.SERIAL and (serial := normal_serial(text)):
                serials.append(serial)
        named = self._sites.named(subject.site)
        site = named or self._sites.of(name, addresses)
        return GroupKeys(
            source=source,
            refs=(subject.ref,) if subject.ref else (),
            serials=tuple(dict.fromkeys(serials)),
            macs=tuple(dict.fromkeys(macs)),
            places=tuple(dict.fromkeys((site, subject.segment, ip) for ip in addresses)),
            site=site,
            times=ends_of(dict.fromkeys(run.ats)) if run.ats else (),
            is_tagged=subject.is_tagged,
            states=not STATING.isdisjoint(run.traits),
            is_beside=subject.is_beside,
            written=None if named else subject.site,
            segment=subject.segment,
        ).bounded()


class _Reading:
    """One source while it is read."""

    def __init__(self, gatherer: Gatherer, stream: FileStream, reader: Reader) -> None:
        self._gatherer = gatherer
        self._stream = stream
        self._reader = reader
        self._number = len(gatherer.gathered.sources)
        self._groups: dict[str, int] = {}
        self._subject: Subject | None = None
        self._run: list[Observation] = []
        self._observations = self._unread = self._dropped = 0

    def run(self) -> None:
        """Take everything the reader yields."""
        subject, run = self._subject, self._run
        for seen, reading in enumerate(self._reader.read(self._stream)):
            if type(reading) is Observation:
                if reading[0] is not subject and (subject is None or reading[0][0] != subject[0]):
                    self._flush()
                    subject = self._subject = reading[0]
                    run = self._run
                run.append(reading)
                if is_turned(reading.trait, reading.value):
                    self.unread(Unread(reading.locator, TURNED))
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
        _, traits, values, locators, ats, ports = zip(*self._run, strict=True)
        size, self._run = len(traits), []
        run = Run(
            self._number,
            self._gatherer.numbers(size),
            traits,
            values,
            locators,
            None if ats.count(None) == size else ats,
            None if ports.count(None) == size else ports,
        )
        self._observations += size
        key, name = self._subject.key, self._stream.name
        group = self._groups.get(key)
        if group is None:
            self._groups[key] = self._gatherer.keep(self._number, name, self._subject, run)
        else:
            self._gatherer.keep_more(group, name, self._subject, run)


def _key_fields(run: Run) -> Iterator[FieldValue]:
    many = has_many_serials(run.traits, run.values)
    for place in _keyed(run.traits):
        trait, value = run.traits[place], run.values[place]
        if many and trait == ORDER_SERIAL:
            continue
        # The two keys of nearly every host are taken straight; others may be wrapped in an answer.
        if trait == "ip":
            yield Field.IP, value
        elif trait == "mac":
            yield Field.MAC, value
        else:
            yield from fields_of(trait, value)


def _keyed(traits: tuple[str, ...]) -> tuple[int, ...]:
    return _keyed_of_many(traits) if len(traits) <= LONGEST_LIKE_OTHERS else _places_keyed(traits)


def _places_keyed(traits: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(place for place, trait in enumerate(traits) if trait in KEYED_TRAITS)


_keyed_of_many = lru_cache(maxsize=4096)(_places_keyed)


def _remedy(error: PhaseoutError) -> str:
    return f"; {error.remedy}" if error.remedy else ""


def _unclaimed(head: bytes) -> str:
    if not head:
        return EMPTY
    return "no reader knows this format; 'phaseout readers' lists those there are"
