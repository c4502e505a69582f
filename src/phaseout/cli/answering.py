"""What do ``--answers`` files say, and what must be said of those that met nothing?"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from phaseout.domain.answer import AnswersFile
from phaseout.domain.document import Header, Trailer
from phaseout.intake.answers_file import read_answers
from phaseout.register.query import Register
from phaseout.report.answer_words import unheard_lines
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal
from phaseout.survey.answer_words import words_to_answer

F = TypeVar("F", bound=Callable[..., object])


def answers_option(*, required: bool) -> Callable[[F], F]:
    """Add ``--answers``."""
    return click.option(
        "--answers",
        "answers_paths",
        multiple=True,
        required=required,
        type=click.Path(path_type=Path),
        metavar="FILE.toml",
        help="Answers to the questions of an earlier survey; may be given again.",
    )


def answers_of(paths: Sequence[Path], register: Register) -> tuple[AnswersFile, ...]:
    """Return what the files answer, in their order.

    Raises:
        UsageError: a file that cannot be read or says what nobody understands; every fault of it is named.
    """
    if not paths:
        return ()
    words = words_to_answer(register)
    return tuple(read_answers(path, words) for path in paths)


def say_unheard(header: Header, trailer: Trailer, lang: str) -> None:
    """Say on standard error which answers met nothing, and how many differ from what is stated."""
    for line in unheard_lines(header, trailer, Language(lang)):
        click.echo(f"phaseout: {for_terminal(line)}", err=True)
