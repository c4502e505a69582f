"""``phaseout parties owners``: who stands above a party, and what does that amount to?"""

from datetime import date

import click

from phaseout.cli.drawing import SVG, form_of, form_option, put, refuse_register, safe_lines
from phaseout.cli.options import (
    as_of_option,
    lang_option,
    nearest,
    open_register,
    register_option,
    remedy_of,
    today,
)
from phaseout.domain.party import Party
from phaseout.domain.problem import UsageError
from phaseout.knowledge import world_of
from phaseout.ownership import PartyGraph
from phaseout.ownership.ancestry import everyone_above, owners_above
from phaseout.ownership.standing import standings
from phaseout.register.query import Register
from phaseout.report.language import Language
from phaseout.report.measure_page import register_labels
from phaseout.report.owners_svg import owners_svg
from phaseout.report.owners_text import Owners, owners_lines
from phaseout.report.ownership_words import OwnershipWords


@click.command()
@click.argument("party_id", metavar="ID")
@form_option("A tree in text or a drawing, and a file to write it to.")
@as_of_option
@register_option
@lang_option
def owners(party_id: str, output: str, as_of: date | None, register_at: str | None, lang: str) -> None:
    """Show who stands above a party, by which interests, and what each amounts to through the chain.

    Below it stands what the party holds, and whom it depends on without being owned. What has ended and
    what is only known from memory is shown and marked.
    """
    form = form_of(output)
    refuse_register(form, register_at)
    register = open_register(register_at)
    party = known_party(party_id, register)
    day = as_of or today()
    words = OwnershipWords(
        language=Language(lang, register_labels(register)), parties=register.parties, day=day
    )
    found = _owners(party.id, register, day)
    if form.name == SVG:
        put(f"{owners_svg(found, words)}\n", form)
    else:
        put(safe_lines(owners_lines(found, words)), form)


def known_party(id_: str, register: Register) -> Party:
    """Return the party of an id.

    Raises:
        UsageError: there is none; the remedy names those most like it.
    """
    party = register.parties.get(id_.lower())
    if party is None:
        raise UsageError(
            f"there is no party {id_!r}",
            remedy=remedy_of(_likely(id_.lower(), register), "'phaseout parties list' lists them"),
        )
    return party


def _likely(id_: str, register: Register) -> str:
    if id_ in register.brands:
        return f"it is a brand, and 'phaseout parties show {id_}' says who makes it"
    return nearest(id_, (*register.parties, *register.brands))


def _owners(party: str, register: Register, day: date) -> Owners:
    """Draw what the register says; count what its sources carry."""
    tree = owners_above(party, PartyGraph.of(register.interests), day)
    return Owners(
        tree=tree,
        standings=tuple(standings(party, everyone_above(tree), world_of(register).graph, day)),
        holdings=tuple(interest for interest in register.interests if interest.holder == party),
        dependencies=tuple(one for one in register.dependencies if one.party == party),
        dependents=tuple(one for one in register.dependencies if one.on == party),
    )
