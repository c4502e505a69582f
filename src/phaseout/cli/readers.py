"""``phaseout readers``: which formats can be read?"""

import inspect

import click

from phaseout.plugged import READER_GROUP, added_by, every_reader
from phaseout.report.safe_text import for_terminal


@click.command()
def command() -> None:
    """List the formats that can be read, in the order they are tried."""
    added = added_by(READER_GROUP)
    for reader in every_reader():
        about = inspect.getdoc(reader.read) or ""
        package = f" (added by {added[reader.name]})" if reader.name in added else ""
        click.echo(for_terminal(f"{reader.name}{package}"))
        click.echo(f"{_indented(about)}\n")


def _indented(text: str) -> str:
    return "\n".join(f"    {for_terminal(line)}".rstrip() for line in text.splitlines())
