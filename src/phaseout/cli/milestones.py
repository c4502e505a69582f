"""``phaseout measures timeline|changes|alarms``: what did the law do, and what will it do next?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import click

from phaseout.cli.asking import institution_option, introduced
from phaseout.cli.drawing import SVG, form_of, form_option, put, refuse_register, safe_lines
from phaseout.cli.options import (
    Days,
    IsoDate,
    as_of_option,
    checked_context,
    lang_option,
    nearest,
    open_register,
    register_option,
    remedy_of,
    today,
)
from phaseout.cli.outcome import Outcome
from phaseout.domain.alarm import STALE, WITHIN
from phaseout.domain.alarm import alarms as alarms_of
from phaseout.domain.facts import Context
from phaseout.domain.measure import Measure
from phaseout.domain.problem import UsageError
from phaseout.register.query import Register
from phaseout.report.language import Language
from phaseout.report.measure_page import register_labels
from phaseout.report.safe_text import for_terminal
from phaseout.report.timeline_svg import timeline_svg
from phaseout.report.timeline_text import (
    alarm_lines,
    change_lines,
    no_alarm_lines,
    timeline_lines,
)

EVERYBODY = "any"
LIST = "'phaseout measures list' lists them"


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID…]")
@form_option("A list of days or a drawing, and a file to write it to.")
@as_of_option
@register_option
@lang_option
def timeline(
    ids: tuple[str, ...], output: str, as_of: date | None, register_at: str | None, lang: str
) -> None:
    """Show the life of measures: their states, first days of clauses, ends of exemptions, how far checked.

    Without an ID all measures are shown. What is later than the last check is marked: nobody has seen it.
    """
    form = form_of(output)
    refuse_register(form, register_at)
    register = open_register(register_at)
    measures = _named(ids, register)
    day, language = as_of or today(), _language(lang, register)
    if form.name == SVG:
        put(f"{timeline_svg(measures, day, language)}\n", form)
    else:
        put(safe_lines(timeline_lines(measures, day, language)), form)


@click.command()
@click.option("--since", required=True, type=IsoDate(), help="First day to look at.")
@click.option("--until", type=IsoDate(), help="Last day to look at (default: no end).")
@as_of_option
@register_option
@lang_option
def changes(since: date, until: date | None, as_of: date | None, register_at: str | None, lang: str) -> None:
    """List what changed in law since a day, what is set to change, and where the checking ends."""
    if until is not None and until < since:
        raise UsageError(f"{until} is before {since}", where="--until", remedy="name a later day")
    register = open_register(register_at)
    day, language = as_of or today(), _language(lang, register)
    lines = change_lines(register.measures.values(), since, until or date.max, day, language)
    click.echo(safe_lines(lines), nl=False)


@click.command()
@click.option("--within", type=Days(), default=WITHIN, show_default=f"{WITHIN}d", metavar="DAYS",
              help="How far ahead transitions are watched for.")  # fmt: skip
@click.option("--stale", type=Days(), default=STALE, show_default=f"{STALE}d", metavar="DAYS",
              help="After how many days a check is old.")  # fmt: skip
@click.option("--role", "roles", multiple=True, metavar="ID",
              help="Only measures that bind this role, or may; may be given again.")  # fmt: skip
@institution_option
@click.option("--fail-on-alarm", is_flag=True, help="End with exit code 1 where there is an alarm.")
@as_of_option
@register_option
@lang_option
def alarms(  # noqa: PLR0913 (one parameter per option)
    within: int, stale: int, roles: tuple[str, ...], institutions: tuple[str, ...], fail_on_alarm: bool,
    as_of: date | None, register_at: str | None, lang: str,
) -> None:  # fmt: skip
    """List what is about to change, what changed unseen, and what nobody has checked for long."""
    register = open_register(register_at)
    context = checked_context(Context(), roles, institutions, register)
    for line in introduced(context.institutions, register.vocabulary, lang):
        click.echo(for_terminal(line), err=True)
    asked = context.every_role
    watched = [measure for measure in register.measures.values() if not asked or _may_bind(measure, asked)]
    found = alarms_of(watched, as_of or today(), within=within, stale=stale)
    language = _language(lang, register)
    lines = alarm_lines(found, language) if found else no_alarm_lines(len(watched), within, language)
    click.echo(safe_lines(lines), nl=False)
    if found and fail_on_alarm:
        raise click.exceptions.Exit(Outcome.THRESHOLD)


def _language(lang: str, register: Register) -> Language:
    """Return the language with the register's names; people know a maker by its brand."""
    labels = register_labels(register)
    known = {party: labels.brands.get(party, name) for party, name in labels.parties.items()}
    return Language(lang, replace(labels, parties=known))


def _named(ids: Sequence[str], register: Register) -> list[Measure]:
    measures = register.measures
    for one in ids:
        if one not in measures:
            raise UsageError(f"there is no measure {one!r}", remedy=remedy_of(nearest(one, measures), LIST))
    return [measures[one] for one in dict.fromkeys(ids or measures)]


def _may_bind(measure: Measure, roles: Sequence[str]) -> bool:
    asked = {*roles, EVERYBODY}
    return any(binding.role in asked for binding in (*measure.binds, *measure.binds_perhaps))
