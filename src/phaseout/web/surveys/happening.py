"""What is noted of surveys, and in which words?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(
    what={
        "survey-brought": _("files brought in"),
        "survey-applied": _("survey taken over"),
        "survey-undone": _("survey taken back"),
        "survey-written": _("survey written into the estate"),
        "survey-removed": _("survey removed from the estate"),
        "survey-cancelled": _("survey cancelled"),
        "conflict-settled": _("conflict settled"),
        "findings-answered-again": _("findings answered again"),
        "findings-answered": _("answers written to the findings"),
    },
    words={
        "new": _("new"),
        "changed": _("changed"),
        "kept": _("left as changed since"),
        "edition": _("register"),
        "as_of": _("asked about"),
        "digest": _("digest"),
        "asset": _("asset"),
        "applying": _("findings that applied"),
        "judged": _("findings that people judged"),
        "undone_because": _("reason"),
    },
)
