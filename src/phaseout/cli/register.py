"""``phaseout register``: is the register sound, and which one is it?"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phaseout.cli.options import Days, lang_option, nearest, open_register, register_option, remedy_of, today
from phaseout.cli.outcome import Outcome
from phaseout.cli.register_update import command as update
from phaseout.domain.counting import counted
from phaseout.domain.problem import RegisterError, UsageError

if TYPE_CHECKING:
    from phaseout.register.fault import Fault

SOURCE_TREE = Path("register")
PAGES = Path("docs/register")


@click.group()
def command() -> None:
    """Check, build and show the register of measures, makers and fingerprints."""


@command.command()
@register_option
@click.option("--max-age", type=Days(), metavar="DAYS", help="End with exit code 5 if it is older.")
def status(register_at: str | None, max_age: int | None) -> None:
    """Show the edition, its digest, what it holds and how far its law was checked."""
    from phaseout.report.registry_text import age_of

    register = open_register(register_at, max_age=max_age)
    click.echo(f"edition {register.edition}  {register.digest}")
    if register.base:
        click.echo(f"laid over {register.base.edition}  {register.base.digest}")
    fingerprints = sum(map(len, register.fingerprints.values()))
    read = age_of(register.addresses_retrieved, today())
    click.echo(
        f"{len(register.measures)} measures, {len(register.parties)} parties, {len(register.brands)} brands, "
        f"{len(register.models)} model patterns, {fingerprints} fingerprints, "
        f"{len(register.institutions)} institutions, "
        f"{len(register.addresses)} address blocks (registry read {read})"
    )
    for measure in sorted(register.measures.values(), key=lambda m: m.timeline.checked_through):
        click.echo(f"  checked through {measure.timeline.checked_through}  {measure.id}")


@command.command()
@click.argument("folder", type=click.Path(path_type=Path), default=SOURCE_TREE)
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    help="The edition before, compiled or a folder: its ids are kept and what differs is in the change log.",
)
@click.option(
    "--answers",
    is_flag=True,
    help="List of each measure which answers its cases show, and why not the others.",
)
@click.option("--notices", is_flag=True, help="List the notices too instead of counting them.")
@lang_option
def check(folder: Path, previous: Path | None, *, answers: bool, notices: bool, lang: str) -> None:
    """Check a folder of register files: shape, references, sense, continuity, and its cases.

    A folder without EDITION is an overlay and checked as laid over the register that is built in. Every
    fault is printed as file:line: message. Notices are no faults: they say what rests on one secondary
    source alone and what nobody has looked at for long. Where there is no fault the cases are tried.
    """
    from phaseout.register.cases import read_cases
    from phaseout.register.check import check as check_register
    from phaseout.register.overlay import is_overlay
    from phaseout.register.relation_cases import read_relation_cases
    from phaseout.report.safe_text import for_terminal
    from phaseout.report.shown_answers_page import shown_answers_lines
    from phaseout.survey.relation_trial import try_relation_cases
    from phaseout.survey.trial import try_cases

    if previous and is_overlay(folder):
        raise UsageError(
            f"{folder} has no file EDITION, so it is an overlay and no edition was before it",
            remedy="leave --previous away: an overlay is checked against the register below it",
        )
    found = check_register(folder, previous, today())
    if all(fault.is_notice for fault in found):
        register = open_register(str(folder))
        found += try_cases(register, read_cases(folder))
        found += try_relation_cases(register, read_relation_cases(folder))
    _say_notices([fault for fault in found if fault.is_notice], listed=notices)
    faults = [fault for fault in found if not fault.is_notice]
    for fault in faults:
        click.echo(for_terminal(str(fault)))
    if faults:
        click.echo(counted(len(faults), "fault"), err=True)
        raise click.exceptions.Exit(Outcome.REGISTER)
    if answers:
        for line in shown_answers_lines(open_register(str(folder)), read_cases(folder), lang):
            click.echo(line)
    click.echo("the register is sound")


def _say_notices(notices: "Sequence[Fault]", *, listed: bool) -> None:
    """List the notices, or count them in one line: what has to be mended comes after them."""
    from phaseout.register.fault import Level
    from phaseout.report.safe_text import for_terminal

    if listed:
        for notice in notices:
            click.echo(f"notice: {for_terminal(str(notice))}", err=True)
    elif notices:
        thin = sum(notice.level is Level.GROUNDS for notice in notices)
        said = [
            f"{counted(count, 'notice')} of {what}"
            for count, what in (
                (thin, "measures that rest on one secondary source"),
                (len(notices) - thin, "what nobody has looked at for long"),
            )
            if count
        ]
        click.echo(f"{' and '.join(said)}; --notices lists them", err=True)


@command.command()
@click.argument("folder", type=click.Path(path_type=Path), default=SOURCE_TREE)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write it (default: into the program)."
)
def build(folder: Path, output: Path | None) -> None:
    """Compile a folder of register files into the one file the program loads.

    An overlay, a folder without EDITION, is compiled together with the register that is built in.
    """
    from phaseout.register.locating import INSTALLED, read_register
    from phaseout.register.overlay import is_overlay
    from phaseout.register.sealed import write_sealed

    if not folder.is_dir():
        raise RegisterError(
            "there is no such folder", where=str(folder), remedy="run this where register/ is"
        )
    if output is None and is_overlay(folder):
        raise UsageError(
            f"{folder} has no file EDITION: it is an overlay, and would replace the register it is laid over",
            remedy="say where to write the two together with --output FILE",
        )
    target = output or INSTALLED
    write_sealed(read_register(folder), target)
    click.echo(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


@command.command()
@click.argument("noun", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder to write one file for each kind into.",
)
def schema(noun: str | None, output: Path | None) -> None:
    """Print the JSON Schema of a kind of register file, such as measures; of all kinds if none is named.

    It is made from the shapes the program itself checks with. Editors complete and check with it.
    """
    from phaseout.register.generated import write_generated
    from phaseout.register.json_schema import json_schemas, schema_text

    schemas = json_schemas()
    if noun is not None and noun not in schemas:
        raise UsageError(
            f"there is no kind of register file {noun!r}",
            remedy=remedy_of(nearest(noun, schemas), f"known are {', '.join(schemas)}"),
        )
    chosen = schemas if noun is None else {noun: schemas[noun]}
    if output is not None:
        for path in write_generated(
            output, {f"{name}.json": schema_text(one) for name, one in chosen.items()}
        ):
            click.echo(path)
    else:
        click.echo(schema_text(chosen if noun is None else schemas[noun]), nl=False)


@command.command()
@register_option
@lang_option
def sources(register_at: str | None, lang: str) -> None:
    """List the documents the register rests on, the oldest first, with what rests on each.

    What is undated comes before everything, and last come the measures that rest on weak grades alone.
    """
    from phaseout.report.sources_list import sources_lines

    for line in sources_lines(open_register(register_at), lang):
        click.echo(line)


@command.command()
@click.argument("folder", type=click.Path(path_type=Path), default=SOURCE_TREE)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=PAGES,
    show_default=True,
    help="The folder to write them into.",
)
def docs(folder: Path, output: Path) -> None:
    """Write the pages of the documentation that are made from a folder of register files and its cases."""
    from phaseout.register.cases import read_cases
    from phaseout.register.generated import write_generated
    from phaseout.report.register_pages import register_pages

    pages = register_pages(open_register(str(folder)), read_cases(folder))
    for path in write_generated(output, pages):
        click.echo(path)


command.add_command(update, "update")
