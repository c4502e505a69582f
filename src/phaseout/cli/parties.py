"""``phaseout parties``: who makes and owns what?"""

from collections.abc import Iterator

import click

from phaseout.cli.exposure import exposure
from phaseout.cli.options import open_register, register_option
from phaseout.cli.owners import known_party, owners
from phaseout.domain.party import Interest, Party
from phaseout.register.query import Register


@click.group()
def command() -> None:
    """Show makers, owners and other parties."""


for _drawn in (owners, exposure):
    command.add_command(_drawn)


@command.command()
@click.argument("party_id", metavar="ID")
@register_option
def show(party_id: str, register_at: str | None) -> None:
    """Show one party: its names, who holds it, what it holds, its brands and its address blocks."""
    register = open_register(register_at)
    party = known_party(party_id, register)
    party_id = party.id
    for line in (*_names(party), *_relations(register, party_id), *_products(register, party_id)):
        click.echo(line)


def _names(party: Party) -> Iterator[str]:
    yield f"{party.id}: {party.name}"
    for label, values in (
        ("also", party.aliases),
        ("country", (party.country or "",)),
        ("is", party.kinds),
        ("identifiers", party.identifiers),
        ("note", (party.note or "",)),
        ("sources", tuple(map(str, party.cite))),
    ):
        if text := ", ".join(filter(None, values)):
            yield f"  {label}: {text}"


def _relations(register: Register, party: str) -> Iterator[str]:
    for interest in register.interests:
        if interest.held == party:
            yield f"  held by {interest.holder}: {_interest(interest)}"
    for interest in register.interests:
        if interest.holder == party:
            yield f"  holds {interest.held}: {_interest(interest)}"


def _products(register: Register, party: str) -> Iterator[str]:
    for brand in register.brands.values():
        for maker in brand.makers:
            if maker.maker == party:
                grade = f"{maker.relation.value}, {maker.scope}, {maker.status}, {maker.confidence}"
                yield f"  brand {brand.name} ({grade})"
    blocks = sum(block.party == party for block in register.addresses.values())
    if blocks:
        yield f"  address blocks: {blocks}, registry read {register.addresses_retrieved}"


def _interest(interest: Interest) -> str:
    known = (interest.share_min, interest.share_max) != (0.0, 1.0)
    share = f" {interest.share_min:.2%}–{interest.share_max:.2%}" if known else " share not known"
    dates = f" since {interest.since}" if interest.since else ""
    until = f" until {interest.until}" if interest.until else ""
    return f"{interest.kind.value}{share}{dates}{until}  [{'; '.join(map(str, interest.cite))}]"
