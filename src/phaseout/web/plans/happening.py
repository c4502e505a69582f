"""What is noted of plans, and in which words?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(
    what={
        "prices-written": _("price list written"),
        "programme-written": _("programme written"),
        "plan-asked": _("plan asked for"),
        "plan-adopted": _("plan adopted"),
    },
)
