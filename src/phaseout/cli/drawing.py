"""Is an answer wanted as text or as a drawing, and where does it go?"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from phaseout.cli.whole_file import whole_file
from phaseout.domain.problem import UsageError
from phaseout.report.safe_text import for_terminal

F = TypeVar("F", bound=Callable[..., object])
TEXT, SVG = "text", "svg"


class Form(NamedTuple):
    """Text or a drawing, and its file; None is standard output."""

    name: str
    path: Path | None


def form_option(help_: str) -> Callable[[F], F]:
    """Add ``--output``."""
    return click.option(
        "-o", "--output", default=TEXT, show_default=True, metavar="text|svg[=FILE]", help=help_
    )


def form_of(output: str) -> Form:
    """Return what ``--output`` asks for.

    Raises:
        UsageError: there is no such format.
    """
    name, _, path = output.partition("=")
    if name not in (TEXT, SVG):
        remedy = "use text or svg; with a file: -o svg=drawing.svg"
        raise UsageError(f"there is no format {name!r}", where="-o", remedy=remedy)
    return Form(name, Path(path) if path else None)


def refuse_register(form: Form, register_at: str | None) -> None:
    """Refuse to write into the register that is read: a drawing is no file of it.

    Raises:
        UsageError: the file of ``form`` is that register, or lies in its folder.
    """
    if form.path is None or register_at is None:
        return
    written, read = form.path.resolve(), Path(register_at).resolve()
    if written == read or (read.is_dir() and written.is_relative_to(read)):
        raise UsageError(
            "would be written into the register that is read", where=str(written), remedy="name another file"
        )


def put(content: str, form: Form) -> None:
    """Write the answer where it is wanted."""
    if form.path is None:
        click.echo(content, nl=False)
        return
    with whole_file(form.path) as stream:
        stream.write(content.encode("utf-8"))


def safe_lines(lines: Iterable[str]) -> str:
    """Return lines as they may be printed, each ended."""
    return "".join(f"{for_terminal(line)}\n" for line in lines)
