"""``phaseout register update``: what does a file of the address registry say that the register does not?"""

from datetime import datetime
from pathlib import Path

import click

from phaseout.cli.options import open_register, today
from phaseout.domain.counting import counted
from phaseout.domain.problem import SourceError, UsageError
from phaseout.register.registry.assignment import RegistryFile
from phaseout.register.registry.difference import Difference

FAULTS_SHOWN = 100


@click.command()
@click.option(
    "--oui",
    "paths",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    required=True,
    metavar="FILE",
    help="A registry file: IEEE oui, mam or oui36 (text or CSV), Wireshark's manuf, nmap-mac-prefixes.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The overlay to write the blocks into.")
@click.option("--date", "dated", type=click.DateTime(["%Y-%m-%d"]), help="The day the files are of.")
@click.option("--accept", multiple=True, metavar="NAME", help="Take a registrant that was listed to look at.")
def command(
    paths: tuple[Path, ...], output: Path | None, dated: datetime | None, accept: tuple[str, ...]
) -> None:
    """Compare files of the address registry with the register, and write what is taken into an overlay.

    Nothing is fetched. Who a block belongs to is decided by the registrants the register names, letter by
    letter; other spellings and names that only resemble a maker's are listed. Without --output nothing is
    written.
    """
    from phaseout.register.registry.difference import difference
    from phaseout.register.registry.reading import read_registry
    from phaseout.register.registry.registrants import Registrants
    from phaseout.report.registry_text import difference_lines, file_lines
    from phaseout.report.safe_text import for_terminal

    register = open_register(None)
    files = [read_registry(path, dated.date() if dated else None) for path in paths]
    _refuse_faults(files)
    known = register.addresses
    registrants = Registrants(known.registrants, register.parties.values(), frozenset(accept))
    found = difference(files, known, registrants)
    _refuse_unmet(accept, files)
    for line in (*file_lines(files, today()), *difference_lines(found, known)):
        click.echo(for_terminal(line))
    if output is not None:
        newest = max((one.retrieved for one in known.registrants if one.party), default=None)
        for file in files:
            if file.dated > today() or (newest and file.dated < newest):
                when = "still to come" if file.dated > today() else f"before the register's own ({newest})"
                raise UsageError(
                    f"{file.name} is of {file.dated}, {when}: nothing was written",
                    remedy="fetch the registry anew, or say with --date of which day the file is",
                )
        _write(found, output)


def _write(found: Difference, output: Path) -> None:
    from phaseout.register.registry.laying import lay

    if not found.laid:
        click.echo("nothing to take: no block of a registrant the register names; nothing was written")
        return
    for path in lay(output, found.laid):
        click.echo(f"{path}: written")
    click.echo(f"{counted(len(found.laid), 'block')} laid over the register by --register {output}")


def _refuse_faults(files: list[RegistryFile]) -> None:
    """Say every fault: a file that is damaged in one place is not trusted in the others."""
    faults = [fault for file in files for fault in file.faults]
    for fault in faults[:FAULTS_SHOWN]:
        click.echo(str(fault), err=True)
    if faults:
        raise SourceError(
            f"{counted(len(faults), 'fault')} in the registry: nothing was compared",
            remedy="fetch the file again",
        )


def _refuse_unmet(accepted: tuple[str, ...], files: list[RegistryFile]) -> None:
    """Refuse a name that no file has: misspelt, it would quietly take nothing."""
    names = {one.registrant for file in files for one in file.assignments} if accepted else frozenset()
    if unmet := [name for name in accepted if name not in names]:
        raise UsageError(
            f"no block is registered to {', '.join(map(repr, unmet))}",
            remedy="write the name as it is listed, letter by letter",
        )
