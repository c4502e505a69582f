"""``phaseout measures``: what does the register say of the law?"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

import click

from phaseout.cli.asking import institution_option, introduced
from phaseout.cli.drawing import safe_lines
from phaseout.cli.milestones import EVERYBODY, alarms, changes, timeline
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
from phaseout.report.language import Language
from phaseout.report.measure_page import measure_page
from phaseout.report.safe_text import for_terminal


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
    language = Language(lang)
    lines = (_line(measure, day, language) for measure in open_register(register_at).measures.values())
    click.echo(safe_lines(lines), nl=False)


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
        click.echo(for_terminal(line), err=True)
    found = _binding(register.measures.values(), {*context.every_role, EVERYBODY}, day, Language(lang))
    click.echo(safe_lines(found), nl=False)


def _binding(
    measures: Iterable[Measure], roles: Collection[str], day: date, language: Language
) -> Iterator[str]:
    for measure in measures:
        if any(binding.role in roles for binding in measure.binds):
            yield _line(measure, day, language)
        elif any(binding.role in roles for binding in measure.binds_perhaps):
            yield f"{_line(measure, day, language)}  ({language.text('measures.perhaps')})"


def _line(measure: Measure, day: date, language: Language) -> str:
    checked = language.text("measures.line", language.day(measure.timeline.checked_through))
    step = measure.timeline.at(day)
    state = language.term("state", step.state.value) if step else language.text("measures.before")
    return f"{measure.id:<40} {state:<23} {checked:<36} {measure.title.in_language(language.code)}".rstrip()
