"""How old may a document be that gives a day, a month or only a year?"""

import re
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def first_day(written: str) -> date:
    """Return the first day that ``2024``, ``2024-05`` or ``2024-05-03`` may mean: the document is no older.

    Raises ``ValueError`` for anything else.
    """
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError(f"a source is dated YYYY, YYYY-MM or YYYY-MM-DD, not {written!r}")
    year, month, day = found.groups("1")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"the calendar has no day {written}") from None
