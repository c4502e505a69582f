"""``phaseout reconcile``: what was bought and is not seen, and what is seen and was not bought?"""

import shutil
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

import phaseout
from phaseout.cli.options import lang_option, open_register, register_option
from phaseout.cli.outcome import Outcome
from phaseout.cli.progress import watching
from phaseout.cli.standard_output import standard_output
from phaseout.cli.whole_file import whole_file
from phaseout.cli.writing import quiet_option
from phaseout.domain.facts import Context
from phaseout.domain.problem import UsageError
from phaseout.domain.reconciliation import Reconciliation
from phaseout.intake import readers_with
from phaseout.intake.columns_file import read_columns
from phaseout.intake.context_file import read_context
from phaseout.report.language import Language
from phaseout.report.reconciliation_json import reconciliation_csv, reconciliation_json
from phaseout.report.reconciliation_text import reconciliation_lines, reconciliation_xlsx
from phaseout.report.safe_text import for_terminal
from phaseout.survey.answer_words import words_to_answer
from phaseout.survey.labels import every_label
from phaseout.survey.reconciling import Side, Sides, reconciled

FORMATS = ("table", "json", "csv", "xlsx")
AS_SEEN = "they count as seen; where that is wrong, say with --columns what the columns of the table hold"
Target = tuple[str, Path | None]


@click.command()
@click.argument("orders", nargs=-1, required=True, metavar="ORDERS…")
@click.option("--with", "found_in", multiple=True, required=True, metavar="DOC.json|SOURCE",
              help="What is there: a saved survey, or its sources; may be given again.")  # fmt: skip
@click.option("-o", "--output", "outputs", multiple=True, metavar="FORMAT[=FILE]",
              help=f"{', '.join(FORMATS)}; may be given again.")  # fmt: skip
@click.option("--context", "context_path", type=click.Path(path_type=Path), metavar="FILE.toml",
              help="Which addresses are which site, and what is one thing.")  # fmt: skip
@click.option("--columns", "columns_paths", multiple=True, type=click.Path(path_type=Path),
              metavar="FILE.toml", help="What the columns of a table hold; may be given again.")  # fmt: skip
@register_option
@lang_option
@quiet_option
def command(  # noqa: PLR0913 (one parameter per option)
    orders: tuple[str, ...], found_in: tuple[str, ...], outputs: tuple[str, ...],
    context_path: Path | None, columns_paths: tuple[Path, ...], register_at: str | None, lang: str,
    quiet: bool,
) -> None:  # fmt: skip
    """Compare what was bought with what is there.

    ORDERS are orders, invoices, deliveries and credit notes, or a saved survey that holds some. Units are
    the same where a serial number says so; else they are counted, by model, site and date.

    \b
    phaseout reconcile orders.xml invoices/ --with site.json
    phaseout reconcile purchases.csv --with scan.xml --context site.toml -o xlsx=differences.xlsx
    """
    targets = _targets(outputs, (*orders, *found_in))
    register = open_register(register_at, max_age=None)
    context = read_context(context_path, words_to_answer(register)) if context_path else Context()
    readers = readers_with(tuple(map(read_columns, columns_paths)))
    with watching(quiet=quiet) as watch:
        sides = Sides(register, context, readers, watch)
        bought, there = sides.of(orders), sides.of(found_in)
    for missed in () if quiet else (*bought.not_examined, *there.not_examined):
        click.echo(for_terminal(f"phaseout: {missed.name} was not examined: {missed.why}"), err=True)
    found = reconciled(bought, there, register)
    language = Language(lang, every_label(register))
    if (beside := bought.beside + there.beside) and not quiet:
        told = f"{language.number(beside)} {language.count('figure.beside', beside)}"
        click.echo(f"phaseout: {told}", err=True)
    if (things := sum(not asset.is_only_bought for asset in bought.assets)) and not quiet:
        click.echo(f"phaseout: {things} in ORDERS are things, not lines of a purchase: {AS_SEEN}", err=True)
    for target in targets:
        _write(target, found, language, register.closed)
    raise click.exceptions.Exit(_outcome(bought, there))


def _targets(outputs: tuple[str, ...], sources: tuple[str, ...]) -> list[Target]:
    targets: list[Target] = []
    read = {Path(source).resolve() for source in sources if Path(source).is_file()}
    for output in outputs or ("table",):
        name, _, path = output.partition("=")
        if name not in FORMATS:
            raise UsageError(
                f"there is no format {name!r}", where="-o", remedy=f"use one of {', '.join(FORMATS)}"
            )
        if name == "xlsx" and not path:
            raise UsageError("a workbook needs a file", where="-o xlsx", remedy="-o xlsx=FILE.xlsx")
        if path and Path(path).resolve() in read:
            raise UsageError("would overwrite a source", where=path, remedy="name another file")
        targets.append((name, Path(path) if path else None))
    places = [path for _, path in targets]
    if len(set(places)) < len(places):
        raise UsageError(
            "two formats would go to one place", where="-o", remedy="give each a file of its own"
        )
    return targets


def _write(target: Target, found: Reconciliation, language: Language, day: date) -> None:
    """Write a format; a workbook is stamped with the day of the register, never by the clock."""
    name, path = target
    if name == "xlsx" and path is not None:
        with whole_file(path) as stream:
            reconciliation_xlsx(found, language, stream, datetime.combine(day, time(), tzinfo=UTC))
        return
    content = _content(name, found, language, is_terminal=path is None and sys.stdout.isatty())
    if path is None:
        standard_output().write(content)
        standard_output().flush()
        return
    with whole_file(path) as stream:
        stream.write(content)


def _content(name: str, found: Reconciliation, language: Language, *, is_terminal: bool) -> bytes:
    if name == "json":
        return reconciliation_json(found, phaseout.__version__)
    if name == "csv":
        return reconciliation_csv(found, language)
    width = shutil.get_terminal_size(fallback=(110, 24)).columns if is_terminal else 110
    lines = reconciliation_lines(found, language, width)
    return "".join(f"{for_terminal(line)}\n" for line in lines).encode("utf-8")


def _outcome(bought: Side, there: Side) -> Outcome:
    """Say how it ends: one side that could not be read, or holds nothing, leaves nothing to compare."""
    for side in (bought, there):
        if side.assets:
            continue
        if side.unread or side.not_examined:
            click.echo("phaseout: nothing could be read on one side; the report says why", err=True)
            return Outcome.FAILED
        click.echo("phaseout: there was nothing to examine on one side", err=True)
        return Outcome.NOTHING
    if not any(asset.purchase for asset in bought.assets):
        click.echo("phaseout: no line of a purchase in ORDERS, so there was nothing to compare", err=True)
        return Outcome.NOTHING
    return Outcome.DONE
