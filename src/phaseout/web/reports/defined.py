"""What does each word mean by which reports count? Frozen in every report, with a version of its own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.reports.document import Definition, Definitions
from phaseout.web.reports.saying import both

VERSION = "2026-11-27.2"
"""A changed meaning is a new version: the one before stays in the reports that were made with it."""
MEANINGS: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    ("device", pgettext_lazy("unit", "Asset"),
     _("One piece of equipment that must go by a measure and is in the programme: a camera, a recorder, a "
       "radio. Everything is counted by it.")),
    ("recorder", _("Recorder"),
     _("An asset that records what cameras see. It is one of the assets, and counted apart as well.")),
    ("site", _("Site"),
     _("A place with an address of its own that has at least one of the assets counted in the line.")),
    ("must-go", _("Must go"),
     _("A measure applies, today or from a day to come, to holding or using the asset, nobody let that off, "
       "and it is not closed. It is in the programme or not.")),
    ("unknown", _("Nobody knows"),
     _("An answer on having, using or buying the asset is undetermined, it is in no programme, and no "
       "measure says yet that it must go. That is not to say that it need not go.")),
    ("still-there", _("Still there"),
     _("Neither removed nor let off: what is isolated, planned, bought for, lost or was not found is still "
       "there, and so is what was met again after its removal.")),
    ("let-off", _("Let off for a time"),
     _("An exception or restricted use that was decided and counts on the day. It ends by itself.")),
    ("removed", pgettext_lazy("unit", "Removed"),
     _("Taken from its place on a day, as somebody recorded with a photograph or a reason. Removed is not "
       "closed.")),
    ("closed", pgettext_lazy("unit", "Closed"),
     _("Removed, media sanitised, disposed of, verified by a later survey and by a second person. Nothing "
       "else is done.")),
    ("coverage", _("Coverage"),
     _("How far a site was looked at, whatever was found there: not started, answered from a desk, records "
       "searched, network looked at, walked through, verified. Not looked at is not “none found”.")),
    ("exposure-day", _("Exposure day"),
     _("One asset of the programme still at its place on one day: from the day it was first seen, or taken "
       "into the programme where that was earlier, to the day before its removal. What need not go after all "
       "is left out. Nothing is weighted.")),
    ("deadline", _("Deadline"),
     _("The day from which a measure wants an asset gone, as the register says it. A measure that is "
       "announced and names no day has none. Nobody enters one, and being let off moves none.")),
)  # fmt: skip
"""Id → what it is called, and what it means."""


def definitions(*ids: str) -> Definitions:
    """Return what some words mean; of no id, all."""
    rows = (
        Definition(id=id_, term=both(term), meaning=both(meaning))
        for id_, term, meaning in MEANINGS
        if not ids or id_ in ids
    )
    return Definitions(version=VERSION, rows=tuple(rows))
