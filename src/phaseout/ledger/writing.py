"""How do decisions become the next leaves of a ledger?

Whoever keeps the ledger stores what ``append`` returns beside the hashes the tree put by, in one transaction.
What that does not keep is not written, so that a leaf and its hash are there together or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from phaseout.ledger.leaf import Leaf, State, written_at
from phaseout.ledger.merkle import leaf_hash
from phaseout.ledger.opening import Opening, hidden
from phaseout.ledger.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What happened, before it has a place in a ledger."""

    actor: str
    kind: str
    subject: str
    before: State | None
    after: State | None
    private: Mapping[str, object] = field(default_factory=dict)
    """What may have to be forgotten, by name: the leaf has its commitment alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A leaf, as it is to be kept for ever, and what it hides, as long as that may be kept."""

    leaf: Leaf
    line: bytes
    openings: tuple[Opening, ...]


def append(
    tree: Tree, origin: str, entries: Sequence[Entry], *, now: datetime, last: str | None
) -> list[Written]:
    """Put entries behind the leaves of a tree, and return what is to be kept of them.

    Args:
        tree: of the ledger, at its present size.
        origin: the name of the ledger.
        entries: in the order they happened.
        now: with its time zone.
        last: the time of the last leaf, ``None`` in an empty ledger.

    Raises:
        LeafError: an entry says what no leaf can carry. Nothing is put into the tree.
    """
    at, written = written_at(now, last), []
    for sequence, entry in enumerate(entries, tree.size):
        private, openings = hidden(sequence, entry.private)
        leaf = Leaf(
            tree=origin,
            sequence=sequence,
            at=at,
            actor=entry.actor,
            kind=entry.kind,
            subject=entry.subject,
            before=entry.before,
            after=entry.after,
            private=private,
        )
        written.append(Written(leaf=leaf, line=leaf.line(), openings=tuple(openings)))
    tree.append([leaf_hash(one.line) for one in written])
    return written
