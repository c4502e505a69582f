"""Do decisions become leaves that verify, all or none of them?"""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledgers import KEY, ORIGIN
from phaseout.ledger.checkpoint import Checkpoint, Signed
from phaseout.ledger.finding import Verdict
from phaseout.ledger.leaf import LeafError
from phaseout.ledger.merkle import EMPTY
from phaseout.ledger.opened import Bundle
from phaseout.ledger.packing import pack_ledger
from phaseout.ledger.tree import NodesInMemory, Tree
from phaseout.ledger.verifying import verify
from phaseout.ledger.writing import Entry, append

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
BEFORE_NOON = datetime(2026, 11, 27, 11, 59, tzinfo=UTC)


def entry(number: int, **private: object) -> Entry:
    return Entry(
        actor="user-1", kind="finding.judged", subject=f"finding-{number}", before={"state": "open"},
        after={"state": "accepted"}, private=private,
    )  # fmt: skip


def test_what_was_decided_is_verified_from_its_bundle_with_what_is_private(tmp_path: Path) -> None:
    tree = Tree(NodesInMemory(), 0)
    first = append(tree, ORIGIN, [entry(1), entry(2, remark="roof", name="Ada")], now=NOON, last=None)
    later = append(
        tree, ORIGIN, [entry(3, remark=["any", {"value": 1}])], now=BEFORE_NOON, last=first[-1].leaf.at
    )
    written = [*first, *later]
    assert [one.leaf.sequence for one in written] == [0, 1, 2]
    assert [one.leaf.at for one in written] == ["2026-11-27T12:00:00Z"] * 3
    assert b"roof" not in b"".join(one.line for one in written)
    note = Checkpoint(origin=ORIGIN, size=3, root=tree.root()).note().signed(KEY)
    path, stream = tmp_path / "bundle.zip", io.BytesIO()
    pack_ledger(
        stream, tree, origin=ORIGIN, leaves=[one.line for one in written], checkpoints=[note], keys=[KEY.verifier],
        openings=[opening for one in written for opening in one.openings],
    )  # fmt: skip
    path.write_bytes(stream.getvalue())
    with Bundle(path) as bundle:
        done = verify(bundle, [KEY.verifier], [Signed(checkpoint=Checkpoint.of(note.text), note=note)])
    assert (done.verdict, done.leaves, done.disclosed, done.hidden) == (Verdict.VERIFIED, 3, 3, 0)


def test_where_one_entry_is_none_nothing_is_put_into_the_tree() -> None:
    tree = Tree(NodesInMemory(), 0)
    with pytest.raises(LeafError):
        append(
            tree,
            ORIGIN,
            [entry(1), Entry(actor="", kind="x", subject="y", before=None, after=None)],
            now=NOON,
            last=None,
        )
    with pytest.raises(LeafError):
        append(tree, ORIGIN, [entry(1, price=2**53)], now=NOON, last=None)
    assert (tree.size, tree.root()) == (0, EMPTY)
    assert append(tree, ORIGIN, [], now=NOON, last=None) == []
