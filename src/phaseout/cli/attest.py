"""``phaseout attest``: who signs for a survey, and is a file among those it speaks of?"""

import hashlib
from pathlib import Path

import click

from phaseout.cli.keys import trusted_keys
from phaseout.cli.options import lang_option
from phaseout.cli.outcome import Outcome
from phaseout.cli.whole_file import whole_file
from phaseout.domain.problem import SourceError, UsageError
from phaseout.ledger.canonical import canonical, read_strictly
from phaseout.ledger.envelope import LARGEST, Envelope, EnvelopeError, key_id
from phaseout.ledger.key import SigningKey
from phaseout.report.attestation import PAYLOAD_TYPE, Attestation, NamedFile
from phaseout.report.language import Language
from phaseout.report.reading import read_document
from phaseout.report.safe_text import for_terminal


@click.group()
def command() -> None:
    """Sign for a saved document, and verify what somebody signed (in-toto, offline)."""


@command.command()
@click.argument("document", type=click.Path(path_type=Path), metavar="DOC.json")
@click.option("--key", "key_file", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Your private key; 'phaseout ledger key' makes one.")  # fmt: skip
@click.option("-o", "--output", "target", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="The signed statement, an in-toto statement in a DSSE envelope.")  # fmt: skip
def sign(document: Path, key_file: Path, target: Path) -> None:
    """Sign for DOC.json: which document it is, of which files, by which register, and what was not read.

    \b
    phaseout attest sign survey.json --key surveys.key -o survey.intoto.json
    """
    if target.resolve() in (document.resolve(), key_file.resolve()):
        raise UsageError("would overwrite what is read", where=str(target), remedy="name another file")
    saved = read_document(document)
    named = NamedFile(name=document.name, sha256=_sha256(document))
    made = Attestation.of(named, saved.header, saved.trailer).statement()
    envelope = Envelope(payload=canonical(made), payload_type=PAYLOAD_TYPE)
    with whole_file(target) as stream:
        stream.write(bytes(envelope.signed(SigningKey.load(key_file))))


@command.command()
@click.argument("statement", type=click.Path(path_type=Path), metavar="STATEMENT")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE…]")
@click.option("--key", "keys", multiple=True, metavar="FILE|TEXT",
              help="A trusted public key, or a file of such; may be given again.")  # fmt: skip
@click.option("--strict", is_flag=True, help="End with 4 where something cannot be told.")
@lang_option
def verify(statement: Path, files: tuple[Path, ...], keys: tuple[str, ...], strict: bool, lang: str) -> None:
    """Say who signed STATEMENT, what it says, and whether each FILE is the document or a file it is of.

    Ends with 3 where a signature is forged or a FILE is none of those; where nobody known signed, with 0,
    under --strict with 4.

    \b
    phaseout attest verify survey.intoto.json survey.json scan.xml --key city.example/surveys+1f2e…+AR…
    """
    envelope, said = _opened(statement)
    language = Language(lang)
    signed = envelope.judged(trusted_keys(keys))
    is_broken = bool(signed.forged)
    lines = [language.text("attest.signed", key_id(key)) for key in signed.good]
    lines += [language.text("attest.forged", key_id(key)) for key in signed.forged]
    lines += [language.text("attest.unknown", name) for name in signed.unknown]
    lines += _said(said, language)
    for path in files:
        names = said.names_of(_sha256(path))
        is_broken = is_broken or not names
        key = "attest.file" if names else "attest.stranger"
        lines.append(language.text(key, path, ", ".join(names)))
    unsure = "attest.verified" if signed.good else "attest.undetermined"
    lines += ["", language.text("attest.broken" if is_broken else unsure)]
    click.echo("\n".join(map(for_terminal, lines)))
    if is_broken:
        raise click.exceptions.Exit(Outcome.FAILED)
    if strict and not signed.good:
        raise click.exceptions.Exit(Outcome.INCOMPLETE)


def _said(said: Attestation, language: Language) -> list[str]:
    """Return what a statement says, as lines."""
    lines = [
        language.text("attest.document", said.document.name, said.as_of, said.register),
        language.text("attest.sources", len(said.sources), said.assets, said.unidentified),
    ]
    if said.unread or said.not_examined:
        lines.append(language.text("attest.missed", said.unread, len(said.not_examined)))
    return lines


def _opened(path: Path) -> tuple[Envelope, Attestation]:
    """Return an envelope and the statement in it.

    Raises:
        SourceError: it cannot be read, or holds no statement on a survey.
    """
    try:
        with path.open("rb") as file:
            envelope = Envelope.of(file.read(LARGEST + 1))
        if envelope.payload_type != PAYLOAD_TYPE:
            raise EnvelopeError("holds no in-toto statement")
        return envelope, Attestation.of_statement(read_strictly(envelope.payload))
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except SourceError as error:
        raise SourceError(error.what, where=error.where or str(path), remedy=error.remedy) from error


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
