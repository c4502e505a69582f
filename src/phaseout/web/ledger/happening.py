"""What is noted of ledgers, and in which words?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(
    what={"private-forgotten": _("private values of a leaf forgotten")},
    words={"leaf": _("leaf")},
)
