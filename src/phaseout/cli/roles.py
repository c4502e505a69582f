"""``phaseout roles``: which roles may an organisation have?"""

from collections.abc import Iterator
from itertools import groupby

import click

from phaseout.cli.drawing import safe_lines
from phaseout.cli.options import lang_option, open_register, register_option
from phaseout.register.vocabulary import Vocabulary


@click.command()
@register_option
@lang_option
def command(register_at: str | None, lang: str) -> None:
    """List the roles an organisation may have, by jurisdiction, and whom each means.

    One organisation usually has several.
    """
    click.echo(safe_lines(_lines(open_register(register_at).vocabulary, lang)), nl=False)


def _lines(vocabulary: Vocabulary, lang: str) -> Iterator[str]:
    """Yield the roles of one country after those of another, in the order the register names them first."""
    places = {one: place for place, one in enumerate(dict.fromkeys(map(_country, vocabulary.roles)))}
    ordered = sorted(vocabulary.roles, key=lambda role: (places[_country(role)], _jurisdiction(role)))
    width = max(map(len, ordered), default=0)
    for number, (_, roles) in enumerate(groupby(ordered, key=_country)):
        if number:
            yield ""
        for role in roles:
            yield f"{role:<{width}}  {vocabulary.roles[role].in_language(lang)}"
            if (about := vocabulary.role_notes.get(role)) is not None:
                yield f"{'':<{width}}    {about.in_language(lang)}"


def _jurisdiction(role: str) -> str:
    return role.rpartition("/")[0]


def _country(role: str) -> str:
    return _jurisdiction(role).partition("-")[0]
