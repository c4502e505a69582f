"""``phaseout survey``: files in, findings with reasons out."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

import click

from phaseout.cli.options import (
    Days,
    as_of_option,
    checked_context,
    lang_option,
    now_stamp,
    open_register,
    register_option,
    today,
)
from phaseout.cli.outcome import Outcome
from phaseout.cli.progress import watching
from phaseout.cli.threshold import Threshold
from phaseout.domain.determination import Outcome as Answer
from phaseout.domain.facts import Context
from phaseout.domain.problem import SourceError, UsageError
from phaseout.intake.context_file import read_context
from phaseout.report import WRITERS
from phaseout.report.safe_text import for_terminal
from phaseout.report.sink import Sink, WriteOptions, Writer
from phaseout.survey import Document, Options, survey
from phaseout.survey.gathering import EMPTY


class Target(NamedTuple):
    """A format and where its bytes go; None is standard output."""

    writer: Writer
    path: Path | None


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "-o", "--output", "outputs", multiple=True, metavar="FORMAT[=FILE]",
    help="Format, and a file to write it to; may be given again. 'phaseout writers' lists the formats."
    "  [default: table]",
)  # fmt: skip
@click.option("--role", "roles", multiple=True, metavar="ID", help="What you are; may be given again.")
@click.option("--context", "context_path", type=click.Path(path_type=Path), metavar="FILE.toml",
              help="Who you are, where, for what use, with whose money.")  # fmt: skip
@as_of_option
@register_option
@click.option("--max-age", type=Days(), metavar="DAYS", help="Refuse a register older than this.")
@click.option("--fail-on", "fail_on", metavar="applies|applies-within=180d|undetermined",
              help="End with exit code 1 where an asset reaches this.")  # fmt: skip
@click.option("--strict", is_flag=True, help="End with exit code 4 where anything is unread or undetermined.")
@click.option("--only", multiple=True, metavar="MEASURE", help="Ask only this measure; may be given again.")
@click.option("--exclude", multiple=True, metavar="MEASURE", help="Do not ask this measure.")
@click.option("--show", type=click.Choice(["all", "open"]), default="all", show_default=True,
              help="Every asset and answer, or only those with something left to do.")  # fmt: skip
@lang_option
@click.option(
    "--no-timestamp", is_flag=True, help="Leave the time out, so that two runs give the same bytes."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notices.")
@click.option("-v", "--verbose", is_flag=True, help="Say which reader took which file.")
def command(  # noqa: PLR0913 (one parameter per option)
    sources: tuple[str, ...], outputs: tuple[str, ...], roles: tuple[str, ...], context_path: Path | None,
    as_of: date | None, register_at: str | None, max_age: int | None, fail_on: str | None, strict: bool,
    only: tuple[str, ...], exclude: tuple[str, ...], show: str, lang: str, no_timestamp: bool, quiet: bool,
    verbose: bool,
) -> None:  # fmt: skip
    """Examine files, folders, captures and exports; '-' is standard input.

    Each SOURCE is recognised by its content; READER:FILE names the reader. Only files you name are
    read and nothing is sent anywhere.

    \b
    phaseout survey scan.xml inventory.xlsx --role ca/federal-department
    phaseout survey site/ --context site.toml -o html=report.html -o json=report.json
    """
    targets = [_target(output) for output in outputs or ("table",)]
    _refuse_clashes(targets, sources)
    threshold = Threshold.parse(fail_on)
    register = open_register(register_at, max_age=max_age)
    _known_measures((*only, *exclude), tuple(register.measures))
    context = checked_context(read_context(context_path) if context_path else Context(), roles, register)
    options = Options(only=only, exclude=exclude, lang=lang, generated=None if no_timestamp else now_stamp())
    day = as_of or today()
    with watching(quiet=quiet) as watch:
        document = survey(sources, register, context, day, options=options, watch=watch)
    if verbose and not quiet:
        _say_readers(document)
    for site in () if quiet else document.unused_sites:
        click.echo(
            f"phaseout: nothing matched the site {site!r}; check its match.source and match.ip", err=True
        )
    reached = _write(document, targets, threshold, day, show=show, lang=lang)
    raise click.exceptions.Exit(_outcome(document, reached, strict=strict))


def _target(output: str) -> Target:
    name, _, path = output.partition("=")
    writer = next((writer for writer in WRITERS if writer.name == name), None)
    if writer is None:
        known = ", ".join(writer.name for writer in WRITERS)
        remedy = f"use one of {known}; with a file: -o html=report.html"
        raise UsageError(f"there is no format {name!r}", where="-o", remedy=remedy)
    if not path and writer.name == "xlsx" and sys.stdout.isatty():
        raise UsageError(
            "a workbook makes no sense on a terminal", where="-o xlsx", remedy="-o xlsx=FILE.xlsx"
        )
    return Target(writer, Path(path) if path else None)


def _refuse_clashes(targets: list[Target], sources: tuple[str, ...]) -> None:
    paths = [target.path.resolve() for target in targets if target.path is not None]
    named = {Path(source).resolve() for source in sources if Path(source).is_file()}
    if len(set(paths)) < len(paths) or len(targets) - len(paths) > 1:
        raise UsageError(
            "two formats would go to one place", where="-o", remedy="give each a file of its own"
        )
    if clash := next((path for path in paths if path in named), None):
        raise UsageError("would overwrite a source", where=str(clash), remedy="name another file")


def _known_measures(asked: tuple[str, ...], known: tuple[str, ...]) -> None:
    if missing := [measure for measure in asked if measure not in known]:
        raise UsageError(
            f"there is no measure {', '.join(missing)}", remedy="'phaseout measures list' lists them"
        )


def _say_readers(document: Document) -> None:
    for source in document.header.sources:
        name = for_terminal(source.name)
        click.echo(f"{name}: {source.reader}, {source.observations} observations", err=True)


def _write(
    document: Document, targets: list[Target], threshold: Threshold, day: date, *, show: str, lang: str
) -> bool:
    """Write every format in one pass over the assets; return whether the threshold was reached."""
    reached = False
    with contextlib.ExitStack() as stack:
        sinks = [_open(stack, target, lang) for target in targets]
        for sink in sinks:
            sink.begin(document.header)
        for asset in document.assets(only_open=show == "open"):
            reached = reached or threshold.is_reached(asset.determinations, day)
            for sink in sinks:
                sink.add(asset)
        trailer = document.trailer()
        for sink in sinks:
            sink.end(trailer)
    # Things of which nothing is known are not shown as open, yet they are undetermined.
    return reached or (threshold.undetermined and Answer.UNDETERMINED.value in trailer.summary.by_outcome)


def _open(stack: contextlib.ExitStack, target: Target, lang: str) -> Sink:
    is_terminal = target.path is None and sys.stdout.isatty()
    width = shutil.get_terminal_size(fallback=(110, 24)).columns
    options = WriteOptions(lang=lang, colour=is_terminal, width=width)
    stream = sys.stdout.buffer if target.path is None else stack.enter_context(_whole_file(target.path))
    return target.writer.open(stream, options)


@contextlib.contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when it is whole."""
    draft = None
    try:
        # A name nobody can foresee: two runs do not share it and nobody lays a link there.
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as stream:
            draft = Path(stream.name)
            yield cast("BinaryIO", stream)
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except OSError as error:
        raise SourceError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            remedy="check the folder and the space left",
        ) from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _outcome(document: Document, reached: bool, *, strict: bool) -> Outcome:
    header, summary = document.header, document.trailer().summary
    if not any(source.observations for source in header.sources):
        return _of_nothing(document)
    if reached:
        return Outcome.THRESHOLD
    undetermined = any("undetermined" in counts for counts in summary.by_measure.values())
    if strict and (summary.unread or summary.not_examined or undetermined):
        return Outcome.INCOMPLETE
    return Outcome.DONE


def _of_nothing(document: Document) -> Outcome:
    header = document.header
    refused = [file for file in header.not_examined if file.why != EMPTY]
    if refused or any(source.unread for source in header.sources):
        click.echo("phaseout: nothing could be read; the report says why", err=True)
        return Outcome.FAILED
    click.echo("phaseout: there was nothing to examine", err=True)
    return Outcome.NOTHING
