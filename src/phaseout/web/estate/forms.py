"""What do people enter about the estate?"""

import ipaddress
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import (
    LONGEST,
    LONGEST_REASON,
    Asset,
    Coverage,
    Holder,
    Organisation,
    Room,
    Site,
    Tier,
)
from phaseout.web.estate.queries import in_line_with, organisation_choices
from phaseout.web.frame import words
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.credentials import CleanedTextField, WithoutSecretField, without_secrets
from phaseout.web.frame.editing import Cleaned, OfVersion

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
NOBODY_SAID = ("", _("nobody said"))


def day_field(label: Any, **more: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        **more,
    )


class Names(forms.Form):
    """A name in each language, of which one may be empty."""

    name_en = WithoutSecretField(label=_("Name in English"), max_length=200, required=False)
    name_fr = WithoutSecretField(label=_("Name in French"), max_length=200, required=False)

    def clean(self) -> Cleaned:
        """Ask for one name at least."""
        given = super().clean() or {}
        if not given.get("name_en") and not given.get("name_fr") and not self.errors:
            self.add_error("name_en", _("Give it a name in one language at least."))
        return given


class BranchForm(Names):
    """A branch of an organisation."""

    roles = forms.MultipleChoiceField(
        label=_("What it is in law"),
        required=False,
        help_text=_("Which measures bind it follows from this. Nothing ticked: as the organisation above."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = words.roles()  # type: ignore[attr-defined]


class OrganisationForm(OfVersion, BranchForm):
    """An organisation that is there already."""


class FloorForm(Names):
    """A new floor."""

    level = forms.IntegerField(
        label=_("Level"), initial=0, min_value=-50, max_value=300, help_text=_("0 is the ground.")
    )


class PlaceForm(OfVersion, Names):
    """A building or a room that is there already."""


class KeptFloorForm(OfVersion, FloorForm):
    """A floor that is there already."""


class Networks(forms.CharField):
    """Ranges of addresses, one on a line."""

    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        """Return the lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """Return the ranges.

        Raises:
            ValidationError: a line is no range, or all addresses there are.
        """
        lines = [line.strip() for line in super().clean(value).replace(",", "\n").split("\n")]
        return list(dict.fromkeys(self._range(line) for line in lines if line))

    def _range(self, line: str) -> str:
        try:
            network = ipaddress.ip_network(line, strict=False)
        except ValueError:
            raise ValidationError(
                _("“%(line)s” is no range of addresses such as 10.20.0.0/16."), params={"line": line[:60]}
            ) from None
        if not network.prefixlen:
            raise ValidationError(_("“%(line)s” is every address there is."), params={"line": line[:60]})
        return str(network)


class Degrees(forms.FloatField):
    """A coordinate. A comma in it is a decimal one in both languages, since degrees have no thousands."""

    def to_python(self, value: Any) -> Any:
        """Return what was entered as a number."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class SiteForm(forms.ModelForm):  # type: ignore[type-arg] # it takes no parameters when it runs
    """A site."""

    tier = forms.TypedChoiceField(
        label=_("Tier"), required=False, coerce=int, empty_value=None,
        help_text=_("How much it matters. The most sensitive are reviewed first."),
    )  # fmt: skip
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    operator = forms.ChoiceField(
        label=_("Operator of the equipment"), required=False, help_text=_("Who runs what stands there.")
    )
    custodian = WithoutSecretField(
        label=_("Custodian"), required=False, max_length=200, help_text=_("Whom one asks about the building.")
    )
    lease_end = day_field(_("End of the lease"), required=False)
    latitude = Degrees(label=_("Latitude"), required=False, min_value=-90, max_value=90, localize=True)
    longitude = Degrees(label=_("Longitude"), required=False, min_value=-180, max_value=180, localize=True)
    networks = Networks(
        label=_("Networks"), required=False, max_length=4000,
        help_text=_(
            "Ranges of addresses such as 10.20.0.0/16, one on a line. What is found in them stands here."
        ),
    )  # fmt: skip
    purpose = forms.MultipleChoiceField(
        label=_("What equipment there is for"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: nobody said, and it is asked."),
    )  # fmt: skip

    class Meta:
        """Fields in the order of the page."""

        model = Site
        fields: ClassVar[list[str]] = [
            "organisation", "ref", "name_en", "name_fr", "tier", "owner", "operator", "custodian",
            "lease_end", "address", "latitude", "longitude", "networks", "purpose",
        ]  # fmt: skip
        field_classes = without_secrets(Site, fields)
        help_texts: ClassVar[dict[str, Any]] = {
            "ref": _("Short, and its own within the organisation: files name the site by it.")
        }

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where = self.fields["organisation"]
        where.queryset = Organisation.objects.within(access, Permission.KEEP_ESTATE)  # type: ignore[attr-defined]
        offered = list(organisation_choices(access, Permission.KEEP_ESTATE))
        # Where there is but one nobody has to choose.
        where.choices = offered if len(offered) == 1 else [("", "…"), *offered]  # type: ignore[attr-defined]
        self.fields["tier"].choices = [NOBODY_SAID, *Tier.choices]  # type: ignore[attr-defined]
        for name in ("owner", "operator"):
            self.fields[name].choices = [NOBODY_SAID, *Holder.choices]  # type: ignore[attr-defined]
        self.fields["purpose"].choices = words.purposes()  # type: ignore[attr-defined]

    def clean(self) -> Cleaned:
        """Compare what belongs together."""
        given: Cleaned = super().clean() or self.cleaned_data
        if not given.get("name_en") and not given.get("name_fr"):
            self.add_error("name_en", _("Give it a name in one language at least."))
        if given.get("lease_end") and given.get("owner") == Holder.SELF:
            self.add_error("lease_end", _("You say that the site is your own: then no lease ends."))
        for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if given.get(one) is None and given.get(other) is not None and one not in self.errors:
                self.add_error(one, _("Latitude and longitude belong together: enter both or none."))
        return given


class KeptSiteForm(OfVersion, SiteForm):
    """A site that is there already."""


class LookForm(forms.Form):
    """That somebody looked at a site."""

    way = forms.ChoiceField(label=_("In which way"), choices=Coverage.choices[1:])
    on = day_field(_("Day"))
    note = CleanedTextField(
        label=_("What was looked at, and what could not be"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    left = CleanedTextField(
        label=_("In part: what is left to look at"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Buildings, floors or networks that nobody looked at in this way yet. Empty: the whole site was "
            "looked at."
        ),
    )  # fmt: skip

    def clean_on(self) -> date:
        """Refuse days to come."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return on


class PutForm(OfVersion):
    """Where a thing stands."""

    site: forms.ModelChoiceField[Site] = forms.ModelChoiceField(
        label=_("Site"), queryset=None, required=False, empty_label=_("nobody knows")
    )
    room: forms.ModelChoiceField[Room] = forms.ModelChoiceField(
        label=_("Room"), queryset=None, required=False, empty_label=_("nobody knows"),
        help_text=_("Rooms of the site where it stands. Save another site first to choose among its rooms."),
    )  # fmt: skip

    def __init__(self, *args: Any, asset: Asset, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = Site.objects.within(access, Permission.KEEP_ESTATE).order_by("ref", "pk")
        rooms = Room.objects.within(access, Permission.KEEP_ESTATE).select_related("floor__building")
        if asset.pk:  # one that is only named stands nowhere yet
            sites = sites.filter(in_line_with(asset.organisation))
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["room"].queryset = rooms.filter(floor__building__site=asset.site_id)  # type: ignore[attr-defined]
        self.fields["site"].label_from_instance = lambda one: f"{one.ref} – {one.name}"  # type: ignore[attr-defined]
        self.fields["room"].label_from_instance = (  # type: ignore[attr-defined]
            lambda one: f"{one.floor.building.name} › {one.floor.name} › {one.name}"
        )

    def clean(self) -> Cleaned:
        """Take the room away where another site was chosen."""
        given = super().clean() or {}
        room, site = given.get("room"), given.get("site")
        if room is not None and (site is None or room.floor.building.site_id != site.pk):
            given["room"] = None
        return given


class CorrectForm(OfVersion):
    """What a field of a thing is, as a person says."""

    value = WithoutSecretField(label=_("It is"), max_length=LONGEST)
    reason = CleanedTextField(label=_("How do you know?"), max_length=LONGEST_REASON,
                             help_text=_("For instance: read on its label."))  # fmt: skip

    def __init__(self, *args: Any, field: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {"kind": words.kinds, "maker": words.makers, "brand": words.brands}.get(field)
        if known:
            self.fields["value"] = forms.ChoiceField(label=_("It is"), choices=[("", "…"), *known()])


class WithdrawForm(forms.Form):
    """Why something that somebody entered is not so."""

    reason = CleanedTextField(label=_("Why it is withdrawn"), max_length=LONGEST_REASON)


class WithdrawWordForm(WithdrawForm, OfVersion):
    """Why what people said of a field is not so."""
