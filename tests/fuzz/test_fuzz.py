"""Does no content make a parser raise, whatever a stranger sends? For longer: ``tests/fuzz/run.py``."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fuzz.parsers import PARSERS
from fuzz.seeds import SEEDS

CHANGES = some.lists(some.tuples(some.integers(0, 4_000), some.binary(max_size=6)), max_size=6)


@pytest.mark.parametrize("name", PARSERS)
@given(data=some.binary(max_size=600))
def test_any_bytes_are_read_without_a_fault(name: str, data: bytes) -> None:
    PARSERS[name](data)


@pytest.mark.parametrize("name", PARSERS)
@given(seed=some.sampled_from(SEEDS), changes=CHANGES, cut=some.integers(0, 4_000))
def test_a_changed_answer_is_read_without_a_fault(
    name: str, seed: bytes, changes: list[tuple[int, bytes]], cut: int
) -> None:
    data = bytearray(seed)
    for place, put in changes:
        at = place % (len(data) + 1)
        data[at : at + len(put)] = put
    PARSERS[name](bytes(data[: len(data) - cut % (len(data) + 1)]))
