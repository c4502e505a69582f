"""``phaseout questions``: what does a saved document leave to ask, and in which order?"""

from collections.abc import Iterator
from pathlib import Path

import click

from phaseout.cli.options import lang_option, open_register, register_option
from phaseout.cli.whole_file import whole_file
from phaseout.domain.problem import UsageError
from phaseout.report.answers_form import Form
from phaseout.report.language import Language
from phaseout.report.question_list import question_lines
from phaseout.report.reading import SavedDocument, read_document
from phaseout.report.safe_text import for_terminal
from phaseout.survey.answer_words import words_to_show
from phaseout.survey.asked_assets import things_asked_about, words_waited_for

FORMS = ("table", "toml")


@click.command()
@click.argument("document", type=click.Path(path_type=Path), metavar="DOC.json")
@click.option("-o", "--output", default="table", show_default=True, metavar="table|toml[=FILE]",
              help="A list, or a file of answers to fill in.")  # fmt: skip
@register_option
@lang_option
def command(document: Path, output: str, register_at: str | None, lang: str) -> None:
    """Print what DOC.json leaves to ask, in the order that settles most first, with who usually knows.

    With -o toml=answers.toml it writes a file of answers to fill in, with the words that may be answered;
    'phaseout answer' takes it. A file that exists is not overwritten: it may hold answers.
    """
    form, _, path = output.partition("=")
    if form not in FORMS:
        raise UsageError(f"there is no form {form!r}", where="-o", remedy=f"use one of {', '.join(FORMS)}")
    if path and Path(path).exists():
        raise UsageError(
            "there is such a file already, and it may hold answers", where=path, remedy="name another file"
        )
    saved = read_document(document)
    language = Language(lang, saved.trailer.labels)
    lines = (
        map(for_terminal, question_lines(saved.header, saved.trailer, language))
        if form == "table"
        else _form(saved, document, register_at, language)
    )
    if not path:
        for line in lines:
            click.echo(line)
        return
    with whole_file(Path(path)) as stream:
        stream.writelines(f"{line}\n".encode() for line in lines)


def _form(saved: SavedDocument, document: Path, register_at: str | None, language: Language) -> Iterator[str]:
    form = Form(
        name=document.name,
        header=saved.header,
        questions=saved.trailer.questions,
        things=things_asked_about(saved),
        waited_for=words_waited_for(saved),
        vocabulary=words_to_show(open_register(register_at), language.code),
        language=language,
    )
    return form.lines()
