"""``phaseout parties``: who makes and owns what?"""

from datetime import date

import click

from phaseout.cli.drawing import safe_lines
from phaseout.cli.exposure import exposure
from phaseout.cli.options import as_of_option, lang_option, open_register, register_option, today
from phaseout.cli.owners import known_party, owners
from phaseout.report.language import Language
from phaseout.report.measure_page import register_labels
from phaseout.report.ownership_words import OwnershipWords
from phaseout.report.party_text import party_lines


@click.group()
def command() -> None:
    """Show makers, owners and other parties."""


for _drawn in (owners, exposure):
    command.add_command(_drawn)


@command.command()
@click.argument("party_id", metavar="ID")
@as_of_option
@register_option
@lang_option
def show(party_id: str, as_of: date | None, register_at: str | None, lang: str) -> None:
    """Show one party: its names, who holds it, what it holds, its brands and its address blocks."""
    register = open_register(register_at)
    language = Language(lang, register_labels(register))
    words = OwnershipWords(language=language, parties=register.parties, day=as_of or today())
    click.echo(safe_lines(party_lines(known_party(party_id, register), register, words)), nl=False)
