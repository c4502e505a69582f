"""``phaseout vulnerabilities``: which published vulnerabilities does the register hold?"""

import click

from phaseout.cli.options import lang_option, nearest, open_register, register_option
from phaseout.domain.problem import UsageError
from phaseout.report.language import Language
from phaseout.report.vulnerability_text import vulnerability_line, vulnerability_lines
from phaseout.survey.labels import every_label


@click.group()
def command() -> None:
    """Show the published vulnerabilities the register knows, and what they affect."""


@command.command("list")
@register_option
@lang_option
def list_vulnerabilities(register_at: str | None, lang: str) -> None:
    """List every vulnerability: whose firmware, whether it is listed as used, and what it lets do."""
    register = open_register(register_at)
    language = Language(lang, every_label(register))
    for one in register.vulnerabilities.values():
        click.echo(vulnerability_line(one, language))


@command.command()
@click.argument("number", metavar="ID")
@register_option
@lang_option
def show(number: str, register_at: str | None, lang: str) -> None:
    """Show one vulnerability: models and versions named, from when it is mended, and the sources.

    ID is its CVE number. That an authority lists it as used says that somebody used it somewhere.
    """
    register = open_register(register_at)
    found = register.vulnerabilities.get(number.lower())
    if found is None:
        known = [one.number for one in register.vulnerabilities.values()]
        raise UsageError(f"there is no vulnerability {number!r}", remedy=nearest(number, known))
    for line in vulnerability_lines(found, Language(lang, every_label(register))):
        click.echo(line)
