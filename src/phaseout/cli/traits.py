"""``phaseout traits``: which kinds of observation are there?"""

import click

from phaseout.domain.trait import TRAITS


@click.command()
def command() -> None:
    """List the kinds of observation, what stands in each, and the basis it gives a claim."""
    for trait in TRAITS.values():
        click.echo(f"{trait.name:<24} {trait.basis.value:<20} {trait.about}")
