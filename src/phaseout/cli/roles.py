"""``phaseout roles``: which roles may an organisation have?"""

import click

from phaseout.cli.options import lang_option, open_register, register_option


@click.command()
@register_option
@lang_option
def command(register_at: str | None, lang: str) -> None:
    """List the roles an organisation may have. One organisation usually has several."""
    for role, name in open_register(register_at).vocabulary.roles.items():
        click.echo(f"{role:<28} {name.in_language(lang)}")
