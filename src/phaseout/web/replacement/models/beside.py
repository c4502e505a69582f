"""What is done while it is not gone, who else must act, and what did somebody find who looked again?"""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import LONGEST, Holder, Organisation
from phaseout.web.findings.expiry import last_day
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.versioned import Versioned
from phaseout.web.replacement.models.replacement import Replacement
from phaseout.web.replacement.vocabulary import Reply, Result, Way

OTHERS = [one for one in Holder.choices if one[0] != Holder.SELF.value]
"""Who may be asked."""


class Mitigation(Scoped, Versioned):
    """What makes an exposure smaller for a time. After the day of its review it counts no more."""

    SCOPE = "replacement__organisation"
    IN_LEDGER = ("replacement_id", "way", "since", "review", "residual", "note", "ended", "by_id", "at")
    """Columns that the ledger keeps."""
    replacement = models.ForeignKey(Replacement, models.PROTECT, related_name="mitigations")
    way = models.CharField(_("mitigation"), max_length=12, choices=Way.choices)
    since = models.DateField(_("in force since"))
    review = models.DateField(_("to be reviewed by"))
    """The last day on which it counts unless somebody reviews it."""
    residual = models.PositiveSmallIntegerField(
        _("risk that is left, in hundredths"), validators=[MaxValueValidator(100)]
    )
    note = models.TextField(_("what was done"))
    ended = models.DateField(_("ended on"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        verbose_name = _("mitigation")
        verbose_name_plural = _("mitigations")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.get_way_display())

    @property
    def is_in_force(self) -> bool:
        """Whether it counts today."""
        today = timezone.localdate()
        return self.since <= today <= self.review <= last_day(today) and self.ended is None


class Referral(Scoped, Versioned):
    """That a landlord, a contractor or another body was asked to act."""

    SCOPE = "replacement__organisation"
    IN_LEDGER = (
        "replacement_id", "to", "whom", "asked", "due", "request", "answered", "answer", "reply", "by_id",
        "at",
    )  # fmt: skip
    """Columns that the ledger keeps."""
    replacement = models.ForeignKey(Replacement, models.PROTECT, related_name="referrals")
    to = models.CharField(_("asked of"), max_length=20, choices=OTHERS)
    whom = models.CharField(_("name"), max_length=LONGEST)
    asked = models.DateField(_("asked on"))
    due = models.DateField(_("answer due"))
    request = models.TextField(_("what they were asked"))
    answered = models.DateField(_("answered on"), null=True)
    answer = models.TextField(_("what they answered"), blank=True)
    reply = models.CharField(_("in a word"), max_length=10, choices=Reply.choices, blank=True)
    """Empty where nobody answered, or nobody said which it was."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["answered", "due"], name="referral_by_due"),)

    def __str__(self) -> str:
        return self.whom

    @property
    def is_overdue(self) -> bool:
        """Whether its day is past and nobody answered."""
        return self.answered is None and self.due < timezone.localdate()


class Inspection(Scoped):
    """A sample of what is said to be gone, drawn so that anybody can draw it again."""

    IN_LEDGER = ("organisation_id", "seed", "among", "pool", "size", "by_id", "at")
    """Columns that the ledger keeps."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    seed = models.CharField(_("seed"), max_length=60)
    """Ranks what may be drawn: SHA-256 of the seed and the number of each, the smallest first."""
    among = models.PositiveIntegerField(_("drawn from"))
    pool = models.JSONField(default=list, editable=False)
    """Primary keys of all that it was drawn from; empty where it was drawn before they were kept."""
    size = models.PositiveIntegerField(_("number drawn"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.seed


class Inspected(Scoped, Versioned):
    """One of a sample, and what somebody found there: recorded once, and withdrawn at most, never changed."""

    SCOPE = "inspection__organisation"
    IN_LEDGER = (
        "inspection_id", "replacement_id", "result", "on", "note", "by_id", "withdrawn", "withdrawn_by_id",
        "why_withdrawn",
    )  # fmt: skip
    """Columns that the ledger keeps."""
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="drawn")
    replacement = models.ForeignKey(Replacement, models.PROTECT, related_name="inspected")
    result = models.CharField(_("result"), max_length=10, choices=Result.choices, default=Result.WAITING)
    on = models.DateField(_("inspected on"), null=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    why_withdrawn = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta:
        """In the order drawn; each once that counts."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["inspection", "replacement"],
                condition=models.Q(withdrawn=None),
                name="inspected_once",
            ),
        )
