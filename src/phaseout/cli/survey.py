"""``phaseout survey``: files in, findings with reasons out."""

from datetime import date
from pathlib import Path

import click

from phaseout.cli.answering import answers_of, answers_option
from phaseout.cli.asking import institution_option, introduced
from phaseout.cli.delivery import Delivery
from phaseout.cli.fingerprints import added_fingerprints, fingerprints_option
from phaseout.cli.options import (
    Days,
    as_of_option,
    checked_context,
    lang_option,
    now_stamp,
    open_register,
    register_option,
    today,
)
from phaseout.cli.outcome import Outcome
from phaseout.cli.progress import watching
from phaseout.cli.threshold import Threshold
from phaseout.cli.writing import (
    fail_on_option,
    no_timestamp_option,
    output_option,
    quiet_option,
    show_option,
    strict_option,
)
from phaseout.domain.counting import counted
from phaseout.domain.document import GivenRules, Header
from phaseout.domain.facts import Context
from phaseout.domain.problem import UsageError
from phaseout.intake import readers_with
from phaseout.intake.column_profile import ColumnProfile, Profiles
from phaseout.intake.columns_file import read_columns
from phaseout.intake.context_file import read_context
from phaseout.plugged import every_reader
from phaseout.report.safe_text import for_terminal
from phaseout.survey import Document, Options, survey
from phaseout.survey.answer_words import words_to_answer
from phaseout.survey.gathering import EMPTY


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@output_option
@click.option("--role", "roles", multiple=True, metavar="ID", help="What you are; may be given again.")
@institution_option
@click.option("--context", "context_path", type=click.Path(path_type=Path), metavar="FILE.toml",
              help="Who you are, where, for what use, with whose money.")  # fmt: skip
@answers_option(required=False)
@click.option("--columns", "columns_paths", multiple=True, type=click.Path(path_type=Path),
              metavar="FILE.toml", help="What the columns of a table hold; may be given again.")  # fmt: skip
@as_of_option
@register_option
@fingerprints_option
@click.option("--max-age", type=Days(), metavar="DAYS", help="Refuse a register older than this.")
@fail_on_option
@strict_option
@click.option("--only", multiple=True, metavar="MEASURE", help="Ask only this measure; may be given again.")
@click.option("--exclude", multiple=True, metavar="MEASURE", help="Do not ask this measure.")
@show_option
@lang_option
@no_timestamp_option
@quiet_option
@click.option("-v", "--verbose", is_flag=True, help="Say which reader took which file.")
def command(  # noqa: PLR0913 (one parameter per option)
    sources: tuple[str, ...], outputs: tuple[str, ...], roles: tuple[str, ...], institutions: tuple[str, ...],
    context_path: Path | None, answers_paths: tuple[Path, ...], columns_paths: tuple[Path, ...],
    as_of: date | None, register_at: str | None, fingerprints_at: Path | None, max_age: int | None,
    fail_on: str | None, strict: bool, only: tuple[str, ...], exclude: tuple[str, ...], show: str, lang: str,
    no_timestamp: bool, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Examine files, folders, captures and exports; '-' is standard input.

    Each SOURCE is recognised by its content; READER:FILE names the reader. Only files you name are
    read and nothing is sent anywhere.

    \b
    phaseout survey scan.xml inventory.xlsx --role ca/federal-department
    phaseout survey site/ --context site.toml -o html=report.html -o json=report.json
    """
    delivery = Delivery(
        outputs=outputs, threshold=Threshold.parse(fail_on), strict=strict,
        only_open=show == "open", lang=lang, quiet=quiet,
    )  # fmt: skip
    also_read = [str(path) for path in (*answers_paths, *columns_paths, context_path, register_at) if path]
    delivery.check((*sources, *also_read))
    register = open_register(register_at, max_age=max_age)
    _known_measures((*only, *exclude), tuple(register.measures))
    stated = read_context(context_path, words_to_answer(register)) if context_path else Context()
    context = checked_context(stated, roles, institutions, register)
    profiles = tuple(map(read_columns, columns_paths))
    added = added_fingerprints(fingerprints_at, register, quiet=quiet)
    for line in () if quiet else introduced(context.institutions, register.vocabulary, lang):
        click.echo(for_terminal(line), err=True)
    options = Options(
        only=only, exclude=exclude, lang=lang, generated=None if no_timestamp else now_stamp(),
        answers=answers_of(answers_paths, register),
        fingerprints=added.fingerprints, fingerprint_files=added.given,
        readers=readers_with(profiles, every_reader()),
        column_files=tuple(map(_given, columns_paths, profiles)),
    )  # fmt: skip
    day = as_of or today()
    with watching(quiet=quiet) as watch:
        document = survey(sources, register, context, day, options=options, watch=watch)
    if not quiet:
        _say(document, verbose=verbose)
        _say_unmet(profiles)
    outcome = delivery.deliver(document, day)
    if not any(source.observations for source in document.header.sources):
        outcome = _of_nothing(document.header)
    raise click.exceptions.Exit(outcome)


def _known_measures(asked: tuple[str, ...], known: tuple[str, ...]) -> None:
    if missing := [measure for measure in asked if measure not in known]:
        raise UsageError(
            f"there is no measure {', '.join(missing)}", remedy="'phaseout measures list' lists them"
        )


def _say(document: Document, *, verbose: bool) -> None:
    """Say on standard error which sites met nothing and, if asked, who read what."""
    for source in document.header.sources if verbose else ():
        name = for_terminal(source.name)
        click.echo(f"{name}: {source.reader}, {counted(source.observations, 'observation')}", err=True)
    for site in document.unused_sites:
        click.echo(
            f"phaseout: nothing matched the site {site!r}; check its match.source and match.ip", err=True
        )
    for tie in document.unmet_ties:
        said = for_terminal(f"[[{tie.kind}]] {', '.join(tie.keys)}")
        click.echo(f"phaseout: a key of {said} is no key of any source", err=True)


def _given(path: Path, profile: ColumnProfile) -> GivenRules:
    return GivenRules(name=path.name, sha256=profile.sha256, used=len(profile.uses), unused=0)


def _say_unmet(profiles: Profiles) -> None:
    for profile in profiles:
        if not profile.met:
            name = for_terminal(profile.name)
            click.echo(
                f"phaseout: no table has the columns of {name!r}; check its recognised-by and [columns]",
                err=True,
            )


def _of_nothing(header: Header) -> Outcome:
    refused = [file for file in header.not_examined if file.why != EMPTY]
    if refused or any(source.unread for source in header.sources):
        click.echo("phaseout: nothing could be read; the report says why", err=True)
        return Outcome.FAILED
    click.echo("phaseout: there was nothing to examine", err=True)
    return Outcome.NOTHING
