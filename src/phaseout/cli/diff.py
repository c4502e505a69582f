"""``phaseout diff``: what changed between two surveys, and why?"""

from pathlib import Path

import click

from phaseout.cli.options import lang_option
from phaseout.report.comparison import compare
from phaseout.report.comparison_text import comparison_lines
from phaseout.report.language import Language
from phaseout.report.reading import read_document
from phaseout.report.safe_text import for_terminal


@click.command()
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD.json")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW.json")
@lang_option
def command(old: Path, new: Path, lang: str) -> None:
    """Compare two saved documents: what is new, settled or changed, and what may have changed it.

    A cause is the register, the day asked about, who asked, the program, or the evidence. Where several
    differ all are named: a saved document cannot be decided anew.
    """
    earlier, later = read_document(old), read_document(new)
    language = Language(lang, later.trailer.labels)
    for line in comparison_lines(compare(earlier, later), language):
        click.echo(for_terminal(line))
