"""What is noted of surveys, and in which words?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(
    what={
        "survey-brought": _("files brought in"),
        "survey-applied": _("survey taken over"),
        "survey-undone": _("survey taken back"),
        "findings-answered-again": _("findings answered again"),
    },
)
