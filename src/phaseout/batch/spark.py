"""How does Spark screen a table that lies on many machines?

The same functions at work in its processes: what a cluster answers is what one machine answers.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from phaseout.batch.lines import LOOKED_AT as OF_THE_ARTICLE
from phaseout.batch.no_table import refuse_workbooks
from phaseout.batch.observations import CLAIMS, identify, whole_assets
from phaseout.batch.reading import Uses
from phaseout.batch.rule_pack import RulePack
from phaseout.batch.runs import Subject
from phaseout.batch.screening import answered_schema, screener
from phaseout.batch.suppliers import NAME as SELLER
from phaseout.batch.tally import Tally
from phaseout.domain.determination import Outcome
from phaseout.domain.problem import SourceError
from phaseout.identify.fields import LONGEST
from phaseout.identify.suppliers.comparison import Tier
from phaseout.intake.cell_text import LOST

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_SPARK = "pip install 'phaseout[spark]'; a Java runtime must be there, too"
_BY_ITSELF = "local[{}]"
# Nothing listens for other machines, and no page is served: a job of one machine is nobody else's business.
_ON_ONE_MACHINE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_ANYWHERE = {"spark.sql.execution.arrow.maxRecordsPerBatch": str(1 << 17)}


def screened(table: "DataFrame", rules: RulePack, *, only_open: bool = False) -> "DataFrame":
    """Return the answers of each line, as ``screen`` gives them, or only of those that leave work.

    Args:
        table: columns named as ``screen`` knows them; others pass as they are.
        rules: broadcast with the job.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    schema = answered_schema(to_arrow_schema(table.schema))
    return table.mapInArrow(partial(_each_line, rules, only_open=only_open), from_arrow_schema(schema))


def identified(table: "DataFrame", rules: RulePack) -> "DataFrame":
    """Return one row for each asset, as ``identify`` gives it; all of an asset is brought to one place.

    Args:
        table: ``asset``, ``trait``, ``value`` and perhaps ``site``.
        rules: broadcast with the job.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    gathered = table.repartition("asset").sortWithinPartitions("asset")
    return gathered.mapInArrow(partial(_each_asset, rules), from_arrow_schema(CLAIMS))


def _each_line(
    rules: RulePack, batches: Iterable[pa.RecordBatch], *, only_open: bool
) -> Iterator[pa.RecordBatch]:
    return (screener(rules).screened(batch, only_open=only_open).batch for batch in batches)


def _each_asset(rules: RulePack, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    return (identify(batch, rules=rules) for batch in whole_assets(batches))


def session(processes: int) -> "SparkSession":
    """Return the session of ``spark-submit``, or one of this machine alone with so many processes.

    Raises:
        SourceError: Spark or Java is missing.
    """
    try:
        from pyspark import SparkConf
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SourceError("Spark is not installed", remedy=_SPARK) from error
    conf = SparkConf()
    for name, value in _ANYWHERE.items():
        conf.setIfMissing(name, value)
    if not conf.contains("spark.master"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        conf.setMaster(_BY_ITSELF.format(processes)).setAppName("phaseout screen")
        for name, value in _ON_ONE_MACHINE.items():
            conf.setIfMissing(name, value)
    try:
        return SparkSession.builder.config(conf=conf).getOrCreate()
    except (PySparkRuntimeError, OSError) as error:
        raise SourceError(f"Spark does not start: {error}", remedy=_SPARK) from error


def opened(spark: "SparkSession", source: str) -> "DataFrame":
    """Return a table that Spark reads: Parquet, or text where the name says so.

    Raises:
        SourceError: it cannot be read.
    """
    from pyspark.errors import PySparkException

    refuse_workbooks(source)
    try:
        if source.lower().endswith((".csv", ".csv.gz", ".tsv", ".txt")):
            return spark.read.csv(source, header=True, multiLine=True, escape='"')
        return spark.read.parquet(source)
    except PySparkException as error:
        raise SourceError(f"Spark cannot read it: {_first_line(error)}", where=source) from error


class Place:
    """Where a folder is written before it has its name."""

    def __init__(self, target: str) -> None:
        """Take a name.

        Raises:
            SourceError: there is something of that name on this machine.
        """
        self.target = target
        self._path = None if "://" in target else Path(target).resolve()
        if self._path is not None and self._path.exists():
            raise SourceError(
                "is there already", where=target, remedy="Spark writes a folder: name a new one"
            )
        self.draft = target if self._path is None else str(self._path) + f".{os.getpid()}.draft"

    def settle(self) -> None:
        """Give the folder its name."""
        if self._path is not None:
            Path(self.draft).rename(self._path)


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkJob:
    """A table that Spark reads, what is asked of it, and where the answers go."""

    table: "DataFrame"
    place: Place
    rules: RulePack
    uses: Uses
    subject: Subject = Subject.ORDERS
    only_open: bool = False

    def run(self) -> Tally:
        """Write the answers as a folder of Parquet files, and return their figures.

        On a disk of this machine the folder appears under its name when it is whole. Elsewhere the
        file ``_SUCCESS`` in it says that it is.

        Raises:
            SourceError: the job failed; there may be something of that name elsewhere.
        """
        from pyspark.errors import PySparkException

        chosen = self.table.select(*(f"`{column}`" for column in self.uses.columns))
        named = chosen.toDF(*(self.uses.name_of(column) for column in self.uses.columns))
        by_asset = self.subject is Subject.OBSERVATIONS
        if by_asset:
            answered = identified(named, self.rules)
        else:
            answered = screened(named, self.rules, only_open=self.only_open).toDF(*self._names)
        try:
            answered.write.parquet(self.place.draft)
            tally = _counted(self.table.sparkSession.read.parquet(self.place.draft), by_asset=by_asset)
            if not by_asset:
                tally.cut, tally.lost = _faults(named)
        except PySparkException as error:
            raise SourceError(
                f"the Spark job failed: {_first_line(error)}", where=self.place.target
            ) from error
        self.place.settle()
        return tally

    @property
    def _names(self) -> list[str]:
        """The names of the columns of the answers: those that were given have their own again."""
        passed = pa.schema([(self.uses.passed_as(column), pa.null()) for column in self.uses.columns])
        return list(answered_schema(passed).names)


def _counted(answered: "DataFrame", *, by_asset: bool) -> Tally:
    """Return the figures of what was written."""
    tally = Tally()
    recognised = "size(rules) > 0" if by_asset else "rule is not null"
    asked = "null" if by_asset else "outcome"
    on = "null" if by_asset else "applies_on"
    rows = answered.selectExpr(
        "maker", f"{asked} as outcome", f"cast({on} as string) as day", f"{recognised} as is_known"
    )
    for row in rows.groupBy("maker", "outcome", "day", "is_known").count().collect():
        maker, outcome, day, is_known, lines = row
        tally.lines += lines
        tally.nothing += 0 if is_known else lines
        if maker is not None:
            tally.by_maker[maker] += lines
        if outcome is not None:
            tally.by_outcome[outcome] += lines
        if outcome == Outcome.APPLIES_FROM.value and day is not None:
            tally.first_days[day] += lines
    if not by_asset:
        sellers = answered.where("supplier_party is not null").groupBy("supplier_party", "supplier_tier")
        for party, tier, lines in sellers.count().collect():
            tally.count_supplier(party, lines, is_firm=tier != Tier.POSSIBLE.value)
    return tally


def _faults(table: "DataFrame") -> tuple[int, int]:
    """Return of how many lines a text is not read to its end, and on how many letters were lost before."""
    columns = [name for name in (*OF_THE_ARTICLE, SELLER) if name in table.columns]
    if not columns:
        return 0, 0
    texts = [f"coalesce(cast(`{name}` as string), '')" for name in columns]
    is_cut = " or ".join(f"length({text}) > {LONGEST}" for text in texts)
    is_lost = " or ".join(f"instr({text}, '{LOST}') > 0" for text in texts)
    found = table.selectExpr(f"count_if({is_cut})", f"count_if({is_lost})").first()
    return (int(found[0]), int(found[1])) if found is not None else (0, 0)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
