"""``phaseout ledger``: is a ledger the one that was signed and seen, and which leaves can be shown alone?"""

import io
import json
from collections.abc import Iterable
from pathlib import Path

import click

from phaseout.cli.options import lang_option
from phaseout.cli.outcome import Outcome
from phaseout.cli.whole_file import whole_file
from phaseout.domain.problem import SourceError, UsageError
from phaseout.ledger.checkpoint import Signed, read_checkpoints
from phaseout.ledger.finding import Verdict
from phaseout.ledger.key import KeyTextError, VerifierKey, read_keys
from phaseout.ledger.opened import LARGEST_TEXT, Bundle
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
    trusted, seen = [key for text in keys for key in _keys(text)], list(_seen(witnesses))
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


def _keys(text: str) -> list[VerifierKey]:
    """Return the key that is given as text, or those of a file."""
    try:
        return read_keys(_read(Path(text)).decode() if _is_file(text) else text)
    except (KeyTextError, UnicodeDecodeError) as error:
        what = error.what if isinstance(error, KeyTextError) else "is no text"
        raise UsageError(
            what, where="--key", remedy="NAME+ID+BASE64 is expected, or a file of such"
        ) from error


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # longer than a name may be
        return False


def _seen(paths: Iterable[Path]) -> Iterable[Signed]:
    for path in paths:
        yield from read_checkpoints(_read(path), str(path))


def _read(path: Path) -> bytes:
    """Return a small file.

    Raises:
        SourceError: it cannot be read, or is not small.
    """
    try:
        with path.open("rb") as file:
            written = file.read(LARGEST_TEXT + 1)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
    if len(written) > LARGEST_TEXT:
        raise SourceError(f"is larger than {LARGEST_TEXT} bytes", where=str(path))
    return written
