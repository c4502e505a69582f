"""``phaseout parties exposure``: which measures reach a party, and through which test?"""

from dataclasses import replace
from datetime import date

import click

from phaseout.cli.drawing import safe_lines
from phaseout.cli.options import as_of_option, lang_option, open_register, register_option, today
from phaseout.cli.owners import known_party
from phaseout.decide.exposure import exposures
from phaseout.knowledge import world_of
from phaseout.report.exposure_text import Exposed, exposure_lines
from phaseout.report.language import Language
from phaseout.report.measure_page import register_labels
from phaseout.report.ownership_words import OwnershipWords


@click.command()
@click.argument("party_id", metavar="ID")
@as_of_option
@register_option
@lang_option
def exposure(party_id: str, as_of: date | None, register_at: str | None, lang: str) -> None:
    """Say of every measure whether it reaches a party, through which relation test, and along which ties.

    Asked is the relation to the named parties or countries, and the day; not who you are, what the thing is
    or what it is used for. Where the answer is open, the interests that would settle it are listed.
    """
    register = open_register(register_at)
    party, day, labels = known_party(party_id, register), as_of or today(), register_labels(register)
    words = OwnershipWords(language=Language(lang, labels), parties=register.parties, day=day)
    # People know a maker by its brand: sentences name it so.
    known = {id_: labels.brands.get(id_, name) for id_, name in labels.parties.items()}
    spoken = Language(lang, replace(labels, parties=known))
    exposed = Exposed(
        party=party.id,
        found=tuple(exposures(party.id, register.measures.values(), world_of(register), day)),
        dependencies=tuple(one for one in register.dependencies if one.party == party.id),
    )
    click.echo(safe_lines(exposure_lines(exposed, words, spoken)), nl=False)
