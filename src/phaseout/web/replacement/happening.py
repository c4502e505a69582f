"""What is noted of replacements, and in which words?"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.frame.events.happening import Happening
from phaseout.web.replacement.vocabulary import Blocker, Category, Media, Replacing, Result, State, Way

SAID_BELOW = (State.VERIFIED, State.RESTRICTED, State.REFERRED)
"""Of these ids apps below have a word already, and one id has one word."""
HAPPENING = Happening(
    what={
        "replacement-started": _("taken into the programme"),
        "replacement-moved": _("replacement moved on or back"),
        "replacement-planned": _("replacement planned"),
        "photograph-kept": _("photograph or paper kept"),
        "media-said": _("said whether it stores anything"),
        "medium-listed": _("storage medium listed"),
        "medium-sanitised": _("storage medium sanitised"),
        "medium-handed-over": _("storage medium handed over"),
        "mitigation-begun": _("mitigation begun"),
        "mitigation-reviewed": _("mitigation reviewed"),
        "mitigation-ended": _("mitigation ended"),
        "referral-made": _("landlord or contractor asked"),
        "referral-answered": _("landlord or contractor answered"),
        "inspection-drawn": _("sample drawn to be inspected"),
        "drawn-to-inspect": _("drawn to be inspected"),
        "inspection-recorded": _("inspection recorded"),
        "inspection-withdrawn": _("inspection withdrawn"),
    },
    words={
        **{one: name for one, name in State.choices if one not in SAID_BELOW},
        "package": _("package"),
        "month": _("month"),
        "funding": _("funding line"),
        "visit": _("day of the work"),
        "blocker": _("held up by"),
        "blocker_note": _("note"),
        "replacing": _("what replaces it"),
        "replaced_by": _("replaced by"),
        "replaced_model": _("model that replaces it"),
        "replacing_reason": _("reason"),
        "gate": _("outcome"),
        "gate_measure": _("measure"),
        "gate_edition": _("register"),
        "gate_as_of": _("asked about"),
        "laydown": _("laydown"),
        "phase_out": _("phase-out plan"),
        "media": _("storage media"),
        "category": _("category"),
        "to": pgettext_lazy("hand", "to"),
        "result": _("result"),
    },
    values={
        "blocker": dict(Blocker.choices),
        "replacing": dict(Replacing.choices),
        "media": dict(Media.choices),
        "way": dict(Way.choices),
        "category": dict(Category.choices),
        "result": dict(Result.choices),
    },
)
