"""What is noted of work in the field, and in which words?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.field.models import What
from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(
    what={
        "visited": _("asset visited"),
        "visit-moved": _("visit moved to another asset"),
        "label-dismissed": _("what a label says not taken over"),
    },
    words={
        "visited": _("visit"),
        "asset": _("asset"),
        **dict(What.choices),
    },
)
