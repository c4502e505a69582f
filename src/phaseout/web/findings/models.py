"""What lasts of surveys: findings, every answer the law gave on them, and what people decided?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.web.estate.models import LONGEST, Asset, Organisation, Site
from phaseout.web.findings.reviewed import Review, on_day, review_of
from phaseout.web.findings.sums import AskedTally, AssetTally, Tally  # noqa: F401 (tables of this app: Django looks here)
from phaseout.web.frame.kept_file import KeptFile
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.words import outcome

_outcome = lazy(outcome, str)
OUTCOMES = [(one.value, _outcome(one.value)) for one in GRAVEST_FIRST]


class Step(models.TextChoices):
    """How far the review of a finding has come."""

    NEW = "new", _("nobody has looked yet")
    ASSESSED = "assessed", _("evidence assessed")
    PROPOSED = "proposed", _("proposed, to be decided")
    SENT_BACK = "sent-back", _("sent back")
    WITHDRAWN = "withdrawn", _("proposal withdrawn")
    DECIDED = "decided", _("decided")


class Verdict(models.TextChoices):
    """What a judgement says of a finding. The closed words."""

    CONFIRMED = "confirmed", _("confirmed: it is so")
    NOT_THIS_MAKER = "not-this-maker", _("not of this maker")
    EXCEPTION = "exception", _("an exception is granted")
    RESTRICTED_USE = "restricted-use", _("may be used with restrictions")
    REFERRED = "referred", _("referred to somebody else")
    OTHER = "other", _("something else, as the reason says")


EXPIRING = (Verdict.EXCEPTION, Verdict.RESTRICTED_USE)
"""Verdicts that hold to a day: nobody lets anybody off for ever."""


class Cause(models.TextChoices):
    """Why an answer is another than the one before."""

    FIRST = "first", _("first answer")
    SAME = "same", _("no change")
    EVIDENCE = "evidence", _("changed because the evidence changed")
    REGISTER = "register", _("changed because the register changed")
    ANSWERS = "answers", _("changed because questions were answered")
    DAY = "day", _("changed because a day was reached")
    TAKEN_BACK = "taken-back", _("changed back because a survey was taken back")
    BOTH = "both", _("changed: both the evidence and the register are new")


class Finding(Scoped):
    """The lasting thing: one measure and act on one asset, from survey to survey."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="findings", verbose_name=_("organisation"), db_index=False
    )
    asset = models.ForeignKey(
        Asset, models.CASCADE, related_name="findings", verbose_name=_("asset"), db_index=False
    )
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", db_index=False)
    maker = models.CharField(max_length=LONGEST, blank=True)
    """Those of the asset, so that indexes serve them in the order of the list; ``follow`` keeps them so."""
    measure = models.CharField(_("measure"), max_length=120)
    act = models.CharField(_("act"), max_length=60)
    outcome = models.CharField(_("outcome"), max_length=20, choices=OUTCOMES)
    rank = models.PositiveSmallIntegerField(editable=False)
    """Its place in lists: ``recording.rank_of``."""
    on = models.DateField(_("from"), null=True)
    until = models.DateField(_("until"), null=True)
    clause = models.CharField(_("clause"), max_length=120, blank=True)
    duty = models.CharField(_("duty"), max_length=30, blank=True)
    since = models.DateField(_("since"))
    """The day asked about from which on the outcome was this one."""
    first_seen = models.DateTimeField(_("first seen"))
    as_of = models.DateField(_("asked about"))
    """The day the law was last asked about."""
    determined = models.DateTimeField(_("last determined"))
    edition = models.CharField(max_length=60)
    """Edition of the register that answered last."""
    survey = models.BigIntegerField(null=True)
    """Primary key of the survey answered last."""
    step = models.CharField(_("step"), max_length=12, choices=Step.choices, default=Step.NEW)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices, blank=True)
    """Of the judgement decided last; empty where none was."""
    expires = models.DateField(_("counts until"), null=True)
    """The last day on which that judgement counts; none where it counts until another."""
    judged = models.CharField(max_length=20, blank=True)
    """The outcome that judgement was about: of another it says nothing."""
    version = models.PositiveIntegerField(default=1, editable=False)
    """Counts changes of the outcome and steps of the review: nobody decides on what they did not see."""

    class Meta:
        """One row for one asset, measure and act; the order of the work list has an index."""

        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("rank", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["asset", "measure", "act"], name="finding_stands_once"),
        )
        indexes = (
            models.Index(fields=["rank", "-id"], name="finding_gravest"),
            models.Index(fields=["organisation", "rank", "-id"], name="finding_of_organisation"),
            models.Index(fields=["measure", "rank", "-id"], name="finding_of_measure"),
            models.Index(fields=["maker", "rank", "-id"], name="finding_of_maker"),
            models.Index(fields=["site", "rank", "-id"], name="finding_at_site"),
            models.Index(fields=["organisation", "step", "measure"], name="finding_by_step"),
            models.Index(fields=["organisation", "verdict", "expires"], name="finding_by_verdict"),
        )

    def __str__(self) -> str:
        return f"{self.measure} · {self.act}"

    @property
    def is_expired(self) -> bool:
        """Whether the judgement decided last counts no more."""
        return self.expires is not None and self.expires < timezone.localdate()

    @property
    def counts(self) -> bool:
        """Whether a judgement was decided and still counts, whatever is proposed besides."""
        return bool(self.verdict) and self.review != Review.EXPIRED

    @property
    def review(self) -> Review:
        """Where the review stands today."""
        found = review_of(step=self.step, verdict=self.verdict, judged=self.judged, outcome=self.outcome)
        return on_day(found, self.expires, timezone.localdate())


class Reasoning(Scoped):
    """Why an answer is what it is: kept once for all answers with the same reasons. Nothing changes it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    """SHA-256 of the tree."""
    tree = models.JSONField()
    """As in the contract's document."""

    class Meta:
        """Once in an organisation."""

        constraints = (
            models.UniqueConstraint(fields=["organisation", "digest"], name="reasoning_stands_once"),
        )


class Determination(Scoped):
    """One answer as it was given. Written once: nothing changes it."""

    SCOPE = "finding__organisation"
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="determinations")
    survey = models.BigIntegerField(null=True)
    """Primary key of the survey it was given for."""
    edition = models.CharField(max_length=60)
    as_of = models.DateField()
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    on = models.DateField(null=True)
    until = models.DateField(null=True)
    clause = models.CharField(max_length=120, blank=True)
    duty = models.CharField(max_length=30, blank=True)
    questions = models.JSONField(default=list)
    """Facts that would settle it."""
    reasoning = models.ForeignKey(Reasoning, models.PROTECT, related_name="+", db_index=False)
    checked_through = models.DateField()
    cause = models.CharField(max_length=10, choices=Cause.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    was = ""
    """What the outcome was called before, where a page has put it here."""

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    @property
    def reason(self) -> Any:
        """The tree of the contract's document."""
        return self.reasoning.tree


class Asked(Scoped):
    """A fact that an undetermined finding waits for, as its last answer says, or ``recording.RULING``."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="asked")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    fact = models.CharField(max_length=40)

    class Meta:
        """Counted by fact."""

        indexes = (models.Index(fields=["organisation", "fact"], name="asked_by_fact"),)


class Judgement(Scoped):
    """What people made of a finding: a step with who took it, when and why, and who settled it."""

    IN_LEDGER = (
        "finding_id", "step", "verdict", "reason", "outcome", "expires", "proposed_by_id", "at",
        "decided_by_id", "decided_at", "answer",
    )  # fmt: skip
    """Columns that the ledger keeps."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # What people judged goes with no survey that is taken back.
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="judgements")
    step = models.CharField(_("step"), max_length=12, choices=Step.choices)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices, blank=True)
    reason = models.TextField(_("reason"))
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    """The outcome it was about: of another it says nothing."""
    expires = models.DateField(_("counts until"), null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    """Who decided, sent back or withdrew it."""
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    """Why they did."""

    class Meta:
        """One proposal at a time waits for a decision."""

        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["finding"], condition=models.Q(step="proposed"), name="one_proposal_waits"
            ),
        )
        indexes = (models.Index(fields=["step", "organisation", "proposed_by"], name="judgement_that_waits"),)

    @property
    def is_outdated(self) -> bool:
        """Whether the finding's answer is another now: decided as proposed, it would count for nothing."""
        return self.outcome != self.finding.outcome


class Attachment(KeptFile):
    """A file given with a judgement."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="attachments")


class Answer(Scoped):
    """What somebody answered to a question, for a branch, a site or a single thing.

    Its words are never changed: a later one for the same place holds instead, or it is withdrawn.
    """

    IN_LEDGER = (
        "site_id", "asset_id", "fact", "values", "reason", "on", "by_id", "at",
        "withdrawn", "withdrawn_by_id", "why_withdrawn",
    )  # fmt: skip
    """Columns that the ledger keeps."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="answers")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="answers")
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, related_name="answers")
    fact = models.CharField(_("fact"), max_length=40)
    values = models.JSONField(_("answer"), default=list)
    reason = models.TextField(_("how you know"))
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_again = models.DateTimeField(null=True)
    """When findings were last decided with it; none where they were not yet."""
    withdrawn = models.DateTimeField(null=True)
    """When somebody took it back: from then on it counts for nothing, and stays in sight."""
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    why_withdrawn = models.TextField(blank=True, default="", db_default="")

    class Meta:
        """The newest first."""

        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["organisation", "fact", "-id"], name="answer_by_fact"),)

    def __str__(self) -> str:
        return f"{self.fact}: {', '.join(self.values)}"
