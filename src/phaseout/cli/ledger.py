"""``phaseout ledger``: is a ledger the one that was signed and seen, and which leaves can be shown alone?"""

import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from phaseout.cli.keys import small_file, trusted_keys
from phaseout.cli.options import lang_option
from phaseout.cli.outcome import Outcome
from phaseout.cli.whole_file import whole_file
from phaseout.domain.problem import UsageError
from phaseout.ledger.checkpoint import Signed, read_checkpoints
from phaseout.ledger.finding import Verdict
from phaseout.ledger.key import KeyKind, SigningKey
from phaseout.ledger.opened import Bundle
from phaseout.ledger.packing import pack_excerpt
from phaseout.ledger.verifying import verify as verification_of
from phaseout.ledger.words import lines, verification_object
from phaseout.report.safe_text import for_terminal

FORMATS = ("table", "json")


@click.group()
def command() -> None:
    """Verify a ledger of decisions that left the house as a bundle."""


@command.command()
@click.argument("bundle_path", type=click.Path(path_type=Path), metavar="BUNDLE")
@click.option("--key", "keys", multiple=True, metavar="FILE|TEXT",
              help="A trusted key of ledger or witness, or a file of such; may be given again.")  # fmt: skip
@click.option("--witness", "witnesses", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Checkpoints that somebody kept; may be given again.")  # fmt: skip
@click.option("-o", "--output", "form", type=click.Choice(FORMATS), default="table", show_default=True,
              help="Format of the answer.")  # fmt: skip
@click.option("--strict", is_flag=True, help="End with 4 where something cannot be told.")
@lang_option
def verify(
    bundle_path: Path, keys: tuple[str, ...], witnesses: tuple[Path, ...], form: str, strict: bool, lang: str
) -> None:  # fmt: skip
    """Say whether BUNDLE is the ledger that was signed and seen, whole and unchanged, without any network.

    Ends with 0 where it is verified, 3 where it is broken or cannot be read; where something cannot be told,
    with 0, under --strict with 4.

    \b
    phaseout ledger verify bundle.zip --key city.example/ledger+1f2e…+AR… --witness seen.txt --strict
    """
    trusted, seen = trusted_keys(keys), list(_seen(witnesses))
    with Bundle(bundle_path) as bundle:
        done = verification_of(bundle, trusted, seen)
    if form == "json":
        click.echo(json.dumps(verification_object(done, lang), ensure_ascii=True, indent=1))
    else:
        click.echo("\n".join(map(for_terminal, lines(done, lang))))
    match done.verdict:
        case Verdict.BROKEN:
            raise click.exceptions.Exit(Outcome.FAILED)
        case Verdict.UNDETERMINED if strict:
            raise click.exceptions.Exit(Outcome.INCOMPLETE)


@command.command()
@click.argument("bundle_path", type=click.Path(path_type=Path), metavar="BUNDLE")
@click.argument("leaves", type=click.IntRange(min=0), nargs=-1, required=True, metavar="LEAF…")
@click.option("-o", "--output", "target", required=True, type=click.Path(path_type=Path), metavar="FILE.zip",
              help="The excerpt, a bundle itself.")  # fmt: skip
def prove(bundle_path: Path, leaves: tuple[int, ...], target: Path) -> None:
    """Write an excerpt of BUNDLE: some leaves alone, each with the proof that it is in the ledger.

    What is private in them and shown in BUNDLE goes along.

    \b
    phaseout ledger prove bundle.zip 17 18 -o excerpt.zip
    """
    if target.resolve() == bundle_path.resolve():
        raise UsageError("would overwrite what is read", where=str(target), remedy="name another file")
    excerpt = io.BytesIO()
    with Bundle(bundle_path) as bundle:
        pack_excerpt(excerpt, bundle, leaves)
    with whole_file(target) as stream:
        stream.write(excerpt.getvalue())


@command.command()
@click.argument("name")
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--witness", is_flag=True, help="A key that says what it saw, and signs no ledger of its own.")
def key(name: str, target: Path, witness: bool) -> None:
    """Make a key called NAME, write it to FILE for you alone, and print its public half.

    NAME says whose it is, as city.example/ledger. Give the printed line to whoever is to verify.
    """
    made = SigningKey.generate(name, KeyKind.WITNESS if witness else KeyKind.LEDGER)
    made.save(target)
    click.echo(made.verifier)


@command.command()
@click.argument("checkpoint", type=click.Path(path_type=Path))
@click.option("--key", "key_file", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="The key of a witness.")  # fmt: skip
def cosign(checkpoint: Path, key_file: Path) -> None:
    """Print CHECKPOINT with the signature of a witness more: this is what I saw, and when.

    Keep each state you sign: whether it goes on from those you saw before, ledger verify --witness says.
    """
    witness = SigningKey.load(key_file)
    if witness.kind is not KeyKind.WITNESS:
        raise UsageError(
            "is no witness's key", where=str(key_file), remedy="make one with ledger key --witness"
        )
    now = int(datetime.now(tz=UTC).timestamp())
    seen = read_checkpoints(small_file(checkpoint), str(checkpoint))
    click.echo(b"\n".join(bytes(one.note.signed(witness, at=now)) for one in seen), nl=False)


def _seen(paths: Iterable[Path]) -> Iterable[Signed]:
    for path in paths:
        yield from read_checkpoints(small_file(path), str(path))
