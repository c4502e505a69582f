"""What is kept of a workbook that somebody brought back, and for how long?"""

from django.db import transaction

from phaseout.web.estate.models import Returned
from phaseout.web.frame.access import Access


@transaction.atomic
def keep_returned(access: Access, returned: Returned) -> None:
    """Keep a workbook for whoever brought it; what they brought before of the same list is forgotten."""
    forget_returned(access, returned.subject)
    returned.save()


def forget_returned(access: Access, subject: str) -> None:
    """Forget the workbook that somebody brought of a list."""
    Returned.objects.filter(by_id=access.person, subject=subject).delete()
