"""``phaseout models``: whose is a designation, and what do its letters say?"""

import click

from phaseout.cli.options import lang_option, nearest, open_register, register_option
from phaseout.domain.problem import UsageError
from phaseout.identify.designations import Decoder
from phaseout.knowledge import rules_of
from phaseout.report.designation_text import counted_line, decoded_lines, family_line
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal
from phaseout.survey.labels import every_label


@click.group()
def command() -> None:
    """Show families of models, and take a designation apart."""


@command.command("list")
@click.option("--maker", metavar="ID", help="Only the families of this maker.")
@register_option
@lang_option
def list_families(maker: str | None, register_at: str | None, lang: str) -> None:
    """List every family of designations: id, brand, maker, kind, and how much a match weighs."""
    register = open_register(register_at)
    if maker is not None and maker not in register.parties:
        raise UsageError(f"there is no party {maker!r}", remedy=nearest(maker, register.parties))
    language = Language(lang, every_label(register))
    chosen = [model for model in register.models if maker in (None, model.maker)]
    for model in chosen:
        click.echo(family_line(model, language))
    codes = [code for code in register.model_codes.values() if maker in (None, code.maker)]
    click.echo(counted_line(len(chosen), len(codes), len(register.ambiguous_models), language))


@command.command()
@click.argument("designations", nargs=-1, required=True, metavar="DESIGNATION…")
@register_option
@lang_option
def decode(designations: tuple[str, ...], register_at: str | None, lang: str) -> None:
    """Say whose a DESIGNATION is, of which family, and what each of its letters and digits means.

    It says what the maker's code says, not what stands in the box. A designation that several brands use
    stays open; letters that no source explains are said to be so.
    """
    register = open_register(register_at)
    language = Language(lang, every_label(register))
    decoder = Decoder(rules_of(register), tuple(register.model_codes.values()))
    for text in designations:
        for line in decoded_lines(decoder.decode(text), language):
            click.echo(for_terminal(line))
