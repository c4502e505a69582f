"""``phaseout artefact``: which papers does the law ask for, and what would this document put on them?"""

import sys
from pathlib import Path

import click

from phaseout.cli.options import document_option, lang_option, open_register, register_option
from phaseout.cli.whole_file import whole_file
from phaseout.domain.problem import UsageError

FORMATS = ("docx", "markdown")


@click.group()
def command() -> None:
    """Draft the papers the law asks for, from a saved document, to edit and sign."""


@command.command("list")
@lang_option
def list_artefacts(lang: str) -> None:
    """List the papers, and what a file of particulars may say."""
    from phaseout.artefact import ARTEFACTS
    from phaseout.artefact.particulars import KEYS
    from phaseout.artefact.words import Words

    for artefact in ARTEFACTS:
        click.echo(f"{artefact.name:<28} {artefact.title.in_language(lang)} ({', '.join(artefact.langs)})")
    click.echo(f"\n{Words(lang, 'list')('particulars')}")
    for key, about in KEYS.items():
        click.echo(f"  {key:<20} {about.in_language(lang)}")


@command.command()
@click.argument("name", metavar="NAME")
@document_option
@click.option("--particulars", "particulars_path", type=click.Path(path_type=Path), metavar="FILE.toml",
              help="What no survey can know: contract, supplier, who signs.")  # fmt: skip
@click.option("-o", "--output", default="markdown", metavar="docx=FILE|markdown[=FILE]", show_default=True,
              help="Format, and a file to write it to.")  # fmt: skip
@register_option
@lang_option
def make(
    name: str, document: Path, particulars_path: Path | None, output: str, register_at: str | None, lang: str
) -> None:  # fmt: skip
    """Draft the paper NAME. What nobody told stays blank; what is open is not ticked.

    \b
    phaseout artefact make ndaa-889-representation --from report.json -o docx=representation.docx
    """
    from phaseout.artefact import ARTEFACTS
    from phaseout.artefact.docx_file import write_docx
    from phaseout.artefact.drafting import drafted
    from phaseout.artefact.markdown_file import write_markdown
    from phaseout.artefact.particulars import Particulars, read_particulars
    from phaseout.artefact.words import Words
    from phaseout.report.reading import read_document

    artefact = next((one for one in ARTEFACTS if one.name == name), None)
    if artefact is None:
        known = ", ".join(one.name for one in ARTEFACTS)
        raise UsageError(f"there is no artefact {name!r}", remedy=f"known are {known}")
    form, _, file = output.partition("=")
    if form not in FORMATS or (form == "docx" and not file):
        raise UsageError(f"cannot write {output!r}", where="-o", remedy="-o docx=FILE or -o markdown[=FILE]")
    if file and Path(file).resolve() in {one.resolve() for one in (document, particulars_path) if one}:
        raise UsageError("would overwrite what is read", where=file, remedy="name another file")
    particulars = read_particulars(particulars_path) if particulars_path else Particulars()
    register, saved = open_register(register_at), read_document(document)
    paper = drafted(artefact, saved, register, particulars, lang)
    if not file:
        write_markdown(paper, sys.stdout.buffer)
    else:
        with whole_file(Path(file)) as stream:
            (write_docx if form == "docx" else write_markdown)(paper, stream)
    for label in paper.blanks:
        click.echo(Words(lang, "list")("blank", label), err=True)
