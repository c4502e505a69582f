"""Which plans were made, with what, and when does each of their packages go?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.estate.models import LONGEST, Organisation, Site
from phaseout.web.frame.models import WrittenOnce
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.versioned import Versioned
from phaseout.web.plans.models.prices import PriceVersion
from phaseout.web.plans.models.programme import ProgrammeVersion


class State(models.TextChoices):
    """How far a plan is."""

    WAITING = "waiting", _("waits for its turn")
    RUNNING = "running", _("is being made")
    READY = "ready", pgettext_lazy("plan", "made")
    CLASH = "clash", _("cannot hold")
    FAILED = "failed", _("could not be made")
    ADOPTING = "adopting", _("is being adopted")
    ADOPTED = "adopted", pgettext_lazy("plan", "adopted")


AT_WORK = (State.WAITING, State.RUNNING, State.ADOPTING)
"""A job is to do something with it."""
SHOWN = (State.READY, State.ADOPTING, State.ADOPTED)


class WorkPlan(Scoped, Versioned):
    """A plan of the replacements of an organisation. What it says stays as it was made."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"), db_index=False
    )
    programme = models.ForeignKey(
        ProgrammeVersion, models.PROTECT, related_name="+", verbose_name=_("programme")
    )
    prices = models.ForeignKey(
        PriceVersion, models.PROTECT, null=True, related_name="+", verbose_name=_("price list")
    )
    """None for the list that is built in."""
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="variants")
    """The plan to which this one says what would be otherwise."""
    what_if = models.CharField(_("what if"), max_length=LONGEST, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    """The plan that was adopted last when this one was made: from it packages move only where it pays."""
    moves = models.PositiveIntegerField(_("moves of the search"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    said = models.JSONField(default=dict)
    """Why it could not be made, by language."""
    edition = models.CharField(_("register"), max_length=60, blank=True)
    as_of = models.DateField(_("as of"), null=True)
    """The day whose replacements, findings and judgements it was made of."""
    value = models.FloatField(_("value"), null=True)
    bound = models.FloatField(_("bound"), null=True)
    gap = models.FloatField(null=True)
    """How far the value is above the bound, as a share of the bound."""
    packages = models.PositiveIntegerField(_("packages"), default=0)
    things = models.PositiveIntegerField(_("assets"), default=0)
    not_done = models.PositiveIntegerField(_("packages not done"), default=0)
    last_month = models.CharField(_("last month"), max_length=7, blank=True)
    head = models.JSONField(default=dict)
    """What the plan says besides its packages, in the same form."""
    packed = models.BinaryField(null=True)
    """The whole plan as ``phaseout plan -o json`` writes it, packed."""
    asked = models.DateTimeField(_("asked for"), auto_now_add=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    adopted = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        """The newest first."""

        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["organisation", "-id"], name="plan_of_organisation"),
            models.Index(fields=["state"], name="plan_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_at_work(self) -> bool:
        """Whether a job is to do something with it."""
        return self.state in AT_WORK

    @property
    def is_made(self) -> bool:
        """Whether there is a plan to be shown."""
        return self.state in SHOWN

    @property
    def per_cent(self) -> float | None:
        """Return how far the value is above the bound, in per cent."""
        return None if self.gap is None else self.gap * 100


class WorkPackage(WrittenOnce):
    """What is replaced together, in a month, by a crew."""

    SCOPE = "plan__organisation"
    plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="parts", db_index=False)
    name = models.CharField(_("package"), max_length=120)
    """The number of its recorder, or of its one asset; with a part behind it where it was split."""
    label = models.CharField(_("package"), max_length=LONGEST, blank=True, default="", db_default="")
    """What people called its recorder or its one asset when the plan was made; empty in older plans."""
    month = models.DateField(_("month"), null=True)
    """The first day of the month of its first work; None where it is not done."""
    ended = models.DateField(_("last month"), null=True)
    way = models.CharField(_("way"), max_length=30, blank=True)
    isolated = models.DateField(_("isolated from"), null=True)
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, related_name="+", verbose_name=_("site"), db_index=False
    )
    crew = models.CharField(_("crew"), max_length=LONGEST)
    assets = models.JSONField(default=list)
    """Primary keys."""
    count = models.PositiveIntegerField(_("assets"))
    hours = models.FloatField(_("hours"))
    cost = models.FloatField(_("capital"))
    weight = models.FloatField(_("risk a day"))
    due = models.DateField(_("must be gone from"), null=True)
    is_overdue = models.BooleanField(_("must be gone already"), default=False)
    why = models.JSONField(default=list)
    """Why it is not done earlier: [code, what it names, months]."""

    class Meta:
        """In the order of the work: by month, what is not done last."""

        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["plan", "name"], name="package_stands_once"),)
        indexes = (models.Index(fields=["plan", "month"], name="package_by_month"),)

    def __str__(self) -> str:
        return self.name
