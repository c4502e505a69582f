"""What do people enter about storage media?"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.findings.forms import reasoned
from phaseout.web.frame.credentials import without_secrets
from phaseout.web.frame.editing import Cleaned, OfVersion
from phaseout.web.replacement.certificate import faults
from phaseout.web.replacement.forms import past_day, text_field
from phaseout.web.replacement.models import Medium
from phaseout.web.replacement.vocabulary import Media


class Storing(OfVersion):
    """Whether it stores anything, and how that is known."""

    stores = forms.ChoiceField(
        label=_("Storage media"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Media.UNKNOWN, Media.NONE)],
    )  # fmt: skip
    reason = reasoned(_("How that is known"))


class Listing(forms.ModelForm[Medium]):
    """A storage medium."""

    class Meta:
        """What is known before it is sanitised."""

        model = Medium
        fields = ("sort", "maker", "model", "serial", "property_no", "source", "before")
        field_classes = without_secrets(Medium, fields)


class Certifying(OfVersion, forms.ModelForm[Medium]):
    """The certificate of sanitisation of a medium."""

    class Meta:
        """What a whole certificate says."""

        model = Medium
        fields = ("is_free", *Medium.whole_certificate())
        field_classes = without_secrets(Medium, fields)
        widgets = {  # noqa: RUF012 (Django's own way)
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            for name in ("sanitised_on", "verified_on")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("is_free", *Medium.CERTIFICATE):
            self.fields[name].required = True
        self.fields["is_free"].help_text = _(
            "Litigation, an investigation, a request for access: somebody asked."
        )

    def clean(self) -> Cleaned:
        """Ask for days that can be, for another person to verify, and for a way that suffices."""
        given = super().clean() or {}
        verified, owner = given.get("verified_on"), self.instance.replacement
        if verified is not None and verified > timezone.localdate():
            self.add_error("verified_on", _("The day must not lie ahead."))
        for field, why in faults(given, before=self.instance.before, removed_on=owner.removed_on).items():
            self.add_error(field, why)
        return given


class Handing(forms.Form):
    """That a medium went from one to another."""

    giver = text_field(pgettext_lazy("hand", "From"))
    taker = text_field(pgettext_lazy("hand", "To"))
    when = past_day(pgettext_lazy("day", "On"))
    place = text_field(_("Place"))
    seal = text_field(_("Number of the seal"), longest=60, required=False)
