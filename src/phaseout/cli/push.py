"""``phaseout push``: what a saved document observed, handed to a server of ``phaseout serve``."""

import hashlib
import os
from pathlib import Path

import click

from phaseout.cli.pushing import Push, Server, push
from phaseout.domain.problem import SourceError, UsageError
from phaseout.report.pushed import SUFFIX, pushed
from phaseout.report.reading import read_document
from phaseout.report.safe_text import for_terminal

TOKEN = "PHASEOUT_TOKEN"  # noqa: S105 # the name of a variable
HOW = f"make a token for bringing in what was found, and put it into a file (--token-file) or into {TOKEN}"


@click.command()
@click.argument("document", type=click.Path(path_type=Path), metavar="DOC.json")
@click.option("--server", required=True, metavar="URL", help="Where phaseout is served: https://….")
@click.option("--site", metavar="REF", help="Site where everything in it stands, by its reference.")
@click.option("--organisation", type=int, metavar="ID",
              help="Whose the things are; the site's, else the token's, if left out.")  # fmt: skip
@click.option("--name", metavar="TEXT", help="What the survey is called there.")
@click.option("--token-file", type=click.Path(path_type=Path), metavar="FILE",
              help=f"File that holds the token; else it is taken from {TOKEN}.")  # fmt: skip
def command(
    document: Path, server: str, site: str | None, organisation: int | None, name: str | None,
    token_file: Path | None,
) -> None:  # fmt: skip
    """Hand what a saved document observed to a server.

    What was observed is sent, with its places, and never what was concluded: the server decides anew, with
    its own register and the roles of the organisation. Nothing is taken over into the estate before
    somebody looks at the survey. The same document sent twice within a day is one survey.

    \b
    phaseout push report.json --server https://phaseout.example.org --site city-hall --token-file token
    """
    where = Server.of(server)
    token = _token(token_file)
    content = pushed(read_document(document))
    told = {"site_ref": site, "organisation": organisation, "name": name or document.name}
    fields = {field: str(value) for field, value in told.items() if value is not None}
    sent = Push(fields=fields, file=document.name + SUFFIX, content=content, key=_key(document, fields))
    survey = push(where, token, sent)
    click.echo(for_terminal(f"survey {survey.id} ({survey.state}): {where.address}/surveys/{survey.id}/"))


def _token(path: Path | None) -> str:
    """Return the token, which stands in no list of processes and no history of a shell.

    Raises:
        UsageError: there is none, or it is none.
    """
    try:
        given = path.read_text("utf-8") if path else os.environ.get(TOKEN, "")
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is no text"
        raise UsageError(f"the token cannot be read: {said}", where=str(path), remedy=HOW) from error
    token = given.strip()
    if not token:
        raise UsageError("there is no token", where=str(path) if path else TOKEN, remedy=HOW)
    if not token.isascii() or not token.isprintable() or " " in token:
        raise UsageError("what stands there is no token", where=str(path) if path else TOKEN, remedy=HOW)
    return token


def _key(document: Path, fields: dict[str, str]) -> str:
    """Return what the server knows the push by: the document's digest, and where it goes."""
    try:
        found = hashlib.sha256(document.read_bytes())
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(document)) from error
    for name, value in sorted(fields.items()):
        found.update(f"\n{name}={value}".encode())
    return f"push-{found.hexdigest()}"
