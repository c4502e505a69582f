"""``phaseout measures``: what does the register say of the law?"""

from datetime import date

import click

from phaseout.cli.asking import institution_option, introduced
from phaseout.cli.milestones import alarms, changes, timeline
from phaseout.cli.options import (
    as_of_option,
    checked_context,
    lang_option,
    nearest,
    open_register,
    register_option,
    today,
)
from phaseout.domain.facts import Context
from phaseout.domain.measure import Measure
from phaseout.domain.problem import UsageError
from phaseout.domain.timeline import Step
from phaseout.report.measure_page import measure_page


@click.group()
def command() -> None:
    """Show the legal measures the register knows."""


for _timed in (timeline, changes, alarms):
    command.add_command(_timed)


@command.command("list")
@as_of_option
@register_option
@lang_option
def list_measures(as_of: date | None, register_at: str | None, lang: str) -> None:
    """List every measure with its state on a day and how far anyone has checked it."""
    day = as_of or today()
    for measure in open_register(register_at).measures.values():
        click.echo(_line(measure, day, lang))


@command.command()
@click.argument("measure_id", metavar="ID")
@register_option
@lang_option
def show(measure_id: str, register_at: str | None, lang: str) -> None:
    """Show one measure on all its axes, with its sources, as a page of Markdown."""
    register = open_register(register_at)
    measure = register.measures.get(measure_id)
    if measure is None:
        raise UsageError(f"there is no measure {measure_id!r}", remedy=nearest(measure_id, register.measures))
    click.echo(measure_page(measure, register, (), lang), nl=False)


@command.command()
@click.option("--role", "roles", multiple=True, metavar="ID", help="May be given again.")
@institution_option
@as_of_option
@register_option
@lang_option
def applies(
    roles: tuple[str, ...],
    institutions: tuple[str, ...],
    as_of: date | None,
    register_at: str | None,
    lang: str,
) -> None:
    """List the measures that bind a role or an institution on a day, whatever the thing."""
    if not roles and not institutions:
        raise UsageError("nobody is named", remedy="give --role ID or --institution NAME")
    day = as_of or today()
    register = open_register(register_at)
    context = checked_context(Context(), roles, institutions, register)
    for line in introduced(context.institutions, register.vocabulary, lang):
        click.echo(line, err=True)
    asked = {*context.every_role, "any"}
    for measure in register.measures.values():
        if any(binding.role in asked for binding in measure.binds):
            click.echo(_line(measure, day, lang))
        elif any(binding.role in asked for binding in measure.binds_perhaps):
            click.echo(f"{_line(measure, day, lang)}  ({'peut-être' if lang == 'fr' else 'perhaps'})")


def _line(measure: Measure, day: date, lang: str) -> str:
    checked = measure.timeline.checked_through.isoformat()
    step = measure.timeline.at(day)
    state = step.state.value if step else "not yet made"
    return f"{measure.id:<40} {state:<14} checked {checked}  {measure.title.in_language(lang)}"


def _note(step: Step, lang: str) -> str:
    return f" ({step.note.in_language(lang)})" if step.note else ""
