"""Which reports are there?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A report, by its id."""

    MONTHLY = "monthly-status", _("Monthly status")
    EXECUTIVE = "executive", _("One page for executives")
    PHASE_PLAN = "phase-plan", _("Phase plan")
    WORK_SHEETS = "work-sheets", _("Work sheets for each site")
    DISPOSAL = "disposal", _("Disposal register")
    EVIDENCE = "evidence", _("Evidence for an auditor")
    PUBLIC = "public", _("Public figures")


ABOUT = {
    Kind.MONTHLY: _("Coverage of the review, assets, recorders and sites by state and what changed since the "
                    "report before, deadlines, what holds up, what expires, exposure days."),
    Kind.EXECUTIVE: _("Where it stands, on one sheet of A4."),
    Kind.PHASE_PLAN: _("What is to be replaced in which month, in which package, at which site, and what has "
                       "no month yet."),
    Kind.WORK_SHEETS: _("For each site a sheet to take along: what to look at, to replace and to take, with "
                        "QR codes and boxes to tick."),
    Kind.DISPOSAL: _("Each storage medium with its certificate, the hands it went through, and what awaits "
                     "sanitisation since when."),
    Kind.EVIDENCE: _("The history of each replacement and the disposal register, with the files given and "
                     "the digest of each, in one archive."),
    Kind.PUBLIC: _("Counts by class alone, for everybody: no site, no address, no maker, no person, and no "
                   "count from 1 to 4."),
}  # fmt: skip
"""Kind → what stands in it."""
