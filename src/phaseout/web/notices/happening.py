"""What is noted of webhooks, and in which words?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(
    what={
        "webhook-added": _("webhook added"),
        "webhook-changed": _("webhook changed"),
        "webhook-secret-changed": _("secret of a webhook changed"),
        "webhook-closed": _("webhook closed"),
        "webhook-opened": _("webhook opened again"),
    },
    words={
        "kinds": _("what it is told of"),
        "otherwise": _("other than before"),
        "rest_of_address": _("rest of the address"),
    },
)
