"""What do people enter about scopes of looks?"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from ipaddress import ip_network
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.domain.problem import SourceError
from phaseout.ledger.key import read_keys
from phaseout.web.estate.models import Organisation, Site
from phaseout.web.findings.forms import Picker
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.credentials import CleanedTextField, WithoutSecretField
from phaseout.web.frame.editing import Cleaned, OfVersion
from phaseout.web.surveys.forms import LONGEST_REASON
from phaseout.web.surveys.scope import IN_ALL, PER_HOST, LookScope
from phaseout.web.surveys.scope_hours import DAYS
from phaseout.web.surveys.scope_ranges import PARTS, Range, line, network, networks, range_fields
from phaseout.web.surveys.services import Draft

MOST_DAYS = 366
NEW_RANGES = 3
"""Empty places for ranges to come."""
MOST_RANGES = 200


class Clock(forms.TimeInput):
    """An hour, as the browser lets one pick it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class DraftingScope(OfVersion):
    """What is asked to be allowed; the ranges stand in places that are numbered from 0."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Organisation"), queryset=None, empty_label=None
    )
    name = line(_("What for"), help_text=_("Such as: cameras of the town hall, before they are replaced."))
    expires = forms.DateField(
        label=_("Last day"), widget=Picker(),
        help_text=_("At the end of it the scope expires; a year ahead at most."),
    )  # fmt: skip
    days = forms.MultipleChoiceField(
        label=_("Days on which may be looked"), choices=DAYS, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: on every day."),
    )  # fmt: skip
    begins = forms.TimeField(
        label=_("From what time"), required=False, widget=Clock(),
        help_text=_("Left out, like the next: at any time."),
    )  # fmt: skip
    ends = forms.TimeField(
        label=_("Until what time"), required=False, widget=Clock(),
        help_text=_("Where it is before the other, that of the next day."),
    )  # fmt: skip
    zone = forms.ChoiceField(
        label=_("By the clocks of"), required=False, widget=forms.Select(attrs={"translate": "no"})
    )
    per_host = forms.IntegerField(
        label=_("Packets a second for each host"), min_value=1, max_value=PER_HOST, initial=PER_HOST
    )
    in_all = forms.IntegerField(
        label=_("Packets a second in all"), min_value=1, max_value=10_000, initial=IN_ALL
    )
    recorders = forms.BooleanField(
        label=_("Recorders may be asked with a read-only account of ours"), required=False,
        help_text=_(
            "Cameras behind a recorder are found no other way. The account is named when it is looked."
        ),
    )  # fmt: skip
    excluded = WithoutSecretField(
        label=_("Never"), required=False, max_length=10_000,
        help_text=_("Networks and addresses within the ranges that are never asked, set apart by commas."),
    )  # fmt: skip
    collectors = WithoutSecretField(
        label=_("Public keys of those who collect"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "One a line, as “phaseout ledger key” prints it. What others bring back counts as not signed."
        ),
    )  # fmt: skip

    def __init__(self, access: Access, *args: Any, ranges: list[Range], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = Site.objects.within(access, Permission.ASSESS).order_by("ref")
        self._places = range(min(len(ranges) + NEW_RANGES, MOST_RANGES))
        within = Organisation.objects.within(access, Permission.ASSESS)
        self.fields["organisation"].queryset = within  # type: ignore[attr-defined]
        zones = [(one, one) for one in sorted(available_timezones())]
        self.fields["zone"].choices = zones  # type: ignore[attr-defined]
        self.fields["zone"].initial = timezone.get_default_timezone_name()
        whose = (kwargs.get("initial") or {}).get("organisation")
        known = {site.ref: site for site in sites.filter(organisation=whose)} if ranges else {}
        for place in self._places:
            said = ranges[place] if place < len(ranges) else {}
            self.fields |= dict(range_fields(place, said, known.get(said.get("site", "")), sites))

    def clean_expires(self) -> datetime:
        """Return the end of the last day; refuse one that is over, or far ahead."""
        day = self.cleaned_data["expires"]
        today = timezone.localdate()
        if day < today or day > today + timedelta(days=MOST_DAYS - 1):
            raise ValidationError(_("It must be a day from today on, and a year ahead at most."))
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))

    def clean_excluded(self) -> list[str]:
        """Return the networks."""
        return networks(self.cleaned_data["excluded"])

    def clean_collectors(self) -> str:
        """Refuse what is no public key."""
        try:
            return "\n".join(map(str, read_keys(self.cleaned_data["collectors"])))
        except SourceError:
            raise ValidationError(_("A line is no public key: NAME+ID+BASE64 is expected.")) from None

    def clean(self) -> Cleaned:
        """Refuse ranges that say too little, or contradict each other."""
        given = super().clean() or self.cleaned_data
        if (given.get("begins") is None) != (given.get("ends") is None):
            self.add_error("ends", _("Give both times, or none."))
        seen = set()
        for place in self._places:
            written = self._network_of(place)
            if written in seen:
                self.add_error(f"network_{place}", _("This network stands here twice."))
            if written:
                seen.add(written)
                self._check_place(place, written)
        if not seen and not self.errors:
            raise ValidationError(_("Name one network at least."))
        return given

    def _network_of(self, place: int) -> str:
        """Return the network in a place, empty where there is none; refuse what is no network."""
        text = self.cleaned_data.get(f"network_{place}")
        try:
            return network(text) if text else ""
        except ValidationError as refused:
            self.add_error(f"network_{place}", refused)
            return ""

    def _check_place(self, place: int, written: str) -> None:
        """Ask where a network is, and whose where it is public."""
        site, note = (self.cleaned_data.get(f"{part}_{place}") for part in ("site", "note"))
        if site is None:
            self.add_error(f"site_{place}", _("Say where this network is: others have the same addresses."))
        elif site.organisation_id != getattr(self.cleaned_data.get("organisation"), "pk", None):
            self.add_error(f"site_{place}", _("This site belongs to another organisation."))
        if ip_network(written).is_global and not note:
            self.add_error(f"note_{place}", _("These are public addresses: say whose, and by what right."))

    @property
    def draft(self) -> Draft:
        """What was entered."""
        given = self.cleaned_data
        same = (
            "organisation",
            "name",
            "excluded",
            "per_host",
            "in_all",
            "recorders",
            "expires",
            "collectors",
        )
        return Draft(
            ranges=list(self._ranges()), windows=self._windows(), **{name: given[name] for name in same}
        )

    def _ranges(self) -> Iterator[Range]:
        for place in self._places:
            said: dict[str, Any] = {part: self.cleaned_data.get(f"{part}_{place}") or "" for part in PARTS}
            if said["network"]:
                yield {**said, "network": network(said["network"]), "site": getattr(said["site"], "ref", "")}

    def _windows(self) -> list[dict[str, Any]]:
        given = self.cleaned_data
        begins, ends = (
            given[name].strftime("%H:%M") if given[name] else "00:00" for name in ("begins", "ends")
        )
        if not given["days"] and given["begins"] is None:
            return []
        days = given["days"] or [day for day, _name in DAYS]
        zone = given["zone"] or timezone.get_default_timezone_name()
        return [{"days": days, "from": begins, "to": ends, "timezone": zone}]


def beginning_of(scope: LookScope) -> dict[str, Any]:
    """Return what a form about a scope begins with."""
    window = scope.windows[0] if scope.windows else {}
    same = ("organisation", "name", "per_host", "in_all", "recorders", "collectors", "version")
    is_daily = len(window.get("days", ())) in (0, len(DAYS))
    return {
        **{name: getattr(scope, name) for name in same},
        "expires": timezone.localdate(scope.expires - timedelta(seconds=1)),
        "excluded": ", ".join(scope.excluded),
        "days": [] if is_daily else window["days"],
        "begins": window.get("from"),
        "ends": window.get("to"),
        "zone": window.get("timezone") or timezone.get_default_timezone_name(),
    }


class DecidingScope(OfVersion):
    """Whether a scope is allowed."""

    agrees = forms.TypedChoiceField(
        label=_("Decision"), choices=[("yes", _("Allow it, and sign")), ("no", _("Send it back"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    reason = CleanedTextField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Needed where it is sent back."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where it is sent back."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("agrees") is False and "reason" in said and not said["reason"]:
            self.add_error("reason", _("Say why you send it back."))
        return said


class WithdrawingScope(OfVersion):
    """Why a scope ends before its time."""

    reason = CleanedTextField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )
