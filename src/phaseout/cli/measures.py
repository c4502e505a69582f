"""``phaseout measures``: what does the register say of the law?"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import click

from phaseout.cli.asking import institution_option, introduced
from phaseout.cli.drawing import safe_lines
from phaseout.cli.milestones import EVERYBODY, LIST, alarms, changes, timeline
from phaseout.cli.options import (
    as_of_option,
    checked_context,
    lang_option,
    nearest,
    open_register,
    register_option,
    remedy_of,
    today,
)
from phaseout.domain.facts import Context
from phaseout.domain.measure import Measure
from phaseout.domain.problem import UsageError
from phaseout.report.language import Language
from phaseout.report.measure_page import measure_page
from phaseout.report.safe_text import for_terminal


class Row(NamedTuple):
    """What a list says of one measure."""

    id: str
    state: str
    checked: str
    title: str


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
    rows = [_row(measure, day, language) for measure in open_register(register_at).measures.values()]
    click.echo(safe_lines(_table(rows, day, language)), nl=False)


@command.command()
@click.argument("measure_id", metavar="ID")
@register_option
@lang_option
def show(measure_id: str, register_at: str | None, lang: str) -> None:
    """Show one measure on all its axes, with its sources, as a page of Markdown."""
    register = open_register(register_at)
    measure = register.measures.get(measure_id)
    if measure is None:
        raise UsageError(
            f"there is no measure {measure_id!r}",
            remedy=remedy_of(nearest(measure_id, register.measures), LIST),
        )
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
    language = Language(lang)
    found = list(_binding(register.measures.values(), {*context.every_role, EVERYBODY}, day, language))
    click.echo(safe_lines(_table(found, day, language)), nl=False)


def _binding(
    measures: Iterable[Measure], roles: Collection[str], day: date, language: Language
) -> Iterator[Row]:
    for measure in measures:
        if any(binding.role in roles for binding in measure.binds):
            yield _row(measure, day, language)
        elif any(binding.role in roles for binding in measure.binds_perhaps):
            row = _row(measure, day, language)
            yield row._replace(title=f"{row.title}  ({language.text('measures.perhaps')})")


def _row(measure: Measure, day: date, language: Language) -> Row:
    timeline = measure.timeline
    step = timeline.at(day)
    before = language.text("measures.before", language.day(timeline.steps[0].on))
    return Row(
        id=measure.id,
        state=language.term("state", step.state.value) if step else before,
        checked=language.day(timeline.checked_through),
        title=measure.title.in_language(language.code),
    )


def _table(rows: Sequence[Row], day: date, language: Language) -> Iterator[str]:
    """Yield a line that heads the columns, then the rows, each column as wide as what stands in it."""
    head = Row(
        id=language.text("column.measure-id"),
        state=language.text("measures.state", language.day(day)),
        checked=language.text("column.checked"),
        title=language.text("measures.title"),
    )
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)][:-1]
    for *cells, title in (head, *rows):
        yield "  ".join((*(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)), title))
