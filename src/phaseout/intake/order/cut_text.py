"""What does a text say that was cut into fields of a fixed length?

Programs fill a field to its last letter and go on in the next, in the middle of a word where it falls so.
Others fill it with whole words. So the pieces stay as they are, and the text made whole is said beside them.
"""

from collections.abc import Container, Iterable, Iterator


def made_whole(pieces: Iterable[str], longest: Container[int]) -> Iterator[str]:
    """Yield each text of several pieces, joined without a blank.

    Args:
        pieces: what the fields hold, in their order and untrimmed.
        longest: how many letters a field may hold, as the versions of the format have it. Only a piece that
            fills its field goes on in the next.
    """
    whole, count = "", 0
    for piece in pieces:
        whole, count = whole + piece, count + 1
        if len(piece) not in longest:
            if count > 1:
                yield whole
            whole, count = "", 0
    if count > 1:
        yield whole
