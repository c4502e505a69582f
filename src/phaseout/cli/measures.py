"""``phaseout measures``: what does the register say of the law?"""

from collections.abc import Iterator
from datetime import date

import click

from phaseout.cli.options import IsoDate, as_of_option, lang_option, open_register, register_option, today
from phaseout.domain.measure import Binding, Measure
from phaseout.domain.problem import UsageError
from phaseout.domain.timeline import Step


@click.group()
def command() -> None:
    """Show the legal measures the register knows."""


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
    """Show one measure on all its axes, with its sources."""
    measures = open_register(register_at).measures
    if measure_id not in measures:
        raise UsageError(f"there is no measure {measure_id!r}", remedy="'phaseout measures list' lists them")
    for line in described(measures[measure_id], lang):
        click.echo(line)


@command.command()
@click.option("--since", required=True, type=IsoDate(), help="First day to look at.")
@register_option
@lang_option
def changes(since: date, register_at: str | None, lang: str) -> None:
    """List what changed in law since a day, and what is set to change."""
    steps = [
        (step.on, measure.id, f"{step.state.value}{_note(step, lang)}")
        for measure in open_register(register_at).measures.values()
        for step in measure.timeline.steps
        if step.on >= since
    ]
    clauses = [
        (clause.since, measure.id, f"clause {clause.id}: {', '.join(clause.acts)}")
        for measure in open_register(register_at).measures.values()
        for clause in measure.clauses
        if clause.since is not None and clause.since >= since
    ]
    for on, measure_id, what in sorted((*steps, *clauses)):
        click.echo(f"{on.isoformat()}  {measure_id:<40} {what}")


@command.command()
@click.option("--role", "roles", multiple=True, required=True, metavar="ID", help="May be given again.")
@as_of_option
@register_option
@lang_option
def applies(roles: tuple[str, ...], as_of: date | None, register_at: str | None, lang: str) -> None:
    """List the measures that bind a role on a day, whatever the thing."""
    day = as_of or today()
    register = open_register(register_at)
    if unknown := [role for role in roles if role not in register.vocabulary.roles]:
        raise UsageError(f"not known: {', '.join(unknown)}", remedy="'phaseout roles' lists the roles")
    asked = {*roles, "any"}
    for measure in register.measures.values():
        if any(binding.role in asked for binding in measure.binds):
            click.echo(_line(measure, day, lang))
        elif any(binding.role in asked for binding in measure.binds_perhaps):
            click.echo(f"{_line(measure, day, lang)}  ({'peut-être' if lang == 'fr' else 'perhaps'})")


def described(measure: Measure, lang: str) -> Iterator[str]:
    """Yield the lines that show a measure."""
    yield f"{measure.id}: {measure.title.in_language(lang)}"
    yield f"  {measure.nature}, {measure.jurisdiction}, instrument {measure.instrument}"
    for step in measure.timeline.steps:
        cites = "; ".join(map(str, step.cite))
        yield f"  {step.on.isoformat()} {step.state.value}{_note(step, lang)}  [{cites}]"
    yield f"  checked through {measure.timeline.checked_through.isoformat()}"
    for word, bindings in (
        ("binds", measure.binds),
        ("perhaps binds", measure.binds_perhaps),
        ("does not bind", measure.binds_not),
    ):
        yield from (f"  {word} {_binding(binding, lang)}" for binding in bindings)
    for coverage in measure.covers:
        silent = f"; silent on {', '.join(coverage.unaddressed)}" if coverage.unaddressed else ""
        named = ", ".join(coverage.named) or "-"
        things = ", ".join(coverage.things)
        yield f"  covers {coverage.id}: {things}; named {named}; relation {coverage.relation.value}{silent}"
    for clause in measure.clauses:
        since = f" since {clause.since.isoformat()}" if clause.since else ""
        text = f": {clause.text.in_language(lang)}" if clause.text else ""
        cites = "; ".join(map(str, clause.cite))
        yield f"  clause {clause.id} ({', '.join(clause.acts)}: {clause.duty.value}{since}){text}  [{cites}]"
    for exemption in measure.exemptions:
        until = f" until {exemption.until.isoformat()}" if exemption.until else ""
        yield f"  exempts {exemption.id}{until}: {exemption.text.in_language(lang)}"
    yield from (f"  note: {note.in_language(lang)}" for note in measure.notes)


def _line(measure: Measure, day: date, lang: str) -> str:
    checked = measure.timeline.checked_through.isoformat()
    step = measure.timeline.at(day)
    state = step.state.value if step else "not yet made"
    return f"{measure.id:<40} {state:<14} checked {checked}  {measure.title.in_language(lang)}"


def _binding(binding: Binding, lang: str) -> str:
    why = f": {binding.why.in_language(lang)}" if binding.why else ""
    return f"{binding.role}{why}  [{'; '.join(map(str, binding.cite))}]"


def _note(step: Step, lang: str) -> str:
    return f" ({step.note.in_language(lang)})" if step.note else ""
