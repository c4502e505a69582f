"""``phaseout readers``: which formats can be read?"""

import inspect

import click

from phaseout.intake import READERS


@click.command()
def command() -> None:
    """List the formats that can be read, in the order they are tried."""
    for reader in READERS:
        about = inspect.getdoc(reader.read) or ""
        click.echo(f"{reader.name}\n{_indented(about)}\n")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
