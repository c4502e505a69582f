"""How often is a long job interrupted by Python's search for cycles of objects that nobody holds any more?"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (100_000, 50, 100)
"""New objects after which the young are searched, and after how many such searches the older and all are."""


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Search for cycles seldom while a job is done; to be set around it, or before its function.

    A job makes objects by the hundred for each thing and no cycles, but Python goes through the whole
    register and everything remembered again and again: a quarter of the time, for nothing.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
