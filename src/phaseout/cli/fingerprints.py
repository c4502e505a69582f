"""Which fingerprints of others does a survey use besides the register's?"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from phaseout.domain.counting import counted
from phaseout.domain.document import GivenRules
from phaseout.domain.party import Brand, Fingerprint
from phaseout.register.query import Register
from phaseout.report.safe_text import for_terminal

F = TypeVar("F", bound=Callable[..., object])
SHOWN = 5
"""Patterns that say nothing here, shown one by one."""


class Added(NamedTuple):
    """Fingerprints of others, and where they are from."""

    fingerprints: tuple[Fingerprint, ...] = ()
    given: tuple[GivenRules, ...] = ()


def fingerprints_option(command: F) -> F:
    """Add ``--fingerprints``."""
    return click.option(
        "--fingerprints",
        "fingerprints_at",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Rapid7 Recog's XML files, asked where the register's own fingerprints are silent.",
    )(command)


def added_fingerprints(directory: Path | None, register: Register, *, quiet: bool) -> Added:
    """Read the fingerprints of a folder, and say on stderr what of it is not used."""
    if directory is None:
        return Added()
    from phaseout.register.recog import read_recog

    recog = read_recog(directory, by_name(register))
    if not quiet:
        added = counted(len(recog.fingerprints), "fingerprint")
        click.echo(f"{added} added; {recog.given.unused} not used", err=True)
        for line in recog.passed_over[:SHOWN]:
            click.echo(for_terminal(f"  {line}"), err=True)
    return Added(recog.fingerprints, (recog.given,))


def by_name(register: Register) -> dict[str, Brand]:
    """Return brands by every name and word they go by, lower case."""
    found: dict[str, Brand] = {}
    for brand in register.brands.values():
        for name in (brand.name, *brand.aliases, *brand.words):
            found.setdefault(name.lower(), brand)
    return found
