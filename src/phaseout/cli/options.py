"""Which options do several commands share, and what do their values mean?"""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import click

from phaseout.domain.counting import counted
from phaseout.domain.facts import Context
from phaseout.domain.problem import RegisterError, UsageError
from phaseout.register.named import NAME_IT, unclear, with_institutions
from phaseout.register.query import Register

OFFERED = 3
"""Words offered in place of a wrong one."""
_PART = re.compile(r"[a-z0-9]{3,}")
F = TypeVar("F", bound=Callable[..., object])


class IsoDate(click.ParamType[date]):
    """A day such as 2026-11-23."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Parse the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day such as 2026-11-23", param, ctx)


class Days(click.ParamType[int]):
    """A number of days such as 180d."""

    name = "days"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Parse the number."""
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"(\d{1,6})d?", str(value))
        if match is None:
            self.fail(f"{value!r} is no number of days such as 180d", param, ctx)
        return int(match[1])


def as_of_option(command: F) -> F:
    """Add ``--as-of``."""
    return click.option("--as-of", type=IsoDate(), help="The day the law is asked about (default: today).")(
        command
    )


def register_option(command: F) -> F:
    """Add ``--register``."""
    return click.option(
        "--register",
        "register_at",
        metavar="EDITION|PATH",
        help="The register that answers, or a folder laid over the one built in (default: built in).",
    )(command)


def lang_option(command: F) -> F:
    """Add ``--lang``."""
    return click.option(
        "--lang",
        type=click.Choice(["en", "fr"]),
        default="en",
        show_default=True,
        help="Language of the answer.",
    )(command)


def document_option(command: F) -> F:
    """Add ``--from``."""
    return click.option(
        "--from",
        "document",
        required=True,
        type=click.Path(path_type=Path),
        metavar="DOC.json",
        help="A document written by 'phaseout survey -o json=DOC.json'.",
    )(command)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a remedy that names the known words most like a wrong one, empty where none is like it.

    ``canadian-city`` is like ``ca/city-council``: spelled like it, or one of its words is there.
    """
    words = list(known)
    tails = {one.rpartition("/")[2]: one for one in words}
    found = difflib.get_close_matches(word.lower(), (*words, *tails), n=OFFERED, cutoff=0.6)
    close = list(dict.fromkeys(tails.get(one, one) for one in found)) or _sharing(word, words)
    return f"perhaps {' or '.join(close)}" if close else ""


def _sharing(word: str, words: Iterable[str]) -> list[str]:
    """Return the first few of the words that share most of their parts with a wrong one."""
    parts = set(_PART.findall(word.lower()))
    shared = {one: len(parts.intersection(_PART.findall(one))) for one in words}
    best = max(shared.values(), default=0)
    return [one for one, count in shared.items() if count == best][:OFFERED] if best else []


def remedy_of(*parts: str) -> str:
    """Return what to do, of what there is to say of it."""
    return "; ".join(filter(None, parts))


def today() -> date:
    """Return the day it is; nothing below the command line asks the clock."""
    return datetime.now(tz=UTC).astimezone().date()


def now_stamp() -> str:
    """Return the time it is, UTC to the second."""
    return datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_register(where: str | None, *, max_age: int | None = None) -> Register:
    """Open the register an option names.

    Raises:
        RegisterError: unusable, another edition, or older than ``max_age`` days.
    """
    register = Register.open(where)
    if max_age is not None:
        age = (today() - register.closed).days
        if age > max_age:
            old = counted(age, "day")
            raise RegisterError(
                f"edition {register.edition} is {old} old, over the {max_age} that --max-age allows",
                remedy="install a newer edition",
            )
    return register


def checked_context(
    context: Context, roles: tuple[str, ...], institutions: tuple[str, ...], register: Register
) -> Context:
    """Return the context with what the command line adds, every word of it known to the register.

    Raises:
        UsageError: a role, an institution or a value nobody knows, which would silently answer
            "does not apply".
    """
    context = replace(
        context,
        roles=tuple(dict.fromkeys((*context.roles, *roles))),
        named=tuple(dict.fromkeys((*context.named, *institutions))),
    )
    faults, remedies = [], []
    if unknown := _unknown_words(context, register):
        faults.append("not known: " + "; ".join(unknown))
        known = register.vocabulary.roles
        remedies += [nearest(role, known) for role in context.roles if role not in known]
        remedies.append("'phaseout roles' lists the roles, docs/context.md the other words")
    if unsure := unclear(context.named, register):
        faults += unsure
        remedies.append(NAME_IT)
    if faults:
        raise UsageError("; ".join(faults), remedy=remedy_of(*remedies))
    return with_institutions(context, register)


def _unknown_words(context: Context, register: Register) -> list[str]:
    """Return each role and each value of a fact that is no word of the register, with its place."""
    return [f"role {role!r}" for role in context.roles if role not in register.vocabulary.roles]
