"""How does a column of Arrow become one buffer, without a Python object for any of its values?"""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True)
class ArrowColumn:
    """A column of Arrow's texts, none of them null."""

    texts: pa.StringArray

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.texts)

    def __getitem__(self, number: int) -> str:
        """Return one."""
        text: str = self.texts[number].as_py()
        return text

    def joined(self, first: int, last: int) -> bytes:
        """Return the texts from ``first`` to before ``last`` in UTF-8, a line end behind each."""
        some = self.texts.slice(first, last - first)
        line = pa.ListArray.from_arrays(pa.array([0, len(some)], pa.int32()), some)
        joined: bytes = pc.binary_join(line, "\n")[0].as_buffer().to_pybytes()
        return joined + b"\n"

    def sizes(self, first: int, last: int) -> Iterable[int]:
        """Return the number of letters of each of these texts."""
        sizes: list[int] = pc.utf8_length(self.texts.slice(first, last - first)).to_pylist()
        return sizes
