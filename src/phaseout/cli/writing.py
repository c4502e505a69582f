"""Which formats were asked for, where do they go, and how is a document written to all of them at once?"""

import contextlib
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

import click

from phaseout.cli.missed_lines import missed_lines
from phaseout.cli.outcome import Outcome
from phaseout.cli.standard_output import standard_output
from phaseout.cli.threshold import Threshold
from phaseout.cli.whole_file import whole_file
from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome as Answer
from phaseout.domain.document import Header, Trailer
from phaseout.domain.problem import UsageError
from phaseout.plugged import every_writer
from phaseout.report import WRITERS
from phaseout.report.packed import SUFFIX, packing
from phaseout.report.sink import Sink, WriteOptions, Writer

F = TypeVar("F", bound=Callable[..., object])


class Target(NamedTuple):
    """A format and where its bytes go; None is standard output."""

    writer: Writer
    path: Path | None


class Decided(Protocol):
    """A document whose assets are decided as they are asked for: surveyed, or decided anew."""

    header: Header

    @property
    def expected(self) -> int:
        """How many assets there are at the most."""

    def assets(self, *, only_open: bool = False) -> Iterator[Asset]:
        """Yield the assets, once."""

    def trailer(self) -> Trailer:
        """Return what stands after them."""


def output_option(command: F) -> F:
    """Add ``-o``."""
    return click.option(
        "-o", "--output", "outputs", multiple=True, metavar="FORMAT[=FILE]",
        help="Format, and a file to write it to, packed where its name ends in .gz; may be given again."
        " 'phaseout writers' lists the formats."
        "  [default: table]",
    )(command)  # fmt: skip


def fail_on_option(command: F) -> F:
    """Add ``--fail-on``."""
    return click.option(
        "--fail-on", "fail_on", metavar="applies|applies-within=180d|undetermined",
        help="End with exit code 1 where an asset reaches this.",
    )(command)  # fmt: skip


def strict_option(command: F) -> F:
    """Add ``--strict``."""
    return click.option(
        "--strict", is_flag=True, help="End with exit code 4 where anything is unread or undetermined."
    )(command)


def show_option(command: F) -> F:
    """Add ``--show``."""
    return click.option(
        "--show", type=click.Choice(["all", "open"]), default="all", show_default=True,
        help="Every asset and answer, or only those with something left to do.",
    )(command)  # fmt: skip


def no_timestamp_option(command: F) -> F:
    """Add ``--no-timestamp``."""
    return click.option(
        "--no-timestamp", is_flag=True, help="Leave the time out, so that two runs give the same bytes."
    )(command)


def quiet_option(command: F) -> F:
    """Add ``-q``."""
    return click.option("-q", "--quiet", is_flag=True, help="No progress and no notices.")(command)


def targets_of(outputs: Sequence[str]) -> list[Target]:
    """Return the formats asked for, a table where none is.

    Raises:
        UsageError: no such format, or a workbook for a terminal.
    """
    return [_target(output) for output in outputs or ("table",)]


def _target(output: str) -> Target:
    name, _, path = output.partition("=")
    writer = next((writer for writer in WRITERS if writer.name == name), None)
    if writer is None:  # packages are asked last: most runs need none of theirs
        known = {writer.name: writer for writer in every_writer()}
        writer = known.get(name)
    if writer is None:
        remedy = f"use one of {', '.join(known)}; with a file: -o html=report.html"
        raise UsageError(f"there is no format {name!r}", where="-o", remedy=remedy)
    if not path and writer.name == "xlsx" and sys.stdout.isatty():
        raise UsageError(
            "a workbook makes no sense on a terminal", where="-o xlsx", remedy="-o xlsx=FILE.xlsx"
        )
    if path.endswith(SUFFIX) and writer.name == "xlsx":
        raise UsageError("a workbook is packed already", where=f"-o {output}", remedy="-o xlsx=FILE.xlsx")
    return Target(writer, Path(path) if path else None)


def refuse_clashes(targets: Sequence[Target], sources: Sequence[str]) -> None:
    """Refuse two formats that go to one place, and a format that would overwrite what is read.

    Raises:
        UsageError: there is such a clash.
    """
    paths = [target.path.resolve() for target in targets if target.path is not None]
    named = {Path(source).resolve() for source in sources if Path(source).is_file()}
    folders = [Path(source).resolve() for source in sources if Path(source).is_dir()]
    if len(set(paths)) < len(paths) or len(targets) - len(paths) > 1:
        raise UsageError(
            "two formats would go to one place", where="-o", remedy="give each a file of its own"
        )
    read = (
        path
        for path in paths
        if path in named or any(path.is_file() and path.is_relative_to(f) for f in folders)
    )
    if clash := next(read, None):
        raise UsageError("would overwrite a source", where=str(clash), remedy="name another file")


@contextlib.contextmanager
def opened(targets: Sequence[Target], lang: str) -> Iterator[list[Sink]]:
    """Open every target; its file appears only when everything is written."""
    with contextlib.ExitStack() as stack:
        yield [_open(stack, target, lang) for target in targets]


def write(
    document: Decided, sinks: Sequence[Sink], threshold: Threshold, day: date, *, only_open: bool,
    watch: Callable[[Asset], None] = lambda _: None,
) -> tuple[bool, Trailer]:  # fmt: skip
    """Write every format in one pass over the assets; return whether the threshold was reached.

    ``watch`` is shown each asset before it is written.
    """
    reached, with_lines = False, set[str]()
    for sink in sinks:
        sink.begin(document.header)
    for asset in document.assets(only_open=only_open):
        watch(asset)
        reached = reached or threshold.is_reached(asset.every_answer, day)
        if asset.purchase is not None:
            with_lines.update(seen.source for seen in asset.observations)
        for sink in sinks:
            sink.add(asset)
    trailer = document.trailer()
    for sink in sinks:
        sink.end(trailer)
    standard_output().flush()
    # Things of which nothing is known are not shown as open, yet they are undetermined.
    undetermined = Answer.UNDETERMINED.value in trailer.summary.by_outcome
    undetermined = undetermined or missed_lines(document.header.sources, trailer.unread, with_lines)
    return reached or (threshold.undetermined and undetermined), trailer


def exit_code(trailer: Trailer, *, reached: bool, strict: bool) -> Outcome:
    """Return how a document that was written ends the run."""
    if reached:
        return Outcome.THRESHOLD
    summary = trailer.summary
    undetermined = any("undetermined" in counts for counts in summary.by_measure.values())
    if strict and (summary.unread or summary.not_examined or undetermined):
        return Outcome.INCOMPLETE
    return Outcome.DONE


def _open(stack: contextlib.ExitStack, target: Target, lang: str) -> Sink:
    is_terminal = target.path is None and sys.stdout.isatty()
    width = shutil.get_terminal_size(fallback=(110, 24)).columns
    options = WriteOptions(lang=lang, colour=is_terminal, width=width)
    if target.path is None:
        return target.writer.open(standard_output(), options)
    stream = stack.enter_context(whole_file(target.path))
    if target.path.suffix == SUFFIX:
        stream = stack.enter_context(packing(stream))
    return target.writer.open(stream, options)
