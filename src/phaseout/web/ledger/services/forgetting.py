"""What is forgotten of what is private in a ledger?"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.ledger.models import Ledger, Opening
from phaseout.web.ledger.queries import FORGOTTEN


@transaction.atomic
def forget(access: Access, ledger: Ledger, sequence: int, *, reason: str) -> int:
    """Drop what is private of a leaf and still known; return how many values. The leaf stays as it is.

    What happened, and the row that says it, are not touched: they belong to other apps.

    Raises:
        PermissionDenied: somebody may not keep people there.
        ValidationError: nothing private of that leaf is known.
    """
    access.require(Permission.KEEP_PEOPLE, ledger.organisation_id)
    rows = Opening.everything.filter(leaf__ledger=ledger, leaf__sequence=sequence)
    number = rows.delete()[0]
    if not number:
        raise ValidationError(_("Nothing private of this leaf is known here."))
    noted(access, ledger.organisation_id, FORGOTTEN, about=str(ledger),
          after={"leaf": sequence, "number": number, "because": reason})  # fmt: skip
    return number
