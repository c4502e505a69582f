"""On how many lines of a batch is a text not read to its end, or had it lost letters before?"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from phaseout.batch.sieve import Marks
from phaseout.identify.fields import LONGEST
from phaseout.identify.patterns.joined import Joined
from phaseout.intake.cell_text import LOST


class Faults(NamedTuple):
    """Lines of which not all could be looked at."""

    cut: int
    """With a text of more than ``LONGEST`` characters, of which the rest is not looked at."""
    lost: int
    """With a text in which letters were replaced, since nobody could read them."""


def faults_of(columns: Iterable[pa.StringArray], count: int) -> Faults:
    """Return the figures of columns that are as long as there are lines: ``count``."""
    cut, lost = np.zeros(count, bool), np.zeros(count, bool)
    for texts in columns:
        if (pc.max(pc.binary_length(texts)).as_py() or 0) > LONGEST:
            cut |= _marks(pc.greater(pc.utf8_length(texts), LONGEST))
        if LOST.encode() in Joined.of(texts).letters.tobytes():
            lost |= _marks(pc.match_substring(texts, LOST))
    return Faults(int(cut.sum()), int(lost.sum()))


def _marks(found: pa.BooleanArray) -> Marks:
    marks: Marks = pc.fill_null(found, fill_value=False).to_numpy(zero_copy_only=False)
    return marks
