"""``phaseout plan``: when is what replaced, and how far is that from the best there can be?"""

import json
import shutil
import sys
from pathlib import Path

import click

from phaseout.cli.options import lang_option
from phaseout.cli.outcome import Outcome
from phaseout.cli.standard_output import standard_output
from phaseout.cli.whole_file import whole_file
from phaseout.cli.writing import quiet_option
from phaseout.domain.problem import UsageError
from phaseout.plan.clash import ClashError
from phaseout.plan.engine import Plan, plan
from phaseout.plan.levelling import levelled
from phaseout.plan.packages import NO_SITE, problem_of
from phaseout.plan.planned import Planned, estimated
from phaseout.plan.previous import changes, read_previous, with_previous
from phaseout.plan.problem import Problem
from phaseout.plan.programme_file import read_programme
from phaseout.plan.thing import to_replace
from phaseout.plan.variant import Variant, variant
from phaseout.report.burndown_svg import burndown_svg
from phaseout.report.clash_text import SaidClashError
from phaseout.report.gantt_svg import gantt_svg
from phaseout.report.language import Language
from phaseout.report.plan_json import plan_object
from phaseout.report.plan_text import plan_lines
from phaseout.report.reading import read_document
from phaseout.report.safe_text import for_terminal

FORMATS = ("table", "json", "gantt", "burndown")
Target = tuple[str, Path | None]


@click.command()
@click.argument("document", type=click.Path(path_type=Path), metavar="DOC.json")
@click.option("--programme", "programme_path", required=True, type=click.Path(path_type=Path),
              metavar="FILE.toml", help="Months, budgets, crews, sites, prices and decisions.")  # fmt: skip
@click.option("-o", "--output", "outputs", multiple=True, metavar="FORMAT[=FILE]",
              help="table, json, gantt or burndown (both SVG); may be given again.")  # fmt: skip
@click.option("--moves", type=click.IntRange(min=0),
              help="Moves of the search, 400 for each package and at most 1,000,000 by default: counted, "
              "not timed, so the plan is always the same.")  # fmt: skip
@click.option("--what-if", "what_ifs", multiple=True, metavar="CHANGES",
              help='Plan another time with "budget=+20% crews=+1"; may be given again.')  # fmt: skip
@click.option("--previous", "previous_path", type=click.Path(path_type=Path), metavar="PLAN.json",
              help="The plan before: what changed is listed, and counts as the programme says.")  # fmt: skip
@lang_option
@quiet_option
def command(  # noqa: PLR0913 (one parameter per option)
    document: Path, programme_path: Path, outputs: tuple[str, ...], moves: int | None,
    what_ifs: tuple[str, ...], previous_path: Path | None, lang: str, quiet: bool,
) -> None:  # fmt: skip
    """Plan the replacement of what a saved document says must go.

    Every plan is checked, and stands beside a bound that no plan can go below. Each package says why it is
    not done earlier.

    \b
    phaseout plan site.json --programme town.toml
    phaseout plan site.json --programme town.toml -o table -o json=plan.json -o gantt=plan.svg
    phaseout plan site.json --programme town.toml --what-if "budget=+20%" --what-if "crews=+1"
    """
    read = [path for path in (document, programme_path, previous_path) if path is not None]
    targets = _targets(outputs or ("table",), read)
    programme = read_programme(programme_path)
    saved = read_document(document)
    assets = list(saved.assets)
    things = to_replace(assets)
    if not things:
        if not quiet:
            click.echo("phaseout: nothing in the document is forbidden to use: nothing to plan", err=True)
        raise click.exceptions.Exit(Outcome.NOTHING)
    unknown = sorted(programme.sites_named - {NO_SITE, *(asset.site for asset in assets if asset.site)})
    if unknown and not quiet:
        notice = (
            f"phaseout: {programme_path} names sites that the document does not have: {', '.join(unknown)}"
        )
        click.echo(for_terminal(notice), err=True)
    previous = None if previous_path is None else read_previous(previous_path)
    problem = problem_of(things, programme)
    problem = problem if previous is None else with_previous(problem, previous)
    variants = [variant(problem, text) for text in what_ifs]
    language = Language(lang, saved.trailer.labels)
    made = _made(problem, str(programme_path), moves, language)
    made, others = levelled(made, [(one.problem, _otherwise(one, moves)) for one in variants])
    planned = Planned(
        plan=made,
        programme=programme,
        estimate=estimated(things, programme),
        kinds=tuple(sorted({thing.priced_as for thing in things})),
        not_planned=len(assets) - len(things),
        variants=tuple(zip(what_ifs, others, strict=True)),
        changes=None if previous is None else changes(problem, made.placing, previous),
    )
    for target in targets:
        _write(target, planned, language)


def _made(problem: Problem, where: str, moves: int | None, language: Language) -> Plan:
    try:
        return plan(problem, where=where, moves=moves)
    except ClashError as error:
        raise SaidClashError(error, language) from None


def _otherwise(one: Variant, moves: int | None) -> Plan | None:
    try:
        return plan(one.problem, where="--what-if", moves=moves)
    except ClashError:
        return None


def _targets(outputs: tuple[str, ...], read: list[Path]) -> list[Target]:
    targets = [_target(output, read) for output in outputs]
    places = [path for _, path in targets]
    if len(set(places)) < len(places):
        raise UsageError(
            "two formats would go to one place", where="-o", remedy="give each a file of its own"
        )
    return targets


def _target(output: str, read: list[Path]) -> Target:
    name, _, path = output.partition("=")
    if name not in FORMATS:
        raise UsageError(
            f"there is no format {name!r}", where="-o", remedy=f"use one of {', '.join(FORMATS)}"
        )
    if path and Path(path).resolve() in {one.resolve() for one in read}:
        raise UsageError("would overwrite what is read", where=path, remedy="name another file")
    return name, Path(path) if path else None


def _content(name: str, planned: Planned, language: Language, *, is_terminal: bool) -> bytes:
    match name:
        case "json":
            return (json.dumps(plan_object(planned), ensure_ascii=True, indent=1) + "\n").encode()
        case "gantt":
            return gantt_svg(plan_object(planned), language).encode()
        case "burndown":
            return burndown_svg(plan_object(planned), language).encode()
        case _:
            width = shutil.get_terminal_size(fallback=(110, 24)).columns if is_terminal else 110
            return "".join(f"{line}\n" for line in plan_lines(planned, language, width)).encode()


def _write(target: Target, planned: Planned, language: Language) -> None:
    name, path = target
    content = _content(name, planned, language, is_terminal=path is None and sys.stdout.isatty())
    if path is None:
        sys.stdout.flush()
        standard_output().write(content)
        standard_output().flush()
        return
    with whole_file(path) as stream:
        stream.write(content)
