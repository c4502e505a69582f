"""Which storage media does an asset have, how was each sanitised, and through whose hands did it go?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.estate.models import LONGEST
from phaseout.web.frame.models import WrittenOnce
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.versioned import Versioned
from phaseout.web.replacement.models.replacement import Replacement
from phaseout.web.replacement.vocabulary import Category, Sort


class Medium(Scoped, Versioned):
    """A storage medium with its certificate of sanitisation.

    The fields are those of the certificate in NIST SP 800-88 Rev. 1 (§4.8 and its sample form), as far as we
    know that text: it was withdrawn for Rev. 2, and neither was at hand to be compared. What records CSE's
    ITSP.40.006 asks for nobody here has read.
    """

    SCOPE = "replacement__organisation"
    CERTIFICATE: ClassVar[tuple[str, ...]] = (
        "category", "method", "tool", "verification", "destination", "sanitiser", "sanitiser_title",
        "sanitised_on", "sanitised_at", "verifier", "verifier_title", "verified_on", "verified_at",
    )  # fmt: skip
    """What a whole certificate says; the confidentialities, telephones and signatures are optional there."""
    IN_LEDGER = (
        "replacement_id", "sort", "maker", "model", "serial", "property_no", "source", "before", "is_free",
        "after", *CERTIFICATE, "sanitiser_phone", "sanitiser_signature", "verifier_phone",
        "verifier_signature", "certified_by_id", "by_id", "at",
    )  # fmt: skip
    """Columns that the ledger keeps."""
    replacement = models.ForeignKey(Replacement, models.PROTECT, related_name="media_listed")
    sort = models.CharField(_("kind of medium"), max_length=12, choices=Sort.choices)
    maker = models.CharField(_("maker"), max_length=LONGEST, blank=True)
    model = models.CharField(_("model"), max_length=LONGEST, blank=True)
    serial = models.CharField(_("serial number"), max_length=LONGEST, blank=True)
    property_no = models.CharField(_("property number"), max_length=LONGEST, blank=True)
    source = models.CharField(_("taken from"), max_length=LONGEST, blank=True)
    """The device, slot or account it belongs to."""
    before = models.CharField(_("confidentiality before"), max_length=60, blank=True)
    is_free = models.BooleanField(_("nobody waits for what is on it"), default=False)
    """Whether somebody asked: litigation, an investigation, a request for access."""
    category = models.CharField(_("category"), max_length=10, choices=Category.choices, blank=True)
    method = models.CharField(_("method"), max_length=LONGEST, blank=True)
    tool = models.CharField(_("tool and its version"), max_length=LONGEST, blank=True)
    verification = models.CharField(_("how it was verified"), max_length=LONGEST, blank=True)
    after = models.CharField(_("confidentiality after"), max_length=60, blank=True)
    destination = models.CharField(_("destination"), max_length=LONGEST, blank=True)
    sanitiser = models.CharField(_("sanitised by"), max_length=LONGEST, blank=True)
    sanitiser_title = models.CharField(_("title of who sanitised it"), max_length=LONGEST, blank=True)
    sanitiser_phone = models.CharField(_("telephone of who sanitised it"), max_length=60, blank=True)
    sanitiser_signature = models.CharField(_("signature of who sanitised it"), max_length=LONGEST, blank=True)
    """Where the signed paper is, or by what it was signed; no picture of it is kept."""
    sanitised_on = models.DateField(_("sanitised on"), null=True, blank=True)
    sanitised_at = models.CharField(_("sanitised at"), max_length=LONGEST, blank=True)
    verifier = models.CharField(_("verified by"), max_length=LONGEST, blank=True)
    verifier_title = models.CharField(_("title of who verified it"), max_length=LONGEST, blank=True)
    verifier_phone = models.CharField(_("telephone of who verified it"), max_length=60, blank=True)
    verifier_signature = models.CharField(_("signature of who verified it"), max_length=LONGEST, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_at = models.CharField(_("verified at"), max_length=LONGEST, blank=True)
    certified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    """Who recorded the certificate; none while there is none."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order listed."""

        verbose_name = _("storage medium")
        verbose_name_plural = _("storage media")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.serial or self.property_no or f"{self.get_sort_display()} {self.model}".strip()

    @classmethod
    def whole_certificate(cls) -> tuple[str, ...]:
        """Return all fields of a certificate in their order, the optional ones where they belong."""
        optional = {
            "verification": ("after",), "sanitiser_title": ("sanitiser_phone",),
            "sanitised_at": ("sanitiser_signature",), "verifier_title": ("verifier_phone",),
            "verified_at": ("verifier_signature",),
        }  # fmt: skip
        return tuple(name for one in cls.CERTIFICATE for name in (one, *optional.get(one, ())))

    @property
    def is_sanitised(self) -> bool:
        """Whether its certificate is whole."""
        return self.certified_by_id is not None


class Handover(WrittenOnce):
    """That a medium went from one to another. Written once; each begins where the one before ended."""

    SCOPE = "medium__replacement__organisation"
    IN_LEDGER = ("medium_id", "giver", "taker", "when", "place", "seal", "by_id", "at")
    """Columns that the ledger keeps."""
    medium = models.ForeignKey(Medium, models.PROTECT, related_name="handovers")
    giver = models.CharField(pgettext_lazy("hand", "from"), max_length=LONGEST)
    taker = models.CharField(pgettext_lazy("hand", "to"), max_length=LONGEST)
    when = models.DateField(pgettext_lazy("day", "on"))
    place = models.CharField(_("place"), max_length=LONGEST)
    seal = models.CharField(_("number of the seal"), max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """From the first hand on."""

        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ("pk",)
