"""``phaseout scope``: who may be asked on the network, by whose leave, until when and how fast?"""

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from phaseout.cli.keys import small_file, trusted_keys
from phaseout.cli.options import lang_option
from phaseout.cli.scope_draft import Draft
from phaseout.cli.scope_words import scope_lines, signature_lines
from phaseout.cli.whole_file import whole_file
from phaseout.domain.problem import UsageError
from phaseout.ledger.key import SigningKey
from phaseout.probe.scope import Scope, opened, sign
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal

DAYS = 30


@click.group()
def command() -> None:
    """Draft, sign and show a scope: the leave without which 'phaseout probe' sends nothing."""


@command.command()
@click.argument("ranges", nargs=-1, required=True, metavar="NETWORK…")
@click.option("--owner", required=True, metavar="NAME", help="Whose network it is.")
@click.option("--approver", required=True, metavar="NAME", help="Who allows it, and is going to sign.")
@click.option(
    "--id", "name", metavar="ID", help="What the scope is called (default: the day, and letters of chance)."
)
@click.option(
    "--days", type=click.IntRange(1, 366), default=DAYS, show_default=True, help="How long it holds."
)
@click.option("--site", metavar="REF", help="The site that the networks are of.")
@click.option("--segment", metavar="NAME",
              help="What keeps these private addresses apart from others alike.")  # fmt: skip
@click.option("--public-note", metavar="TEXT",
              help="Of public addresses: whose they are, and by what right they are asked.")  # fmt: skip
def draft(  # noqa: PLR0913 (one parameter per option)
    ranges: tuple[str, ...], owner: str, approver: str, name: str | None, days: int, site: str | None,
    segment: str | None, public_note: str | None,
) -> None:  # fmt: skip
    """Print a scope of some NETWORKs to edit and to have signed.

    \b
    phaseout scope draft 10.20.0.0/16 --owner "Example City" --approver "A. Tremblay, CISO" > look.toml
    """
    now = datetime.now(tz=UTC).replace(microsecond=0)
    written = Draft(
        id=name or f"{now:%Y-%m-%d}-{secrets.token_hex(2)}", owner=owner, approver=approver, made=now,
        expires=now + timedelta(days=days), networks=ranges, site=site, segment=segment,
        public_note=public_note,
    ).text()  # fmt: skip
    Scope.of(written, "the draft")
    click.echo(written, nl=False)


@command.command("sign")
@click.argument("draft_path", type=click.Path(path_type=Path), metavar="DRAFT.toml")
@click.option("--key", "key_file", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="The private key of who allows it; 'phaseout ledger key' makes one.")  # fmt: skip
@click.option("-o", "--output", "target", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="The signed scope.")  # fmt: skip
def sign_draft(draft_path: Path, key_file: Path, target: Path) -> None:
    """Allow what DRAFT.toml says: write it with a signature below it.

    \b
    phaseout scope sign look.toml --key ciso.key -o look.scope
    """
    if target.resolve() in (draft_path.resolve(), key_file.resolve()):
        raise UsageError("would overwrite what is read", where=str(target), remedy="name another file")
    text = small_file(draft_path).decode("utf-8-sig", errors="replace")
    signed = sign(text, SigningKey.load(key_file), str(draft_path))
    with whole_file(target) as stream:
        stream.write(signed)


@command.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--key", "keys", multiple=True, metavar="FILE|TEXT",
              help="A public key trusted to allow, or a file of such; may be given again.")  # fmt: skip
@lang_option
def show(path: Path, keys: tuple[str, ...], lang: str) -> None:
    """Say what the scope in FILE allows, and who signed it.

    With --key it ends with 3 where the scope does not hold: expired, not yet valid, forged, signed by nobody
    known.

    \b
    phaseout scope show look.scope --key city.example/ciso+1f2e…+AR…
    """
    content, trusted, language = small_file(path), trusted_keys(keys), Language(lang)
    scope, note = opened(content, str(path))
    lines = [*scope_lines(scope, language), "", *signature_lines(note, trusted, language)]
    click.echo("\n".join(map(for_terminal, lines)))
    if trusted:
        Scope.read(content, trusted, datetime.now(tz=UTC), str(path))
