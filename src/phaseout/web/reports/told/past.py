"""What can a report of days that are over not say?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.reports.document import Note
from phaseout.web.reports.saying import both
from phaseout.web.reports.scope import Scope

UNSAID = _("These days were over when it was made. It says to which state each replacement had come by "
           "%(end)s, by the day each move took place, as far as that was recorded by %(day)s. How all else "
           "stood then was not kept, and it says nothing of that: what must go and is in no programme, what "
           "is undetermined, how far sites were looked at, when what was still there must be gone, what held "
           "it up, and whether an exception or mitigation still counted.")  # fmt: skip


def unsaid(scope: Scope) -> Note:
    """Return what it does not say."""
    return Note(text=both(UNSAID, end=scope.end.isoformat(), day=scope.day.isoformat()))
