"""How is a whole table screened: by several processes, in little memory, and on from where it stopped?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

import phaseout
from phaseout.batch.columns import clean
from phaseout.batch.item import Item
from phaseout.batch.observations import CLAIMS, identifying
from phaseout.batch.pace import Pace
from phaseout.batch.pieces import Begun, Pieces
from phaseout.batch.pool import Told, done_by
from phaseout.batch.reading import Uses
from phaseout.batch.rule_pack import RulePack
from phaseout.batch.screening import Screened, answered_schema, screener
from phaseout.batch.table import Table, open_table, stamp_of
from phaseout.batch.tally import Tally
from phaseout.domain.problem import SourceError

Watch = Callable[[int, int | None], None]
"""Called with (pieces done, pieces in all or None)."""


class Subject(StrEnum):
    """What the lines of a table are."""

    ORDERS = "orders"
    OBSERVATIONS = "observations"


@dataclass(frozen=True, kw_only=True)
class Job:
    """A table, what is asked of it, and where the answers go."""

    source: Path
    target: Path
    rules: RulePack
    uses: Uses
    subject: Subject = Subject.ORDERS
    only_open: bool = False
    separator: str = ","
    """Between the cells of answers that are written as text."""

    @property
    def stamp(self) -> dict[str, object]:
        """All that the bytes of the answers depend on."""
        return {
            "table": stamp_of(self.source),
            "register": self.rules.digest,
            "engine": f"phaseout {phaseout.__version__}, pyarrow {pa.__version__}",
            "columns": {
                "looked_at": dict(self.uses.looked_at),
                "kept": self.uses.kept,
                "handed_on": [] if self.by_asset else self._schema.names,
            },
            "rows": f"{self.subject.value}{', open ones only' if self.only_open else ''}",
        }

    def do(self, item: Item, told: Told | None = None) -> int:
        """Screen one piece and keep it; return its number. ``told`` is told of lines that are done.

        Raises:
            SourceError: it cannot be read, or there is no room for it.
        """
        Pieces(self.target).write(item.number, self._schema, self._answered(item, told))
        return item.number

    def __getstate__(self) -> dict[str, object]:
        """Travel to another process without the open file."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def table(self) -> Table:
        """The table, opened once in each process."""
        return open_table(self.source)

    @property
    def by_asset(self) -> bool:
        """Whether rows belong together."""
        return self.subject is Subject.OBSERVATIONS

    @cached_property
    def _schema(self) -> pa.Schema:
        if self.by_asset:
            return CLAIMS
        return answered_schema(self.table.schema(self.uses), is_numbered=self.uses.is_numbered)

    @cached_property
    def _pace(self) -> Pace:
        """How lines are shared out to be told of, in each process."""
        return Pace()

    def _answered(self, item: Item, told: Told | None) -> Iterator[tuple[pa.RecordBatch, Tally]]:
        yield pa.RecordBatch.from_pylist([], schema=self._schema), Tally(unread=item.unread)
        for batch in self.table.batches(item, self.uses, by_asset=self.by_asset):
            if self.by_asset:
                yield identifying(self.rules).identified(batch)
                if told is not None:
                    told(batch.num_rows)
            elif told is None:
                yield self._screened(batch)
            else:
                yield self._told_of(batch, told)

    def _screened(self, batch: pa.RecordBatch) -> Screened:
        screened = screener(self.rules).screened(_cleaned(batch), only_open=self.only_open)
        return Screened(screened.batch.rename_columns(self._schema.names), screened.tally)

    def _told_of(self, batch: pa.RecordBatch, told: Told) -> Screened:
        """Screen a batch in parts; the answers are put together again, so that the bytes stay the same."""
        answered, tally = [], Tally()
        for part in self._pace.parts(batch):
            screened = self._screened(part)
            answered.append(screened.batch)
            tally.add(screened.tally)
            told(part.num_rows)
        return Screened(pa.concat_batches(answered), tally)


class Done(NamedTuple):
    """How a run went."""

    tally: Tally
    resumed: int
    """Pieces that an interrupted run had finished."""
    changed: tuple[str, ...]
    """What had changed since an interrupted run, whose pieces were thrown away for it."""


def run(
    job: Job,
    *,
    processes: int = 1,
    told: Callable[[Begun], None] = lambda _begun: None,
    watch: Watch = lambda _done, _all: None,
    counted: Told | None = None,
) -> Done:
    """Screen a table; the answers appear under their name when all of them are there.

    A run that was ended in any way goes on where it stopped when it is started again, and gives the same
    bytes, however many ``processes`` take part. ``told`` is told at the beginning which pieces are done
    and what has changed since; ``watch`` after each piece; ``counted`` about every second how many lines
    were done since.

    Raises:
        SourceError: the table cannot be read, it has no lines, or there is no room.
        UsageError: another run is writing the same file.
    """
    pieces, stamp = Pieces(job.target), job.stamp
    begun = pieces.begin(stamp)
    told(begun)
    count = 0

    def missing() -> Iterator[Item]:
        nonlocal count
        for item in job.table.items(job.uses, by_asset=job.by_asset):
            count += 1
            if item.number not in begun.done:
                yield item

    for done, _ in enumerate(done_by(processes, job, missing(), counted), start=1):
        watch(len(begun.done) + done, job.table.pieces)
    if not count:
        pieces.discard()
        raise SourceError("has no lines", where=str(job.source))
    if stamp_of(job.source) != stamp["table"]:
        raise SourceError("was changed while it was read", where=str(job.source), remedy="run it again")
    return Done(pieces.finish(count, job.separator), len(begun.done), begun.changed)


def _cleaned(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch whose keys are UTF-8, too."""
    columns = [clean(one) if pa.types.is_string(one.type) else one for one in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
