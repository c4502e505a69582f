"""What is noted of kept lists, and in which words?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(
    what={
        "list-shared": _("list shared"),
        "list-unshared": _("list no longer shared"),
    },
    passing=("list-shared", "list-unshared"),
)
