"""Which of what is unread in the documents of a purchase may have been a line of it?

A gate that is told to stop at what is undetermined stops there too: of a line that was not read nobody knows
what it buys. What is said of a line that was read (no number, no date, no supplier), an attachment, and what
buys nothing (a message that cancels another) are no such things.
"""

import re
from collections.abc import Collection, Iterable

from phaseout.domain.document import Source, SourceUnread

_OF_PURCHASES = frozenset(
    ("ubl", "cii", "cxml", "edifact", "edifact-xml", "x12", "ocds", "tender-feed", "pdf", "docx")
)
"""Readers of nothing but purchases."""
_MAY_BE_LINES = re.compile(
    r"what follows is not read|nothing of it is read|ends early|file ends inside|parser broke off"
    r"|is no segment|no segment is that long|may be missing|other separators|stands in no document"
    r"|passed over$|characters; its start is read|\d left out|^\d+ more, counted|lest a password"
    r"|no object where one should be|the last one is read|no text on \d+ pages|needs more than"
    r"|takes more than|the reader \S+ failed"
)
_BUYS_NOTHING = re.compile(r"is no purchase; passed over$")


def missed_lines(
    sources: Iterable[Source], unread: Iterable[SourceUnread], with_lines: Collection[str] = ()
) -> bool:
    """Return whether a line of a purchase may be among what is unread.

    Args:
        sources: all that were read.
        unread: what is unread in them.
        with_lines: ids of further sources in which lines of purchases stand.
    """
    asked = {one.id for one in sources if one.reader in _OF_PURCHASES} | set(with_lines)
    return any(
        one.source in asked and _MAY_BE_LINES.search(one.why) and not _BUYS_NOTHING.search(one.why)
        for one in unread
    )
