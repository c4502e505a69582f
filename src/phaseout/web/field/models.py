"""What did somebody see, or photograph, who stood before a thing?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.discussion.models import Comment
from phaseout.web.estate.models import Asset
from phaseout.web.field.photograph import Refusal
from phaseout.web.frame.kept_file import KeptFile
from phaseout.web.frame.scoped import Scoped


class What(models.TextChoices):
    """What a visit says. Three of them come with a photograph."""

    SEEN = "seen-here", _("seen here")
    NOT_MET = "not-met", _("not found at this place")
    LABEL = "label-photo", _("photograph of the label")
    BEFORE = "before-photo", _("photograph before the work")
    AFTER = "after-photo", _("photograph after the work")


PHOTOGRAPHS = frozenset({What.LABEL, What.BEFORE, What.AFTER})

_WHY_NOT = {
    Refusal.EXPORT: _(
        "a code in it hands over many devices with their passwords. Nothing of it is kept; "
        "take it down from where it hangs"
    ),
    Refusal.CREDENTIAL: _(
        "it shows a verification code, a password or a key, which opens something. On labels a verification "
        "code is mostly printed twice"
    ),
    Refusal.NOT_LOOKED_THROUGH: _(
        "it could not be looked through for verification codes. Photograph less around the label"
    ),
}


class Settled(models.TextChoices):
    """What a person made of what was read on a label."""

    OPEN = "", _("waits for somebody to confirm it")
    CONFIRMED = "confirmed-label", _("confirmed")
    DISMISSED = "dismissed-label", _("not taken over")


class Visit(Scoped):
    """One thing that somebody said of an asset, or photographed. What was read of a label is a proposal."""

    SCOPE = "asset__organisation"
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="visits", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    key = models.UUIDField()
    """Made by the telephone or the page: what is sent again under it is one visit."""
    digest = models.CharField(max_length=64)
    """Of all that was sent under the key."""
    what = models.CharField(max_length=20, choices=What.choices)
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")
    """The note, which is a comment on the asset."""
    said = models.DateTimeField()
    """When it was seen or photographed, by the telephone's clock where that can be."""
    at = models.DateTimeField(auto_now_add=True)
    refused = models.CharField(
        max_length=20, choices=[(one.value, why) for one, why in _WHY_NOT.items()], blank=True
    )
    """Why the photograph was not kept; empty where it was, or there was none."""
    read = models.JSONField(default=list, blank=True)
    """What the codes of a label said, each as (service, serial number, model). No credential is among it."""
    settled = models.CharField(max_length=20, choices=Settled.choices, default=Settled.OPEN, blank=True)

    class Meta:
        """The newest first; each key once for each person."""

        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["by", "key"], name="visit_is_kept_once"),)
        indexes = (models.Index(fields=["asset", "-id"], name="visit_of_asset"),)

    def __str__(self) -> str:
        return str(self.get_what_display())

    @property
    def waits(self) -> bool:
        """Whether somebody has yet to say what the label says."""
        return self.what == What.LABEL and not self.settled and bool(self.read or not self.refused)


class VisitPhoto(KeptFile):
    """A photograph that came with a visit, written anew, without place and device."""

    SCOPE = "visit__asset__organisation"
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="photo")
