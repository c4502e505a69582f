"""``phaseout bundle``: whose is a collection, is it whole, and of the scope it should be of?"""

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from phaseout.cli.keys import small_file, trusted_keys
from phaseout.cli.options import lang_option
from phaseout.cli.outcome import Outcome
from phaseout.collected.judging import Fault, Judged, Standing, judge
from phaseout.collected.manifest import Manifest
from phaseout.collected.opened import CollectedBundle
from phaseout.collected.sealed import is_sealed, loaded_key, opened
from phaseout.domain.problem import UsageError
from phaseout.ledger.envelope import key_id
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal

FORMATS = ("table", "json")


@click.group()
def command() -> None:
    """Verify what was collected where no server is, offline."""


@command.command()
@click.argument("bundle_path", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--key", "keys", multiple=True, metavar="FILE|TEXT",
              help="A trusted public key of a collector or of the server, or a file of such.")  # fmt: skip
@click.option("--scope", "scope", type=click.Path(path_type=Path), metavar="FILE",
              help="The signed scope it has to be of.")  # fmt: skip
@click.option("--seen", "seen", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="A bundle that was taken earlier; may be given again.")  # fmt: skip
@click.option("--unseal", "unseal", type=click.Path(path_type=Path), metavar="FILE",
              help="The private key of whoever a sealed bundle is for.")  # fmt: skip
@click.option("-o", "--output", "form", type=click.Choice(FORMATS), default="table", show_default=True,
              help="Format of the answer.")  # fmt: skip
@click.option("--strict", is_flag=True, help="End with 4 where nobody known signed.")
@lang_option
def verify(  # noqa: PLR0913 - one for each thing a bundle is held against
    bundle_path: Path, keys: tuple[str, ...], scope: Path | None, seen: tuple[Path, ...],
    unseal: Path | None, form: str, strict: bool, lang: str,
) -> None:  # fmt: skip
    """Say what a bundle is worth: signed and known, not signed, forged, replayed, of another scope, cut.

    Ends with 0 where it may be taken (under --strict with 4 where nobody known signed it), else with 3.

    \b
    phaseout bundle verify town-hall.zip --key collectors.txt --scope town-hall.scope
    """
    trusted = trusted_keys(keys)
    digest = None if scope is None else hashlib.sha256(small_file(scope)).hexdigest()
    with _plain(bundle_path, unseal) as path, CollectedBundle(path) as bundle:
        done = judge(bundle, trusted, scope=digest, taken=[_manifest(one, unseal) for one in seen])
    if form == "json":
        click.echo(json.dumps(judged_object(done, Language(lang)), ensure_ascii=True, indent=1))
    else:
        click.echo("\n".join(map(for_terminal, judged_lines(done, Language(lang)))))
    if not done.standing.is_taken:
        raise click.exceptions.Exit(Outcome.FAILED)
    if strict and done.standing is Standing.UNSIGNED:
        raise click.exceptions.Exit(Outcome.INCOMPLETE)


def _manifest(path: Path, unseal: Path | None) -> Manifest:
    with _plain(path, unseal) as plain, CollectedBundle(plain) as bundle:
        return bundle.manifest


@contextlib.contextmanager
def _plain(path: Path, unseal: Path | None) -> Iterator[Path]:
    """Give a bundle as it is, or as it was before it was sealed, in a folder that goes again."""
    if not is_sealed(path):
        yield path
        return
    if unseal is None:
        raise UsageError(
            "is sealed", where=str(path), remedy="name the private key it is sealed for with --unseal"
        )
    with tempfile.TemporaryDirectory(prefix="phaseout-") as folder:
        plain = Path(folder) / path.name
        plain.write_bytes(opened(path, loaded_key(unseal)))
        yield plain


def judged_lines(done: Judged, language: Language) -> list[str]:
    """Return what a bundle was found to be, as lines of text."""
    said = done.manifest
    lines = [
        language.text("bundle.collection", said.id[:16], said.collector, said.begun, said.ended),
        language.text("bundle.scope", said.scope.id),
        language.text("bundle.files", len(said.files), sum(one.size for one in said.files)),
    ]
    lines += [language.text("attest.signed", key_id(key)) for key in done.signers]
    lines += [language.text("attest.unknown", name) for name in done.strangers]
    lines += [language.text("bundle.scope-signed", key_id(key)) for key in done.scope_signers]
    lines += [_fault(one, language) for one in done.faults]
    if done.is_same:
        lines.append(language.text("bundle.same"))
    return [*lines, "", language.text(f"bundle.standing.{done.standing.value}")]


def judged_object(done: Judged, language: Language) -> dict[str, object]:
    """Return what a bundle was found to be, as JSON has it."""
    said = done.manifest
    return {
        "standing": done.standing.value,
        "collection": said.id,
        "collector": said.collector,
        "begun": said.begun,
        "ended": said.ended,
        "scope": said.scope._asdict(),
        "files": [one.value() for one in said.files],
        "counters": dict(said.counters),
        "signed": [key_id(key) for key in done.signers],
        "strangers": list(done.strangers),
        "scope_signed": [key_id(key) for key in done.scope_signers],
        "same": done.is_same,
        "faults": [
            {"code": one.code.value, "name": one.name, "text": _fault(one, language)} for one in done.faults
        ],
    }


def _fault(fault: Fault, language: Language) -> str:
    return language.text(f"bundle.{fault.code.value}", fault.name)
