"""What does somebody want of the frame?"""

from phaseout.web.frame.access import Access
from phaseout.web.frame.models import KeptColumns


def columns_kept(access: Access, name: str) -> tuple[str, ...]:
    """Return the columns of a list that somebody wants to see; none where they never said.

    Args:
        access: of who looks.
        name: of the list's address.
    """
    kept = KeptColumns.everything.filter(person=access.person, route=name).first()
    return tuple(map(str, kept.columns)) if kept is not None else ()
