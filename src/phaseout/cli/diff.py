"""``phaseout diff``: what changed between two surveys, and why?"""

from pathlib import Path

import click

from phaseout.cli.options import lang_option
from phaseout.report.comparison import Cause, Change, compare
from phaseout.report.reading import read_document
from phaseout.report.safe_text import for_terminal

HEADINGS = {
    Cause.NEW: ("New", "Nouveau"),
    Cause.SETTLED: ("Settled", "Réglé"),
    Cause.NOT_SEEN: (
        "Not seen again (which is not the same as removed)",
        "Pas revu (ce qui ne veut pas dire retiré)",
    ),
    Cause.REGISTER: (
        "Changed because the register or the day changed",
        "Changé : registre ou date différents",
    ),
    Cause.CONTEXT: ("Changed because another asked: the context differs", "Changé : contexte différent"),
    Cause.EVIDENCE: ("Changed because the evidence changed", "Changé : preuves différentes"),
}


@click.command()
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD.json")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW.json")
@lang_option
def command(old: Path, new: Path, lang: str) -> None:
    """Compare two saved documents: new, settled, changed because of the register or of the evidence."""
    changes = compare(read_document(old), read_document(new))
    column = 1 if lang == "fr" else 0
    for cause in Cause:
        group = [change for change in changes if change.cause is cause]
        if not group:
            continue
        click.echo(f"{HEADINGS[cause][column]}: {len(group)}")
        for change in group:
            click.echo(f"  {_line(change)}")
    if not changes:
        click.echo("Rien n'a changé." if lang == "fr" else "Nothing changed.")


def _line(change: Change) -> str:
    before = change.before.value if change.before else "—"
    after = change.after.value if change.after else "—"
    return f"{change.asset} {for_terminal(change.name)}  {change.measure} · {change.act}: {before} → {after}"
