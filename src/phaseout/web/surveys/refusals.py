"""How is a reader told why a bundle is not taken?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phaseout.collected.judging import Code
from phaseout.web.surveys.services import Refusal, RefusedError

WORDS: Mapping[Refusal | Code, str | Promise] = {
    Refusal.NO_BUNDLE: _("This is no bundle, or it was cut or sealed for somebody else: %(about)s."),
    Refusal.UNKNOWN_SCOPE: _("The scope %(about)s is not signed here, or not within your reach."),
    Refusal.WITHDRAWN: _("The scope was withdrawn before this was collected: %(about)s."),
    Code.SIGNATURE: _("Forged: the signature in the name of %(about)s is not its own."),
    Code.ALTERED: _("Forged: %(about)s was altered since it was collected."),
    Code.SCOPE_ALTERED: _("Forged: the scope in it is not %(about)s, which it names."),
    Code.SCOPE_FORGED: _("Forged: the scope in it is not signed by %(about)s, whom it names."),
    Code.BACKWARDS: _("Forged: it says that it ended (%(about)s) before it began."),
    Code.MISSING: _("Cut: %(about)s is not there."),
    Code.SHORT: _("Cut: a part of %(about)s is not there."),
    Code.SHOWN_ANEW: _("Replayed: what the collection %(about)s observed is told as if it were seen anew."),
    Code.OTHER_SCOPE: _("It was collected under another scope: %(about)s."),
    Code.NOT_THEN: _("The scope %(about)s did not hold when it was collected."),
    Code.OUTSIDE: _("%(about)s lies outside the scope, or elsewhere than the scope says."),
}  # fmt: skip


def refusal_said(refused: RefusedError) -> str:
    """Return it."""
    return str(WORDS[refused.why]) % {"about": refused.about[:200]}
