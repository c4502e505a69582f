"""What is noted of surveys, and in which words?"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
        "scope-drafted": _("scope of a look drafted"),
        "scope-changed": _("scope of a look changed"),
        "scope-signed": _("scope of a look allowed and signed"),
        "scope-refused": _("scope of a look sent back"),
        "scope-withdrawn": _("scope of a look withdrawn"),
        "bundle-brought": _("bundle brought in"),
        "bundle-refused": _("bundle not taken"),
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
        "ranges": _("networks"),
        "expires": _("holds until"),
        "sha256": _("digest"),
        "standing": _("standing"),
        "because": _("reason"),
        "bundle-known": _("signed by a key that is known"),
        "bundle-unsigned": _("not signed by anybody known: weigh it as such"),
        "bundle-forged": _("forged"),
        "bundle-cut": pgettext_lazy("bundle", "cut"),
        "bundle-replayed": _("replayed"),
        "bundle-other-scope": _("of another scope"),
        "bundle-withdrawn": _("of a scope that was withdrawn"),
    },
)
