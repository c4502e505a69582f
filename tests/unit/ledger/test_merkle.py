"""Are roots and proofs those of RFC 6962, as other implementations have them?"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from hashlib import sha256
from itertools import pairwise, takewhile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from pymerkle.proof import ConsistencyProof

from phaseout.ledger.merkle import (
    EMPTY,
    Growing,
    leaf_hash,
    node_hash,
    proves_consistency,
    proves_inclusion,
    split,
)
from phaseout.ledger.nodes_file import NodesFile
from phaseout.ledger.tree import NodesInMemory, Place, Tree

# The eight leaves that Certificate Transparency's implementations are tested with, and the roots of the first 1, 2 … 8.
LEAVES = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# (leaf, of so many) → the hashes that prove it; (old size, size) → those that prove that one goes on from the other.
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}  # fmt: skip
CONSISTENCY = {
    (1, 1): [],
    (1, 8): INCLUSION[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def tree_of(leaves: list[bytes]) -> Tree:
    tree = Tree(NodesInMemory(), 0)
    tree.append([leaf_hash(one) for one in leaves])
    return tree


def entries(count: int) -> list[bytes]:
    return [f"leaf {index}".encode() for index in range(count)]


def hashes(*texts: str) -> list[bytes]:
    return [bytes.fromhex(one) for one in texts]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Tree(NodesInMemory(), 0).root() == Growing().root() == EMPTY == sha256().digest()


@pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS, 1)))
def test_the_roots_are_those_of_certificate_transparency(size: int, root: str) -> None:
    assert tree_of(LEAVES).root(size).hex() == tree_of(LEAVES[:size]).root().hex() == root


@pytest.mark.parametrize(("of", "proof"), INCLUSION.items())
def test_a_leaf_is_proven_by_the_listed_hashes(of: tuple[int, int], proof: list[str]) -> None:
    index, size = of
    assert [one.hex() for one in tree_of(LEAVES).inclusion(index, size)] == proof
    assert proves_inclusion(
        leaf_hash(LEAVES[index]), index, size, hashes(*proof), bytes.fromhex(ROOTS[size - 1])
    )


@pytest.mark.parametrize(("of", "proof"), CONSISTENCY.items())
def test_going_on_is_proven_by_the_listed_hashes(of: tuple[int, int], proof: list[str]) -> None:
    old, size = of
    assert [one.hex() for one in tree_of(LEAVES).consistency(old, size)] == proof
    assert proves_consistency(old, *hashes(ROOTS[old - 1]), size, *hashes(ROOTS[size - 1]), hashes(*proof))


def independent(count: int) -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for one in entries(count):
        tree.append_entry(one)
    return tree


def test_an_independent_implementation_has_the_same_roots_at_every_size_up_to_300() -> None:
    theirs, ours = independent(300), tree_of(entries(300))
    assert [theirs.get_root(size) for size in range(1, 301)] == [ours.root(size) for size in range(1, 301)]


@pytest.mark.parametrize("size", [*range(1, 301, 7), 300, 4097])
def test_an_independent_implementation_has_the_same_proofs(size: int) -> None:
    theirs, ours = independent(size), tree_of(entries(size))
    for index in {0, size // 3, size // 2, size - 1}:
        # Its path begins with the hash of the leaf, which RFC 6962 does not send.
        assert theirs.prove_inclusion(index + 1, size).path[1:] == ours.inclusion(index)
    for old in {1, size // 3, size // 2, size - 1, size} - {0}:
        assert as_rfc_sends_it(theirs.prove_consistency(old, size), ours.root(old)) == ours.consistency(old)


def as_rfc_sends_it(proof: ConsistencyProof, old_root: bytes) -> list[bytes]:
    """Return the hashes of pymerkle's proof as RFC 6962 sends them.

    Where the old tree ends with a subtree, pymerkle sends what stands right of it in parts, of which RFC 6962 sends the
    root, after that subtree; and it sends the old root also where it is a subtree, which RFC 6962 leaves out.
    """
    parts = list(takewhile(lambda at: proof.subset[at] == 0, range(len(proof.path))))
    rest = proof.path[len(parts) :]
    if parts:
        rest.insert(1, reduce(node_hash, (proof.path[at] for at in parts)))
    return rest[1:] if rest[0] == old_root else rest


@given(st.integers(1, 400), st.data())
def test_every_proof_holds_and_no_altered_one_does(size: int, data: st.DataObject) -> None:
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    tree = tree_of(entries(size))
    leaf, root = leaf_hash(b"leaf %d" % index), tree.root()
    proof, going = tree.inclusion(index), tree.consistency(old)
    assert proves_inclusion(leaf, index, size, proof, root)
    assert proves_consistency(old, tree.root(old), size, root, going)
    other = bytes(32)
    assert not proves_inclusion(other, index, size, proof, root)
    assert not proves_inclusion(leaf, index, size, [*proof, other], root)
    assert not any(proves_inclusion(leaf, index, size, one, root) for one in altered(proof))
    assert not any(proves_consistency(old, tree.root(old), size, root, one) for one in altered(going))
    assert not proves_consistency(old, other, size, root, going)
    assert not proves_consistency(old, tree.root(old), size, root, [*going, other])


def altered(proof: list[bytes]) -> list[list[bytes]]:
    """Return the proof with one hash of zeroes, with one left out, and with two changed about."""
    at = range(len(proof))
    changed = [[*proof[:i], bytes(32), *proof[i + 1 :]] for i in at]
    about = [[*proof[:i], proof[j], proof[i], *proof[j + 1 :]] for i, j in pairwise(at)]
    return [*changed, *([*proof[:i], *proof[i + 1 :]] for i in at), *about]


@given(st.lists(st.integers(0, 70), max_size=12))
def test_a_tree_is_the_same_in_whatever_portions_it_grew(portions: list[int]) -> None:
    leaves = [leaf_hash(one) for one in entries(sum(portions))]
    tree, growing, at = Tree(NodesInMemory(), 0), Growing(), 0
    for portion in portions:
        tree.append(leaves[at : at + portion])
        at += portion
        for one in leaves[growing.size : at]:
            growing.add(one)
        assert tree.root() == growing.root() == definition(leaves[:at])
    assert tree.leaves(0, at) == leaves


def definition(leaves: list[bytes]) -> bytes:
    """Return the root as the RFC defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    middle = split(len(leaves))
    return node_hash(definition(leaves[:middle]), definition(leaves[middle:]))


@pytest.mark.parametrize(
    "ask",
    [
        lambda tree: tree.root(9),
        lambda tree: tree.inclusion(8),
        lambda tree: tree.inclusion(3, 3),
        lambda tree: tree.inclusion(0, 9),
        lambda tree: tree.consistency(0),
        lambda tree: tree.consistency(9),
        lambda tree: tree.leaves(7, 9),
    ],
)
def test_what_is_not_in_the_tree_is_not_proven(ask: Callable[[Tree], object]) -> None:
    with pytest.raises(ValueError, match=r"lea(f|ves)"):
        ask(tree_of(LEAVES))


@pytest.mark.parametrize(("index", "size"), [(-1, 8), (8, 8), (0, 0)])
def test_a_proof_of_a_leaf_outside_holds_nothing(index: int, size: int) -> None:
    assert not proves_inclusion(leaf_hash(b""), index, size, [], leaf_hash(b""))


def test_a_root_does_not_prove_itself() -> None:
    root = bytes.fromhex(ROOTS[7])
    assert not proves_inclusion(root, 0, 8, [], root)
    assert not proves_consistency(4, root, 8, root, [])


@pytest.mark.parametrize(("old", "size"), [(0, 8), (9, 8), (3, 8)])
def test_a_proof_without_hashes_shows_no_going_on(old: int, size: int) -> None:
    assert not proves_consistency(old, bytes(32), size, bytes(32), [])


def test_a_file_keeps_a_tree_and_takes_no_hash_twice(tmp_path: Path) -> None:
    leaves = [leaf_hash(one) for one in entries(1000)]
    with NodesFile(tmp_path / "tree.sqlite") as nodes:
        Tree(nodes, nodes.size()).append(leaves[:333])
    with NodesFile(tmp_path / "tree.sqlite") as nodes:
        tree = Tree(nodes, nodes.size())
        assert tree.size == 333
        tree.append(leaves[333:])
        assert tree.root() == definition(leaves)
        with pytest.raises(sqlite3.IntegrityError):
            Tree(nodes, 998).append([bytes(32)] * 3)
        assert nodes.size() == 1000
        assert tree.root() == definition(leaves)
        with pytest.raises(KeyError):
            nodes.get([Place(0, 1000)])


def test_two_that_write_at_once_do_not_both_succeed() -> None:
    nodes = NodesInMemory()
    first, second = Tree(nodes, 0), Tree(nodes, 0)
    first.append([leaf_hash(b"one")])
    with pytest.raises(ValueError, match="taken"):
        second.append([leaf_hash(b"other")])
    assert first.root() == leaf_hash(b"one")
    for missing in (Place(0, 1), Place(1, 0)):
        with pytest.raises(KeyError):
            nodes.get([missing])


class Asked:
    """Nodes of a tree of any size, that say how much they were asked."""

    def __init__(self) -> None:
        self.places: list[Place] = []

    def get(self, places: Sequence[Place]) -> Mapping[Place, bytes]:
        self.places = list(places)
        return dict.fromkeys(places, bytes(32))

    def put(self, hashes: Iterable[tuple[Place, bytes]]) -> None:
        raise AssertionError(list(hashes))


@given(st.integers(1, 2**40), st.data())
def test_a_proof_of_a_large_tree_asks_once_for_few_hashes(size: int, data: st.DataObject) -> None:
    nodes = Asked()
    tree, levels = Tree(nodes, size), size.bit_length()
    assert len(tree.inclusion(data.draw(st.integers(0, size - 1)))) <= levels
    assert len(nodes.places) <= 2 * levels
    assert len(tree.consistency(data.draw(st.integers(1, size)))) <= levels + 1
    assert len(nodes.places) <= 2 * levels
    tree.root()
    assert len(nodes.places) <= levels
    assert all((place.at + 1) << place.level <= size for place in nodes.places)
