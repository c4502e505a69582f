"""``phaseout screen``: purchases, suppliers and observations by the million, table in, table out."""

import os
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phaseout.cli.asking import institution_option, introduced
from phaseout.cli.options import (
    Days,
    as_of_option,
    checked_context,
    lang_option,
    open_register,
    register_option,
    today,
)
from phaseout.cli.outcome import Outcome
from phaseout.cli.screen_words import ScreenWords
from phaseout.cli.threshold import Threshold
from phaseout.cli.writing import fail_on_option, quiet_option, strict_option
from phaseout.domain.document import Choice
from phaseout.domain.facts import Context
from phaseout.domain.problem import SourceError, UsageError
from phaseout.intake.columns_file import read_columns
from phaseout.intake.context_file import read_context
from phaseout.survey.answer_words import words_to_answer

if TYPE_CHECKING:
    from phaseout.batch.tally import Tally


@click.command()
@click.argument("table", metavar="TABLE")
@click.option("-o", "--output", "target", required=True, metavar="OUT.parquet",
              help="The file to write: .parquet, .csv or .csv.gz; with --engine spark a folder.")  # fmt: skip
@click.option("--observations", is_flag=True,
              help="The table holds observations (asset, trait, value): say what each asset is.")  # fmt: skip
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
              help="Processes of this machine, or Spark.")  # fmt: skip
@click.option("--processes", type=click.IntRange(1, 256), metavar="N",
              help="How many processes take part (default: as many as there are processors).")  # fmt: skip
@click.option("--role", "roles", multiple=True, metavar="ID", help="What you are; may be given again.")
@institution_option
@click.option("--context", "context_path", type=click.Path(path_type=Path), metavar="FILE.toml",
              help="Who you are, where, for what use, with whose money.")  # fmt: skip
@click.option("--columns", "columns_paths", multiple=True, type=click.Path(path_type=Path),
              metavar="FILE.toml", help="What the columns of a table hold; may be given again.")  # fmt: skip
@as_of_option
@register_option
@click.option("--max-age", type=Days(), metavar="DAYS", help="Refuse a register older than this.")
@fail_on_option
@strict_option
@click.option("--only", multiple=True, metavar="MEASURE", help="Ask only this measure; may be given again.")
@click.option("--exclude", multiple=True, metavar="MEASURE", help="Do not ask this measure.")
@click.option("--show", type=click.Choice(["all", "open"]), default="all", show_default=True,
              help="Every line, or only those with something left to do.")  # fmt: skip
@lang_option
@quiet_option
def command(  # noqa: PLR0913 (one parameter per option)
    table: str, target: str, observations: bool, engine: str, processes: int | None, roles: tuple[str, ...],
    institutions: tuple[str, ...], context_path: Path | None, columns_paths: tuple[Path, ...],
    as_of: date | None, register_at: str | None, max_age: int | None, fail_on: str | None, strict: bool,
    only: tuple[str, ...], exclude: tuple[str, ...], show: str, lang: str, quiet: bool,
) -> None:  # fmt: skip
    """Screen order lines and suppliers in bulk: Parquet or CSV in, Parquet out.

    Each line gets maker, brand, model, grade, where in the text it says so, the rule, the supplier's party,
    the gravest outcome and the measures that give it. A run that was interrupted goes on where it stopped.

    \b
    phaseout screen orders.parquet -o screened.parquet --role us/federal-agency
    phaseout screen banners.parquet -o things.parquet --observations
    """
    threshold = Threshold.parse(fail_on)
    _check(table, target, threshold, observations=observations, spark=engine == "spark")
    register = open_register(register_at, max_age=max_age)
    if missing := [measure for measure in (*only, *exclude) if measure not in register.measures]:
        raise UsageError(
            f"there is no measure {', '.join(missing)}", remedy="'phaseout measures list' lists them"
        )
    stated = read_context(context_path, words_to_answer(register)) if context_path else Context()
    context = checked_context(stated, roles, institutions, register)
    words = ScreenWords(lang, by_asset=observations, quiet=quiet)
    words.say(*introduced(context.institutions, register.vocabulary, lang))
    day = as_of or today()
    from phaseout.cli.screening import Screening

    screening = Screening(
        table=table, target=target, observations=observations, only_open=show == "open",
        processes=processes or _processors(), profiles=tuple(map(read_columns, columns_paths)), words=words,
    )  # fmt: skip
    choice = Choice(only=only, exclude=exclude)
    tally = screening.done(register, context, day, choice, by_spark=engine == "spark")
    words.say(*words.summary(tally, target))
    raise click.exceptions.Exit(_outcome(tally, threshold, day, strict=strict))


def _check(table: str, target: str, threshold: Threshold, *, observations: bool, spark: bool) -> None:
    """Refuse what cannot be meant, before anything is read.

    Raises:
        UsageError: it would overwrite the table, asks for answers where none are given, or for a file of a
            kind that is not written.
        SourceError: a library is missing.
    """
    if observations and not threshold.never:
        raise UsageError("observations are identified, not decided", where="--fail-on", remedy="leave it out")
    if Path(target).resolve() == Path(table).resolve():
        raise UsageError("would overwrite the table", where=target, remedy="name another file")
    needed = ("numpy", "pandas", "pyarrow", "pyspark") if spark else ("numpy", "pyarrow")
    extra = "spark" if spark else "columns"
    if missing := [name for name in needed if find_spec(name) is None]:
        raise SourceError(f"{', '.join(missing)} is not installed", remedy=f"pip install 'phaseout[{extra}]'")
    from phaseout.batch.answers_file import ending_of

    ending_of(target, folder=spark)


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _outcome(tally: "Tally", threshold: Threshold, day: date, *, strict: bool) -> Outcome:
    if not tally.lines:
        return Outcome.NOTHING
    within = day + timedelta(days=threshold.within)
    if not threshold.never and tally.is_reached(within=within, undetermined=threshold.undetermined):
        return Outcome.THRESHOLD
    is_open = tally.is_incomplete or tally.by_outcome["undetermined"]
    return Outcome.INCOMPLETE if strict and is_open else Outcome.DONE
