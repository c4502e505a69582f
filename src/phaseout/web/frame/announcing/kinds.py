"""What can other programs be told of?"""

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.access import Permission

KINDS = MappingProxyType(
    {
        "survey.ready": _("a survey was examined and waits to be taken over"),
        "survey.failed": _("a survey could not be examined"),
        "survey.applied": _("a survey was taken over into the estate"),
        "survey.undone": _("a survey was taken back"),
        "finding.applies": _("measures newly apply to assets"),
        "finding.proposed": _("judgements were proposed and wait to be decided"),
        "finding.decided": _("a judgement was decided"),
        "finding.sent-back": _("a proposal was sent back"),
        "finding.withdrawn": _("a proposal was withdrawn"),
        "replacement.started": _("assets that must go were taken into the programme"),
        "replacement.moved": _("a replacement moved on, aside or back"),
    }
)
"""Id → how a reader is told; the ids are part of what programs rely on, and never renamed."""
NEEDS = MappingProxyType(dict.fromkeys(KINDS, Permission.READ))
"""Id → what somebody must have to read what it tells of: who may not, has no other program told of it."""
