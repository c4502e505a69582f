"""``phaseout answer``: a saved document and what people answered in, a new document out."""

from datetime import date
from pathlib import Path

import click

from phaseout.cli.answering import answers_of, answers_option
from phaseout.cli.delivery import Delivery
from phaseout.cli.options import lang_option, now_stamp, open_register, register_option
from phaseout.cli.threshold import Threshold
from phaseout.cli.writing import (
    fail_on_option,
    no_timestamp_option,
    output_option,
    quiet_option,
    show_option,
    strict_option,
)
from phaseout.domain.document import Header
from phaseout.domain.problem import RegisterError
from phaseout.register.query import Register
from phaseout.report.reading import read_document
from phaseout.survey.redeciding import Redecided


@click.command()
@click.argument("document", type=click.Path(path_type=Path), metavar="DOC.json")
@answers_option(required=True)
@output_option
@register_option
@fail_on_option
@strict_option
@show_option
@lang_option
@no_timestamp_option
@quiet_option
def command(  # noqa: PLR0913 (one parameter per option)
    document: Path, answers_paths: tuple[Path, ...], outputs: tuple[str, ...], register_at: str | None,
    fail_on: str | None, strict: bool, show: str, lang: str, no_timestamp: bool, quiet: bool,
) -> None:  # fmt: skip
    """Decide a saved document again with what people answered; no source is read again.

    The document must hold every asset (--show all). Its day, its context and the measures it asked stay
    as they are. It is decided by the register that decided it; another one must be named.

    \b
    phaseout questions report.json -o toml=answers.toml
    phaseout answer report.json --answers answers.toml -o html=after.html -o json=after.json
    """
    delivery = Delivery(
        outputs=outputs, threshold=Threshold.parse(fail_on), strict=strict,
        only_open=show == "open", lang=lang, quiet=quiet,
    )  # fmt: skip
    delivery.check((str(document), *map(str, answers_paths)))
    register = open_register(register_at)
    saved = read_document(document)
    for line in _differences(saved.header, register, document, is_named=register_at is not None):
        if not quiet:
            click.echo(f"phaseout: {line}", err=True)
    stamp = None if no_timestamp else now_stamp()
    decided = Redecided(saved, register, answers_of(answers_paths, register), generated=stamp, lang=lang)
    raise click.exceptions.Exit(delivery.deliver(decided, date.fromisoformat(saved.header.as_of)))


def _differences(header: Header, register: Register, document: Path, *, is_named: bool) -> list[str]:
    """Return what else than the answers may change the document.

    Raises:
        RegisterError: another register would answer and nobody named it.
    """
    import phaseout

    said = []
    if header.register != register.stamp:
        before, now = header.register, register.stamp
        differs = (
            f"edition {before.edition} ({before.digest}) decided it, "
            f"and edition {now.edition} ({now.digest}) is"
        )
        if not is_named:
            raise RegisterError(
                f"{differs} installed: answers would change for another reason than yours",
                where=str(document),
                remedy="name the register to decide by: --register EDITION|PATH; or run the survey again",
            )
        said.append(f"{differs} named: answers may differ for that reason; 'phaseout diff' compares")
    if header.engine != phaseout.__version__:
        said.append(
            f"phaseout {header.engine} identified what is in it, and phaseout {phaseout.__version__} "
            "decides; run the survey again to identify anew"
        )
    return said
