"""``phaseout register``: is the register sound, and which one is it?"""

from pathlib import Path

import click

from phaseout.cli.options import Days, open_register, register_option, today
from phaseout.cli.outcome import Outcome
from phaseout.domain.problem import RegisterError

SOURCE_TREE = Path("register")


@click.group()
def command() -> None:
    """Check, build and show the register of measures, makers and fingerprints."""


@command.command()
@register_option
@click.option("--max-age", type=Days(), metavar="DAYS", help="End with exit code 5 if it is older.")
def status(register_at: str | None, max_age: int | None) -> None:
    """Show the edition, its digest, what it holds and how far its law was checked."""
    register = open_register(register_at, max_age=max_age)
    click.echo(f"edition {register.edition}  {register.digest}")
    fingerprints = sum(map(len, register.fingerprints.values()))
    click.echo(
        f"{len(register.measures)} measures, {len(register.parties)} parties, {len(register.brands)} brands, "
        f"{len(register.models)} model patterns, {fingerprints} fingerprints, "
        f"{len(register.addresses)} address blocks (registry read {register.addresses_retrieved})"
    )
    for measure in sorted(register.measures.values(), key=lambda m: m.timeline.checked_through):
        click.echo(f"  checked through {measure.timeline.checked_through}  {measure.id}")


@command.command()
@click.argument("folder", type=click.Path(path_type=Path), default=SOURCE_TREE)
@click.option(
    "--previous", type=click.Path(path_type=Path), help="Compiled register whose ids must all still exist."
)
def check(folder: Path, previous: Path | None) -> None:
    """Check a folder of register files: shape, references, sense, continuity, freshness.

    Every fault is printed as file:line: message. Notices of old checks are no faults.
    """
    from phaseout.register.check import check as check_register

    found = check_register(folder, previous, today())
    faults = [fault for fault in found if not fault.is_notice]
    for fault in found:
        click.echo(f"notice: {fault}" if fault.is_notice else str(fault), err=fault.is_notice)
    if faults:
        click.echo(f"{len(faults)} faults", err=True)
        raise click.exceptions.Exit(Outcome.REGISTER)
    click.echo("the register is sound")


@command.command()
@click.argument("folder", type=click.Path(path_type=Path), default=SOURCE_TREE)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write it (default: into the program)."
)
def build(folder: Path, output: Path | None) -> None:
    """Compile a folder of register files into the one file the program loads."""
    from phaseout.register.compile import build_register
    from phaseout.register.locating import INSTALLED

    if not folder.is_dir():
        raise RegisterError(
            "there is no such folder", where=str(folder), remedy="run this where register/ is"
        )
    target = output or INSTALLED
    build_register(folder, target)
    click.echo(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


@command.command()
@register_option
def sources(register_at: str | None) -> None:
    """List the documents the register cites."""
    for source in open_register(register_at).sources.values():
        where = source.url or source.publisher or ""
        click.echo(f"{source.id}: {source.title}{f' ({source.date})' if source.date else ''}  {where}")
