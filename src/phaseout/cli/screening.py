"""How does ``phaseout screen`` carry its table through: here, or by Spark?"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from phaseout.batch.pieces import Begun
from phaseout.batch.reading import Uses, uses_of_observations, uses_of_orders
from phaseout.batch.rule_pack import RulePack
from phaseout.batch.runs import Job, Subject, run
from phaseout.batch.table import open_table
from phaseout.batch.tally import Tally
from phaseout.cli.screen_words import ScreenWords
from phaseout.domain.document import Choice
from phaseout.domain.facts import Context
from phaseout.intake.column_profile import Profiles
from phaseout.register.query import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What the command was asked, but for the question."""

    table: str
    target: str
    observations: bool
    only_open: bool
    processes: int
    profiles: Profiles
    words: ScreenWords

    def done(
        self, register: Register, context: Context, day: date, choice: Choice, *, by_spark: bool
    ) -> Tally:
        """Write the answers, and return their figures.

        Raises:
            SourceError: the table cannot be read, or the answers cannot be written.
            UsageError: the table has no column that says anything.
        """
        rules = RulePack.of(register, context, day, choice=choice)
        return self._by_spark(rules) if by_spark else self._here(rules)

    def _here(self, rules: RulePack) -> Tally:
        source = Path(self.table)
        table = open_table(source)
        uses = self._uses(table.titles)
        job = Job(
            source=source, target=Path(self.target), rules=rules.of_lines_in(uses.document), uses=uses,
            subject=self._subject, only_open=self.only_open, separator=self.words.separator,
        )  # fmt: skip
        with self.words.watching(table.pieces) as bar:

            def begin(begun: Begun) -> None:
                self.words.say_resumed(len(begun.done), begun.changed, damaged=len(begun.damaged))
                if bar is not None:
                    bar.begin(len(begun.done), table.lines_but(begun.done))

            if bar is None:
                return run(job, processes=self.processes, told=begin).tally
            done = run(job, processes=self.processes, told=begin, watch=bar.watch, counted=bar.count)
            return done.tally

    def _by_spark(self, rules: RulePack) -> Tally:
        from phaseout.batch.spark import Place, SparkJob, opened, session

        place = Place(self.target)  # what cannot be written is refused before Spark takes its time to start
        spark = session(self.processes)
        try:
            table = opened(spark, self.table)
            uses = self._uses(table.columns, numbers_rows=False)
            job = SparkJob(
                table=table, place=place, rules=rules.of_lines_in(uses.document), uses=uses,
                subject=self._subject, only_open=self.only_open,
            )  # fmt: skip
            return job.run()
        finally:
            spark.stop()

    @property
    def _subject(self) -> Subject:
        return Subject.OBSERVATIONS if self.observations else Subject.ORDERS

    def _uses(self, titles: list[str], *, numbers_rows: bool = True) -> Uses:
        uses = uses_of_observations(titles) if self.observations else uses_of_orders(titles, self.profiles)
        self.words.say_uses(uses, numbers_rows=numbers_rows)
        return uses
