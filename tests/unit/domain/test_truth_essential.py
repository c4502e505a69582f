"""Is a tree cut to what bears on the answer, and each shared part of several trees only once?"""

from phaseout.domain.truth import Reason, Truth


def leaf(code: str, truth: Truth) -> Reason:
    return Reason(code=code, truth=truth)


def over(code: str, truth: Truth, *because: Reason) -> Reason:
    return Reason(code=code, truth=truth, because=because)


SHARED = over("covered", Truth.NO, leaf("kind", Truth.YES), leaf("maker", Truth.NO))
BUY = over("buy", Truth.NO, SHARED, leaf("bound", Truth.YES))
USE = over("use", Truth.NO, SHARED, leaf("bound", Truth.YES))


def test_trees_that_share_a_part_share_what_is_left_of_it() -> None:
    known: dict[int, Reason] = {}
    buy, use = BUY.essential(known), USE.essential(known)
    assert buy.because[0] is use.because[0]
    assert buy.because == (over("covered", Truth.NO, leaf("maker", Truth.NO)),)


def test_it_is_the_same_whether_parts_are_shared_or_not() -> None:
    known: dict[int, Reason] = {}
    for tree in (BUY, USE, BUY):
        assert tree.essential(known) == tree.essential()
