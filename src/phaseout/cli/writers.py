"""``phaseout writers``: which formats can a report have?"""

import click

from phaseout.plugged import WRITER_GROUP, added_by, every_writer
from phaseout.report.safe_text import for_terminal


@click.command()
def command() -> None:
    """List the formats a report can have; use them as -o NAME or -o NAME=FILE."""
    added = added_by(WRITER_GROUP)
    for writer in every_writer():
        package = f" (added by {added[writer.name]})" if writer.name in added else ""
        click.echo(for_terminal(f"{writer.name:<10} {writer.about}{package}"))
