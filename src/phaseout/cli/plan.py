"""``phaseout plan``: when is what replaced, and how far is that from the best there can be?"""

import json
import sys
from pathlib import Path

import click

from phaseout.cli.options import lang_option
from phaseout.cli.outcome import Outcome
from phaseout.cli.standard_output import standard_output
from phaseout.cli.whole_file import whole_file
from phaseout.domain.problem import UsageError
from phaseout.plan.engine import MOVES, Plan, plan
from phaseout.plan.packages import problem_of, to_replace
from phaseout.plan.plan_json import estimated, plan_object
from phaseout.plan.plan_text import plan_rows, summary_lines
from phaseout.plan.programme_file import read_programme
from phaseout.report.reading import read_document
from phaseout.report.safe_text import for_terminal

FORMATS = ("table", "json")


@click.command()
@click.argument("document", type=click.Path(path_type=Path), metavar="DOC.json")
@click.option("--programme", "programme_path", required=True, type=click.Path(path_type=Path),
              metavar="FILE.toml", help="Months, budgets, crews, sites, prices and decisions.")  # fmt: skip
@click.option("-o", "--output", "outputs", multiple=True, metavar="FORMAT[=FILE]",
              help="table, json; may be given again.")  # fmt: skip
@click.option("--moves", type=click.IntRange(min=0), default=MOVES, show_default=True,
              help="Moves of the search: counted, not timed, so the plan is always the same.")  # fmt: skip
@lang_option
def command(document: Path, programme_path: Path, outputs: tuple[str, ...], moves: int, lang: str) -> None:
    """Plan the replacement of what a saved document says must go.

    Every plan is checked, and stands beside a bound that no plan can go below. Each package says why it is
    not done earlier.

    \b
    phaseout plan site.json --programme town.toml
    phaseout plan site.json --programme town.toml -o table -o json=plan.json
    """
    targets = [_target(output, (document, programme_path)) for output in outputs or ("table",)]
    programme = read_programme(programme_path)
    assets = list(read_document(document).assets)
    things = to_replace(assets)
    if not things:
        click.echo("phaseout: nothing in the document is forbidden to use: nothing to plan", err=True)
        raise click.exceptions.Exit(Outcome.NOTHING)
    made = plan(problem_of(things, programme), where=str(programme_path), moves=moves)
    estimate, rest = estimated(things, programme), len(assets) - len(things)
    for name, path in targets:
        if name == "json":
            said = plan_object(made, programme, estimate, rest)
            content = json.dumps(said, ensure_ascii=True, indent=1) + "\n"
        else:
            lines = [*_table(made, lang), "", *summary_lines(made, programme, estimate, rest, lang)]
            content = "".join(f"{for_terminal(line)}\n" for line in lines)
        _write(content.encode(), path)


def _target(output: str, read: tuple[Path, ...]) -> tuple[str, Path | None]:
    name, _, path = output.partition("=")
    if name not in FORMATS:
        raise UsageError(
            f"there is no format {name!r}", where="-o", remedy=f"use one of {', '.join(FORMATS)}"
        )
    if path and Path(path).resolve() in {one.resolve() for one in read}:
        raise UsageError("would overwrite what is read", where=path, remedy="name another file")
    return name, Path(path) if path else None


def _table(made: Plan, lang: str) -> list[str]:
    rows = plan_rows(made, lang)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    ]


def _write(content: bytes, path: Path | None) -> None:
    if path is None:
        sys.stdout.flush()
        standard_output().write(content)
        standard_output().flush()
        return
    with whole_file(path) as stream:
        stream.write(content)
