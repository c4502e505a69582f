"""How does a ledger leave in one file, or as some of its leaves with their proofs?"""

import tempfile
from collections.abc import Sequence
from typing import BinaryIO, cast

from phaseout.ledger.checkpoint import Checkpoint as State
from phaseout.ledger.checkpoint import Signed
from phaseout.ledger.key import VerifierKey
from phaseout.ledger.note import Note
from phaseout.ledger.packing import pack_leaves, pack_ledger
from phaseout.ledger.tree import Tree
from phaseout.web.ledger.models import Leaf
from phaseout.web.ledger.queries import Moment, disclosed, disclosed_of, keys_of, lines_of, states_of
from phaseout.web.ledger.services.nodes import NodesAsTheyAre, NodeTable


class NotSignedError(Exception):
    """No state that was signed has the leaf yet."""


def packed(moment: Moment, stream: BinaryIO) -> None:
    """Write a whole ledger as it stood at a moment, with whatever was done to its rows.

    Where a hash was taken out, one that no leaf has stands in its place: whoever verifies it sees where.
    """
    ledger = moment.ledger
    pack_ledger(
        stream,
        Tree(NodesAsTheyAre(ledger.pk), ledger.size),
        origin=ledger.origin,
        leaves=lines_of(moment),
        openings=disclosed(moment),
        checkpoints=[Note.of(one.encode()) for one in states_of(moment)],
        keys=[VerifierKey.of(text) for text in keys_of(ledger)],
    )


def bundle_of(moment: Moment) -> BinaryIO:
    """Return a file that has a whole ledger, at its beginning."""
    file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - whoever reads it closes it
    packed(moment, file)
    file.seek(0)
    return file


def excerpt_of(moment: Moment, leaves: Sequence[Leaf], *, is_first: bool = False) -> BinaryIO:
    """Return a file with some leaves and what proves each, at its beginning.

    Args:
        moment: of the ledger.
        leaves: by their sequence.
        is_first: whether they are proven in the first state that has all of them, instead of the newest.

    Raises:
        NotSignedError: no state that was signed has all of them.
        BundleError: a leaf is not the one that was signed.
        KeyError: a hash was taken out.
    """
    states = [_signed(text) for text in states_of(moment)]
    if not states or states[-1].checkpoint.size <= leaves[-1].sequence:
        raise NotSignedError
    if is_first:
        enough = next(n for n, one in enumerate(states) if one.checkpoint.size > leaves[-1].sequence)
        states = states[: enough + 1]
    file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - whoever reads it closes it
    pack_leaves(
        file,
        Tree(NodeTable(moment.ledger.pk), moment.ledger.size),
        leaves={one.sequence: bytes(one.line) for one in leaves},
        openings=[one.line() for one in disclosed_of(leaves)],
        states=states,
        keys="".join(f"{text}\n" for text in keys_of(moment.ledger)).encode(),
    )
    file.seek(0)
    return file


def _signed(text: str) -> Signed:
    note = Note.of(text.encode())
    return Signed(checkpoint=State.of(note.text), note=note)
