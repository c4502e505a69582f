"""``phaseout backup``: all that the web application knows, in one file."""

from pathlib import Path

import click

from phaseout.web.commands.opening import opened


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE.zip")
def command(path: Path) -> None:
    """Write all rows, as they stand at one moment, and all files into FILE.zip, while the server goes on.

    The same file can be brought back into SQLite or PostgreSQL: 'phaseout restore FILE.zip'. The file
    secret-key of the folder is not in it: keep a copy elsewhere, second factors cannot be used without.

    \b
    phaseout backup monday.zip
    """
    with opened(begins=False):
        from phaseout.web.backup.services import back_up

        back_up(path)
    click.echo(f"phaseout: {path} is written", err=True)
