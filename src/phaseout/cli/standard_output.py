"""What becomes of a report on standard output whose reader has seen enough?"""

import os
import sys
from typing import BinaryIO, cast


class _StandardOutput:
    """Takes bytes for standard output, and drops them once nobody reads there any more.

    The files of the same run are no business of that reader's: they are written to their end, and so is
    the count on which the exit code rests.
    """

    def write(self, data: bytes) -> int:
        """Write ``data``; return its length, whether anybody read it or not."""
        try:
            sys.stdout.buffer.write(data)
        except BrokenPipeError:
            hush()
        return len(data)

    def flush(self) -> None:
        """Hand on what is held back."""
        try:
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            hush()


def standard_output() -> BinaryIO:
    """Return standard output as a stream of bytes that outlives its reader."""
    return cast("BinaryIO", _StandardOutput())


def hush() -> None:
    """Let what is still to be written to standard output go nowhere, to the end of the process."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
