"""What is kept of a workbook that somebody brought back, and for how long?"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.models import Returned
from phaseout.web.frame.access import Access

NAME = 200


@transaction.atomic
def keep_returned(
    access: Access, *, subject: str, name: str, head: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> Returned:
    """Keep the cells of a workbook for whoever brought it; what they brought before is forgotten."""
    forget_returned(access, subject)
    kept = Returned(
        by_id=access.person, at=timezone.now(), subject=subject,
        name=name[-NAME:], head=list(head), rows=[[number, list(cells)] for number, cells in rows],
    )  # fmt: skip
    kept.save()
    return kept


def forget_returned(access: Access, subject: str) -> None:
    """Forget the workbook that somebody brought of a list."""
    Returned.objects.filter(by_id=access.person, subject=subject).delete()
