"""Which institutions does a context name, and which of its names are not certain?"""

from collections.abc import Iterable
from dataclasses import replace
from textwrap import shorten

from phaseout.domain.facts import Context
from phaseout.domain.institution import Institution
from phaseout.domain.problem import UsageError
from phaseout.register.directory import Found, How
from phaseout.register.query import Register

ONLY_FEDERAL = (
    "the table holds federal institutions of Canada only; whoever is none says --role ID ('phaseout roles')"
)
NAME_IT = f"give the full name or the id; 'phaseout institutions' lists them all; {ONLY_FEDERAL}"
LISTED = 8
"""Candidates said in one message; the rest is counted."""
LONGEST = 64
"""Characters of a name in a message: the Act names two bodies in a sentence each."""


def with_institutions(context: Context, register: Register) -> Context:
    """Return the context with the institutions its names mean; names that were looked up stay so.

    Raises:
        UsageError: a name that is none or may be several; all of them are said. Nothing is guessed,
            because another institution has other roles and so another answer.
    """
    if not context.named:
        return context
    if faults := unclear(context.named, register):
        raise UsageError("; ".join(faults), remedy=NAME_IT)
    meant = (register.directory.find(name).one for name in context.named)
    by_id = {one.id: one for one in (*context.institutions, *meant) if one is not None}
    return replace(context, named=(), institutions=tuple(by_id.values()))


def unclear(names: Iterable[str], register: Register) -> list[str]:
    """Return, for each name that does not mean one institution, what it may mean."""
    directory = register.directory
    return [_said(name, found) for name in names if (found := directory.find(name)).one is None]


def candidates(institutions: Iterable[Institution]) -> str:
    """Return institutions as one enumeration: id and name of the law."""
    said = [f"{one.id} ({shorten(one.name.en, LONGEST, placeholder='…')})" for one in institutions]
    more = f" and {len(said) - LISTED} more" if len(said) > LISTED else ""
    return ", ".join(said[:LISTED]) + more


def _said(name: str, found: Found) -> str:
    if not found.institutions:
        return f"no institution is called {name!r}"
    if found.how is How.ALIKE:
        return f"no institution is called {name!r}; perhaps {candidates(found.institutions)}"
    return f"{name!r} may be {candidates(found.institutions)}"
