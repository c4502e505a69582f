"""What do people enter about findings and questions?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.findings.expiry import are_beyond, is_beyond, last_day
from phaseout.web.findings.files import Accepted, accepted
from phaseout.web.findings.models import EXPIRING, Finding, Judgement, Verdict
from phaseout.web.frame.credentials import CleanedTextField
from phaseout.web.frame.editing import Cleaned

LONGEST = 10_000
"""Characters of a reason."""


class Picker(forms.DateInput):
    """A day, as the browser lets one pick it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def reasoned(label: Any, *, is_required: bool = True) -> CleanedTextField:
    """Return a field for a reason, of which no credential is kept."""
    area = forms.Textarea(attrs={"rows": 3})
    return CleanedTextField(label=label, widget=area, max_length=LONGEST, required=is_required)


class TakingBack(forms.Form):
    """Why an answer is taken back."""

    reason = reasoned(_("Why it does not hold"))


class Shown(forms.Form):
    """A form that carries which version of the finding was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class WithFile(Shown):
    """A form to which a file may be attached."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, PNG, JPEG or plain text, at most 10 megabytes."),
    )

    def clean_file(self) -> list[Accepted]:
        """Return the file as it may be kept, none where none was given."""
        given = self.cleaned_data.get("file")
        now = self.initial.get("version")
        if now is not None and self.data.get(self.add_prefix("version")) != str(now):
            return []  # the finding is another meanwhile, which refuses it: no picture is unpacked for that
        return [accepted(given)] if isinstance(given, UploadedFile) else []


class Assessing(WithFile):
    """What the evidence shows."""

    field_order = ("reason", "file")
    reason = reasoned(_("What the evidence shows"))


class Proposal(forms.Form):
    """A judgement with its reason, and until when it counts."""

    verdict = forms.ChoiceField(
        label=_("Judgement"), choices=[("", _("– choose –")), *Verdict.choices], widget=forms.Select
    )
    reason = reasoned(_("Reason"))
    expires = forms.DateField(
        label=_("Counts until and with"),
        required=False,
        widget=Picker(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires"].help_text = _(
            "Needed for an exception and for restricted use, at most %(number)d months from today; "
            "afterwards the judgement counts no more."
        ) % {"number": settings.EXCEPTION_MONTHS}

    def clean(self) -> Cleaned:
        """Ask for a day to come, and not too far away, where nobody is let off for ever."""
        given, today = super().clean() or {}, timezone.localdate()
        expires: date | None = given.get("expires")
        if given.get("verdict") in EXPIRING and expires is None and "expires" not in self.errors:
            self.add_error("expires", _("Say until when an exception or a restricted use counts."))
        if expires is not None and expires <= today:
            self.add_error("expires", _("The day has to be one to come."))
        elif expires is not None and is_beyond(given.get("verdict", ""), expires, today):
            said = _("An exception or a restricted use counts until %(day)s at most.")
            self.add_error("expires", said % {"day": last_day(today).isoformat()})
        return given


class Proposing(Proposal, WithFile):
    """A judgement on one finding."""

    field_order = ("verdict", "reason", "expires", "file")


class ProposingMany(Proposal):
    """One judgement on many findings."""


class Decision(forms.Form):
    """Whether somebody agrees with what others proposed."""

    agrees = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Decide as proposed")), ("no", _("Send back"))],
        widget=forms.RadioSelect,
    )
    reason = reasoned(_("Reason"), is_required=False)

    def __init__(self, *args: Any, proposals: Sequence[Judgement] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._proposals = proposals

    def clean(self) -> Cleaned:
        """Ask for a reason where the proposal goes back; let nothing be decided that would count too long."""
        given, today = super().clean() or {}, timezone.localdate()
        if given.get("agrees") == "no" and not given.get("reason"):
            self.add_error("reason", _("Say what is missing or wrong, for whoever proposed it."))
        if given.get("agrees") == "yes" and are_beyond(self._proposals, today):
            said = _(
                "An exception or a restricted use counts until %(day)s at most, "
                "and this was proposed until later: send it back."
            )
            self.add_error("agrees", said % {"day": last_day(today).isoformat()})
        if given.get("agrees") == "yes" and any(one.is_outdated for one in self._proposals):
            said = _(
                "The answer changed since this was proposed, so it would count for nothing: send it back."
            )
            self.add_error("agrees", said)
        return given


class Deciding(Decision, Shown):
    """A decision on one finding."""

    field_order = ("agrees", "reason")


class DecidingMany(Decision):
    """One decision on many findings."""


class Withdrawing(Shown):
    """Why somebody takes a proposal back."""

    reason = reasoned(_("Reason"))


def shown(kind: type[Shown], finding: Finding, data: Any = None, files: Any = None, **more: Any) -> Shown:
    """Return a form that carries the version of a finding; its fields have ids of their own on the page."""
    identity = f"{kind.__name__.lower()}-%s"
    return kind(data, files, initial={"version": finding.version}, auto_id=identity, **more)
