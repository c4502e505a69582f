"""Which surveys were made, of which files, what did they show, and what of it was taken into the estate?

What a survey showed (``SurveyedAsset``, ``SharedAnswers``, ``SurveyUnread``, ``SurveyDocument``) is written
once and never changed. How it compares with the estate (``Comparison``) is made anew when that has changed.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.frame.folded import FoldedField
from phaseout.web.frame.scoped import Scoped
from phaseout.web.surveys.again import Again
from phaseout.web.surveys.scope import Collected, LookScope, ScopeState, Standing

__all__ = (
    "AT_WORK", "COMPARED", "UNFINISHED", "WRITTEN", "Again", "Change", "Collected", "Comparison",
    "Difference", "LookScope", "ScopeState", "SharedAnswers", "Standing", "State", "Survey",
    "SurveyDocument", "SurveyFile", "SurveyUnread", "SurveyedAsset",
)  # fmt: skip


class State(models.TextChoices):
    """How far a survey is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    READY = "ready", _("ready")
    APPLYING = "applying", _("being taken over")
    APPLIED = "applied", _("taken over")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


AT_WORK = (State.WAITING, State.RUNNING, State.APPLYING, State.UNDOING)
"""A job is to do something, or does it."""
UNFINISHED = (State.WAITING, State.RUNNING)
"""There is nothing to be seen yet."""
WRITTEN = "written"
"""The field under which it is kept how files call a site that is not known by that name."""
COMPARED = (State.READY, State.APPLYING, State.APPLIED, State.UNDOING, State.UNDONE)
"""What it showed is whole."""


class Survey(Scoped):
    """Files brought in together, and what the engine made of them."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="surveys", verbose_name=_("organisation")
    )
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="surveys", verbose_name=_("site")
    )
    """Where everything in its files stands; none where the files and addresses say it."""
    name = models.CharField(_("name"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    looked_on = models.DateField(_("looked on"), null=True, blank=True)
    """The day somebody looked, as whoever brought the files in says; it counts where they do not say it."""
    as_of = models.DateField(_("day the law is asked about"))
    register_edition = models.CharField(_("register"), max_length=40, blank=True)
    register_digest = models.CharField(max_length=80, blank=True)
    engine = models.CharField(max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    error = models.TextField(_("what went wrong"), blank=True)
    bytes_total = models.BigIntegerField(default=0)
    bytes_read = models.BigIntegerField(default=0)
    assets_expected = models.PositiveIntegerField(default=0)
    assets_done = models.PositiveIntegerField(_("assets"), default=0)
    new = models.PositiveIntegerField(pgettext_lazy("assets", "new"), default=0)
    changed = models.PositiveIntegerField(pgettext_lazy("assets", "changed"), default=0)
    same = models.PositiveIntegerField(pgettext_lazy("assets", "the same"), default=0)
    conflict = models.PositiveIntegerField(pgettext_lazy("assets", "in conflict"), default=0)
    nowhere = models.PositiveIntegerField(default=0)
    elsewhere = models.PositiveIntegerField(default=0)
    below = models.PositiveIntegerField(default=0, db_default=0)
    """Things that stand nowhere; elsewhere than their files say; that a branch below has already."""
    outcomes = models.JSONField(default=dict, editable=False)
    """Outcome → things of which it is the gravest. Like the three before, counted when it is compared."""
    unread = models.PositiveIntegerField(_("not read"), default=0)
    kept = models.PositiveIntegerField(default=0)
    """Things an undoing left as they were, since somebody had changed them meanwhile."""
    compared = models.CharField(max_length=64, blank=True, editable=False)
    """Digest of the comparison: it tells whether the estate is still as it was compared with."""
    is_compared_anew = models.BooleanField(default=False, editable=False)
    """Whether the estate had changed when somebody meant to take the survey over."""
    entered = models.DateTimeField(_("brought in"), auto_now_add=True)
    started = models.DateTimeField(null=True, editable=False)
    finished = models.DateTimeField(null=True, editable=False)
    applied = models.DateTimeField(null=True, editable=False)
    undone = models.DateTimeField(null=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    sought = FoldedField(max_length=200, of=("name",))

    class Meta:
        """The newest first."""

        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["organisation", "-id"], name="survey_of_organisation"),
            models.Index(fields=["state"], name="survey_by_state"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_work(self) -> bool:
        """Whether a job is to do something with it."""
        return self.state in AT_WORK

    @property
    def is_unfinished(self) -> bool:
        """Whether its files are still to be examined."""
        return self.state in UNFINISHED

    @property
    def is_compared(self) -> bool:
        """Whether it is whole, and compared with the estate."""
        return self.state in COMPARED


class OfSurvey(Scoped):
    """A row that belongs to a survey."""

    SCOPE = "survey__organisation"
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="%(class)ss")

    class Meta:
        """No table of its own."""

        abstract = True


class SurveyFile(OfSurvey):
    """A file as it was brought in. Its own name is shown and never a path."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="files")
    name = models.CharField(_("file"), max_length=255)
    stored = models.FileField(max_length=200)
    size = models.BigIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    reader = models.CharField(_("read as"), max_length=60, blank=True)
    observations = models.PositiveIntegerField(_("observations"), default=0)
    unread = models.PositiveIntegerField(_("not read"), default=0)
    not_examined = models.TextField(_("why it was not examined"), blank=True)

    class Meta:
        """In the order given."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class SharedAnswers(OfSurvey):
    """What the measures say of all things of a survey of which the same is known."""

    packed = models.BinaryField()
    """Determinations in the contract's JSON whose reasons point at no observation, packed."""
    outcome = models.CharField(max_length=20, blank=True)
    """The gravest."""


class SurveyedAsset(OfSurvey):
    """A thing as a survey showed it."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="assets")
    position = models.PositiveIntegerField()
    """From 0, in the order of the document."""
    site = models.ForeignKey(Site, models.SET_NULL, null=True, related_name="+", verbose_name=_("site"))
    written = models.CharField(_("site as the files say it"), max_length=200, blank=True)
    """Where no site here is known by that name; the thing stands where the survey was made, if anywhere."""
    segment = models.CharField(_("segment"), max_length=200, blank=True, default="", db_default="")
    label = models.CharField(_("goes by"), max_length=200)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    maker = models.CharField(_("maker"), max_length=80, blank=True)
    brand = models.CharField(_("brand"), max_length=80, blank=True)
    model = models.CharField(_("model"), max_length=200, blank=True)
    firmware = models.CharField(max_length=120, blank=True)
    seen = models.DateTimeField(null=True)
    """When it was last seen, where its files say so."""
    keys = models.JSONField(default=dict)
    """Kind of key → its values."""
    claims = models.JSONField(default=dict)
    """Field → [grade, source]: how firmly the survey says it, and the file and place where."""
    packed = models.BinaryField()
    """The asset in the contract's JSON without its determinations, and what shows each fact, packed."""
    answers = models.ForeignKey(SharedAnswers, models.CASCADE, related_name="+")

    class Meta:
        """In the order of the document."""

        verbose_name = _("asset")
        verbose_name_plural = _("assets")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["survey", "position"], name="surveyed_asset_has_its_place"),
        )

    def __str__(self) -> str:
        return self.label


class SurveyUnread(OfSurvey):
    """A part of a file that could not be interpreted."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="unreads")
    file = models.ForeignKey(SurveyFile, models.CASCADE, related_name="unreads", verbose_name=_("file"))
    locator = models.CharField(_("place"), max_length=250)
    why = models.TextField(_("why"))

    class Meta:
        """In the order read."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.locator


class SurveyDocument(OfSurvey):
    """What stands before and after the assets in the document of a survey."""

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="document")
    head = models.BinaryField()
    tail = models.BinaryField()


class Difference(models.TextChoices):
    """How a surveyed thing compares with the estate."""

    NEW = "new", pgettext_lazy("asset", "new")
    CHANGED = "changed", pgettext_lazy("asset", "changed")
    SAME = "same", pgettext_lazy("asset", "the same")
    CONFLICT = "conflict", pgettext_lazy("asset", "in conflict")


class Comparison(OfSurvey):
    """Which thing of the estate a surveyed thing is, and what taking it over would change."""

    FIELDS: ClassVar[tuple[str, ...]] = ("site", *Asset.NAMED)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="comparisons")
    surveyed = models.OneToOneField(SurveyedAsset, models.CASCADE, related_name="comparison")
    difference = models.CharField(_("compared"), max_length=10, choices=Difference.choices)
    asset = models.ForeignKey(
        Asset, models.SET_NULL, null=True, related_name="+", verbose_name=_("asset of the estate")
    )
    changes = models.JSONField(_("what changes"), default=dict)
    """Field → [before, after]."""
    standing = models.JSONField(_("what stands by a person’s word"), default=dict)
    """Field → [what a person said, what the survey says]: kept beside it, and not taken over."""
    rivals = models.JSONField(default=list)
    """Of a conflict: [kind of key, its value, primary key of the asset of the estate]."""
    is_settled = models.BooleanField(default=False)
    """Whether somebody said which of the rivals it is: ``asset`` then is that one."""
    version = models.PositiveIntegerField(default=1, editable=False)
    """That of the survey when this was written: compared or settled anew, it is another."""

    class Meta:
        """In the order of the document; found by survey and difference."""

        ordering = ("surveyed__position",)
        indexes = (
            models.Index(fields=["survey", "difference", "surveyed"], name="comparison_by_difference"),
        )


class Change(OfSurvey):
    """What the estate said of a thing before a survey changed it, so that this can be undone."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="changes")
    surveyed = models.OneToOneField(SurveyedAsset, models.CASCADE, related_name="change")
    asset = models.ForeignKey(Asset, models.SET_NULL, null=True, related_name="+")
    label = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    """Fields as they were; none where the survey brought the thing in."""
    keys = models.JSONField(default=list)
    """[kind, value] of the keys it gained."""
    version = models.PositiveIntegerField()
    seen = models.DateTimeField()
    """Version and day last seen as the survey left them: others mean that somebody changed it since."""
    is_kept = models.BooleanField(default=False)
    """Whether undoing left it, because somebody had changed it since."""

    class Meta:
        """In the order made."""

        ordering = ("pk",)
