"""``phaseout writers``: which formats can a report have?"""

import click

from phaseout.report import WRITERS


@click.command()
def command() -> None:
    """List the formats a report can have; use them as -o NAME or -o NAME=FILE."""
    for writer in WRITERS:
        click.echo(f"{writer.name:<10} {writer.about}")
