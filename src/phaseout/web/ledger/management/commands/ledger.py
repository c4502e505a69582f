"""``python -m phaseout.web ledger``: the key of this server, and a ledger verified or handed out."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phaseout.domain.problem import PhaseoutError
from phaseout.ledger.checkpoint import read_checkpoints
from phaseout.ledger.finding import Verdict
from phaseout.ledger.words import lines
from phaseout.web.estate.queries import organisation_named
from phaseout.web.ledger.queries import ledger_of, moment_of
from phaseout.web.ledger.services.checking import verified
from phaseout.web.ledger.services.keys import key_file, succeed
from phaseout.web.ledger.services.packing import packed

BROKEN = 3
"""The exit code of ``phaseout ledger verify`` where a ledger is broken."""


class Command(BaseCommand):
    """Ledgers of this server."""

    help = "Print or change the key that signs ledgers; verify a ledger where it is kept; hand it out."

    def add_arguments(self, parser: Any) -> None:
        """Take what is to be done."""
        does = parser.add_subparsers(dest="does", required=True)
        key = does.add_parser("key", help="Print the public half of the key that signs, made where none was.")
        key.add_argument("--succeed", action="store_true", help="Let a new key sign from now on.")
        bundle = does.add_parser("bundle", help="Write the ledger of an organisation into a file.")
        bundle.add_argument("organisation", help="Its number, or its name in either language.")
        bundle.add_argument("file", type=Path)
        check = does.add_parser("verify", help="Verify the ledger of an organisation, and what it tells of.")
        check.add_argument("organisation", help="Its number, or its name in either language.")
        check.add_argument("--witness", type=Path, help="A file of signed states that somebody kept.")
        check.add_argument("--lang", choices=("en", "fr"), default="en")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it."""
        try:
            getattr(self, f"_{options['does']}")(options)
        except PhaseoutError as error:
            raise CommandError(error.diagnosis()) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error

    def _key(self, options: dict[str, Any]) -> None:
        key = succeed() if options["succeed"] else key_file().verifier
        self.stdout.write(str(key))

    def _bundle(self, options: dict[str, Any]) -> None:
        ledger = ledger_of(organisation_named(options["organisation"]))
        with options["file"].open("xb") as stream:
            packed(moment_of(ledger), stream)

    def _verify(self, options: dict[str, Any]) -> None:
        ledger = ledger_of(organisation_named(options["organisation"]))
        path = options["witness"]
        seen = read_checkpoints(path.read_bytes(), str(path)) if path else []
        done = verified(ledger, seen)
        self.stdout.write("\n".join(lines(done, options["lang"])))
        if done.verdict is Verdict.BROKEN:
            sys.exit(BROKEN)
