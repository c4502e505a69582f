"""``phaseout parties``: who makes and owns what?"""

from datetime import date

import click

from phaseout.cli.drawing import safe_lines
from phaseout.cli.exposure import exposure
from phaseout.cli.options import as_of_option, lang_option, open_register, register_option, today
from phaseout.cli.owners import known_party, owners
from phaseout.domain.party import Brand
from phaseout.register.query import Register
from phaseout.report import brand_text, party_text
from phaseout.report.language import Language
from phaseout.report.measure_page import register_labels
from phaseout.report.ownership_words import OwnershipWords


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
    """Show one party: its names, who holds it, what it holds, its brands and its address blocks.

    ID may be a brand too, by its id or its name: then who makes what is sold under it, and how surely.
    """
    register = open_register(register_at)
    words = _words(register, lang, as_of)
    brand = _brand(party_id, register)
    if brand is not None:
        click.echo(safe_lines(brand_text.brand_lines(brand, words)), nl=False)
    if brand is None or party_id.lower() in register.parties:
        party = known_party(party_id, register)
        click.echo(safe_lines(party_text.party_lines(party, register, words)), nl=False)


@command.command("list")
@register_option
@lang_option
def list_parties(register_at: str | None, lang: str) -> None:
    """List every party and every brand: id, name, country and kind, or who makes it."""
    register = open_register(register_at)
    words = _words(register, lang, None)
    parties = (party_text.listed_line(party, words) for party in register.parties.values())
    brands = (brand_text.listed_line(brand, words) for brand in register.brands.values())
    click.echo(safe_lines((*parties, "", *brands)), nl=False)


def _words(register: Register, lang: str, as_of: date | None) -> OwnershipWords:
    language = Language(lang, register_labels(register))
    return OwnershipWords(language=language, parties=register.parties, day=as_of or today())


def _brand(written: str, register: Register) -> Brand | None:
    """Return the brand of an id or a name; None where there is none, or it is only its maker's own."""
    wanted = written.casefold()
    for brand in register.brands.values():
        if wanted in (name.casefold() for name in (brand.id, brand.name, *brand.aliases)):
            is_own = wanted in register.parties and {one.maker for one in brand.makers} == {wanted}
            return None if is_own else brand
    return None
