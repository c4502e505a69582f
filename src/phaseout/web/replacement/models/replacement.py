"""What must go, how far is it, and by which steps did it come there?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import LONGEST, Asset, Organisation, Site
from phaseout.web.frame.kept_file import KeptFile
from phaseout.web.frame.models import WrittenOnce
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.versioned import Versioned
from phaseout.web.replacement.vocabulary import Blocker, Media, Replacing, State


class Replacement(Scoped, Versioned):
    """The way of one asset that must go, from a finding to the proof that it is gone."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"), db_index=False
    )
    # Nobody takes a thing away of which it is tracked that it goes.
    asset = models.OneToOneField(Asset, models.PROTECT, related_name="replacement", verbose_name=_("asset"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.IN_SCOPE)
    """As somebody put it last; what rests on something that has expired, ``with_standing`` shows."""
    under = models.CharField(max_length=20, choices=State.choices, blank=True)
    """Beside the line: the state on it to which it falls back; empty on the line."""
    since = models.DateField(_("since"))
    package = models.CharField(_("package"), max_length=120, blank=True)
    month = models.DateField(_("month planned"), null=True, blank=True)
    """Its first day."""
    funding = models.CharField(_("funding line"), max_length=120, blank=True)
    visit = models.DateField(_("day of the work"), null=True, blank=True)
    blocker = models.CharField(_("held up by"), max_length=20, choices=Blocker.choices, blank=True)
    blocker_note = models.TextField(_("note on that"), blank=True)
    replacing = models.CharField(
        _("what replaces it"), max_length=10, choices=Replacing.choices, default=Replacing.OPEN
    )
    replaced_by = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("replaced by")
    )
    replaced_model = models.CharField(_("model that replaces it"), max_length=LONGEST, blank=True)
    """Maker and model, as an order would say them."""
    gate = models.CharField(max_length=20, blank=True)
    """The gravest outcome of buying or using that model; empty where none was asked for."""
    gate_measure = models.CharField(max_length=120, blank=True)
    """The measure that says so."""
    gate_edition = models.CharField(max_length=60, blank=True)
    gate_as_of = models.DateField(null=True)
    """The edition of the register that answered, and the day asked about."""
    replacing_reason = models.TextField(_("reason"), blank=True)
    """Why nothing replaces it, or why by something that must not be bought or used itself."""
    media = models.CharField(_("storage media"), max_length=10, choices=Media.choices, default=Media.UNKNOWN)
    media_reason = models.TextField(_("how that is known"), blank=True)
    laydown = models.TextField(_("laydown"), blank=True)
    """Where all equipment like it is laid down: a document, a list."""
    phase_out = models.TextField(_("phase-out plan"), blank=True)
    removed_on = models.DateField(_("removed on"), null=True)
    removed_by = models.CharField(_("removed by"), max_length=LONGEST, blank=True)
    """As somebody said it; who recorded it stands in the step."""
    removed_by_people = models.JSONField(default=list, editable=False)
    """Primary keys of who was called so when that was recorded: they stay who they are under another name."""
    removed_from = models.ForeignKey(
        Site, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("removed from")
    )
    """Where it stood at its removal: whoever looks whether it is gone looks there."""
    started = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        """The newest first; one for an asset."""

        verbose_name = _("replacement")
        verbose_name_plural = _("replacements")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["organisation", "-id"], name="replacement_of_organisation"),
            models.Index(fields=["organisation", "state", "-id"], name="replacement_by_state"),
            models.Index(fields=["organisation", "blocker", "-id"], name="replacement_by_blocker"),
        )

    def __str__(self) -> str:
        return str(self.asset)


class Step(WrittenOnce):
    """One move, as it was made. Written once: nothing changes it."""

    SCOPE = "replacement__organisation"
    IN_LEDGER = ("replacement_id", "before", "after", "on", "who", "place", "reason", "survey", "by_id", "at")
    """Columns that the ledger keeps."""
    replacement = models.ForeignKey(Replacement, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=20, choices=State.choices, blank=True)
    """Empty for the first."""
    after = models.CharField(max_length=20, choices=State.choices)
    on = models.DateField(_("day"), null=True)
    """On which it took place, where somebody said it."""
    who = models.CharField(_("done by"), max_length=LONGEST, blank=True)
    place = models.CharField(_("where it went"), max_length=LONGEST, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    survey = models.BigIntegerField(null=True)
    """Primary key of the survey relied on."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Photo(KeptFile):
    """A photograph or paper given with a step: pictures are written anew, without place and device."""

    SCOPE = "step__replacement__organisation"
    IN_LEDGER = ("step_id", "name", "stored", "kind", "size", "sha256", "by_id", "at")
    step = models.ForeignKey(Step, models.PROTECT, related_name="photos")
