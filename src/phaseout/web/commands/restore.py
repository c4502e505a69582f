"""``phaseout restore``: a backup brought back into an empty database."""

from pathlib import Path

import click

from phaseout.web.commands.opening import opened


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE.zip")
def command(path: Path) -> None:
    """Bring FILE.zip, which 'phaseout backup' wrote, back into an empty database and folder.

    Which ones, $PHASEOUT_DATABASE and $PHASEOUT_DATA say. The file is read through and checked before
    anything is written; what was made by an older version is brought forward. Put the file secret-key of
    the old folder into the new one first: second factors cannot be used without.

    \b
    PHASEOUT_DATA=/srv/phaseout phaseout restore monday.zip
    """
    with opened(restores=True):
        from phaseout.web.backup.services import bring_back

        bring_back(path)
    click.echo("phaseout: brought back; start it with 'phaseout serve'", err=True)
