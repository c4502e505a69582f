"""What do people enter about replacements?"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.forms import day_field
from phaseout.web.estate.models import LONGEST, Asset
from phaseout.web.estate.queries import organisation_choices
from phaseout.web.findings.expiry import last_day
from phaseout.web.findings.files import Accepted, accepted
from phaseout.web.findings.forms import reasoned
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.credentials import WithoutSecretField
from phaseout.web.frame.editing import Cleaned, OfVersion
from phaseout.web.replacement import guards
from phaseout.web.replacement.facts import Entered
from phaseout.web.replacement.queries import asset_known_as
from phaseout.web.replacement.queries.looked import Looked
from phaseout.web.replacement.states import TOGETHER, Transition
from phaseout.web.replacement.vocabulary import Blocker, Replacing, Reply, Result, Way
from phaseout.web.surveys.forms import SeveralFiles

_CHOOSE = ("", _("– choose –"))
MOST_DRAWN = 500


def text_field(label: Any, *, longest: int = LONGEST, **more: Any) -> WithoutSecretField:
    """Return a field for a line of text."""
    return WithoutSecretField(label=label, max_length=longest, **more)


def past_day(label: Any) -> forms.DateField:
    """Return a field for the day of what is said to have happened: none to come."""
    field = day_field(label)
    field.validators.append(not_ahead)
    return field


def not_ahead(day: date | None) -> None:
    """Refuse a day to come for what is said to have happened."""
    if day is not None and day > timezone.localdate():
        raise ValidationError(_("The day must not lie ahead."))


class Moving(OfVersion):
    """What is said with a move; what it does not ask for is not there."""

    OF_GUARD: ClassVar[Mapping[guards.Guard, tuple[str, ...]]] = {
        guards.DAY: ("on",), guards.WHO: ("who",), guards.PLACE: ("place",), guards.SHOWN: ("file",),
        guards.SURVEY_CHOSEN: ("survey",),
    }  # fmt: skip
    """Guard → the fields by which it is met."""
    on = day_field(_("Day on which it was done"))
    who = text_field(_("Done by"), help_text=_("A name: staff, or a contractor’s crew."))
    place = text_field(
        _("Where it went"), help_text=_("Who took it, and where it lies or what became of it.")
    )
    survey = forms.TypedChoiceField(
        label=_("Survey relied on"), coerce=int,
        help_text=_("It looked at the site after the removal and did not meet the asset."),
    )  # fmt: skip
    file = SeveralFiles(
        label=_("Photographs"), required=False,
        help_text=_("Pictures are written anew: they no longer say where, when and by whose device. PNG, "
                    "JPEG, PDF or plain text, at most 10 megabytes each."),
    )  # fmt: skip
    reason = reasoned(_("Reason"), is_required=False)

    def __init__(self, *args: Any, move: Transition, surveys: list[Looked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {field for guard in move.guards for field in self.OF_GUARD.get(guard, ())}
        for field in {field for fields in self.OF_GUARD.values() for field in fields} - asked:
            del self.fields[field]
        if guards.REASON in move.guards:
            self.fields["reason"].required = True
        if guards.SHOWN in move.guards:
            self.fields["reason"].label = _("Note, or the reason why there is no photograph")
        if "survey" in self.fields:
            choices = [_CHOOSE, *((one.pk, one.told) for one in surveys)]
            self.fields["survey"].choices = choices  # type: ignore[attr-defined]

    def clean_file(self) -> list[Accepted]:
        """Return the files as they may be kept."""
        return [accepted(one) for one in self.cleaned_data["file"] if isinstance(one, UploadedFile)]

    @property
    def entered(self) -> Entered:
        """What was said, as the guards look at it."""
        given = self.cleaned_data
        return Entered(
            on=given.get("on"), who=given.get("who", ""), place=given.get("place", ""),
            reason=given.get("reason", ""), survey=given.get("survey"),
            photos=sum(one.may_show for one in given.get("file", ())),
        )  # fmt: skip


class Planning(OfVersion):
    """In which package and month, from which funds, on which day, and what holds it up."""

    package = text_field(
        _("Package"), longest=120, required=False,
        help_text=_("What is replaced together, such as a recorder and its cameras."),
    )  # fmt: skip
    month = day_field(_("Month planned"), required=False, help_text=_("Any day of it."))
    funding = text_field(_("Funding line"), longest=120, required=False)
    visit = day_field(_("Day of the work"), required=False)
    blocker = forms.ChoiceField(
        label=_("Held up by"), required=False, choices=[("", _("nothing")), *Blocker.choices]
    )
    blocker_note = reasoned(_("Note on that"), is_required=False)

    def clean(self) -> Cleaned:
        """Ask for a note where nothing else says what it is."""
        given = super().clean() or {}
        if given.get("blocker") == Blocker.OTHER and not given.get("blocker_note"):
            self.add_error("blocker_note", _("Say what holds it up."))
        return given


class PlanningMany(forms.Form):
    """In which package and month many are replaced, from which funds, and to which state they go."""

    to = forms.ChoiceField(
        label=_("Move to"), required=False,
        choices=[("", _("no other state")), *((one.to.value, one.to.label) for one in TOGETHER)],
    )  # fmt: skip
    package = text_field(
        _("Package"), longest=120, required=False, help_text=_("What is empty stays as it is.")
    )
    month = day_field(_("Month planned"), required=False, help_text=_("Any day of it."))
    funding = text_field(_("Funding line"), longest=120, required=False)
    visit = day_field(_("Day of the work"), required=False)

    def clean(self) -> Cleaned:
        """Ask for something to be done."""
        given = super().clean() or {}
        if not self.errors and not any(given.values()):
            raise ValidationError(_("Say what is to become of them."))
        return given


class Replaced(OfVersion):
    """What replaces it."""

    replacing = forms.ChoiceField(
        label=_("What replaces it"), choices=Replacing.choices, widget=forms.RadioSelect
    )
    asset = text_field(_("The asset, by its whole key or label"), required=False)
    model = text_field(
        _("The model, as an order would say it"), required=False,
        help_text=_("Maker and model. What the law answers on buying it is asked and kept."),
    )  # fmt: skip
    reason = reasoned(_("Reason why nothing replaces it, or why by something forbidden"), is_required=False)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._access = access

    def clean(self) -> Cleaned:
        """Ask for what the choice needs, and find the asset."""
        given = super().clean() or {}
        found: Asset | None = None
        match given.get("replacing"):
            case Replacing.ASSET:
                found = asset_known_as(self._access, given.get("asset", ""))
                if found is None:
                    self.add_error("asset", _("No asset, or more than one, is known by that."))
            case Replacing.MODEL if not given.get("model"):
                self.add_error("model", _("Say which."))
            case Replacing.NOTHING if not given.get("reason"):
                self.add_error("reason", _("Say why nothing replaces it."))
        return {**given, "found": found}


class Terms(OfVersion):
    """On what terms it may stay for a time."""

    laydown = reasoned(_("Where all equipment like it is laid down"))
    phase_out = reasoned(_("The plan by which it goes in the end"))


class Reviewing(OfVersion):
    """Whether a mitigation still works, and until when that counts."""

    review = day_field(_("To be reviewed by"))
    residual = forms.IntegerField(label=_("Risk that is left, in hundredths"), min_value=0, max_value=100)
    note = reasoned(_("What was done, and how it is known to work"))

    def clean_review(self) -> date:
        """Ask for a day to come, and not too far: nothing is mitigated for ever."""
        day: date = self.cleaned_data["review"]
        if day <= timezone.localdate():
            raise ValidationError(_("The day has to be one to come."))
        if day > (last := last_day(timezone.localdate())):
            raise ValidationError(_("It has to be reviewed by %(day)s at the latest.") % {"day": last})
        return day


class Mitigating(Reviewing):
    """A mitigation."""

    field_order = ("way", "since", "review", "residual", "note")
    way = forms.ChoiceField(label=_("Mitigation"), choices=[_CHOOSE, *Way.choices])
    since = past_day(_("In force since"))


class Ending(OfVersion):
    """That a mitigation ended."""

    on = past_day(_("Ended on"))


class Referring(forms.Form):
    """That somebody else was asked to act."""

    to = forms.ChoiceField(label=_("Asked of"))
    whom = text_field(_("Name"))
    asked = past_day(_("Asked on"))
    due = day_field(_("Answer due"))
    request = reasoned(_("What they were asked"))

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [_CHOOSE, *others]  # type: ignore[attr-defined]

    def clean(self) -> Cleaned:
        """Ask for an answer after the question."""
        given = super().clean() or {}
        if given.get("due") and given.get("asked") and given["due"] < given["asked"]:
            self.add_error("due", _("An answer cannot be due before it was asked for."))
        return given


class Answering(OfVersion):
    """What they answered."""

    on = past_day(_("Answered on"))
    reply = forms.ChoiceField(label=_("In a word"), choices=Reply.choices, widget=forms.RadioSelect)
    answer = reasoned(_("What they answered"))


class Drawing(forms.Form):
    """A sample of what is said to be gone."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)
    seed = text_field(
        _("Seed"), longest=60,
        help_text=_("Any text that nobody chose to their liking, such as the number of a lottery draw: "
                    "whoever has it draws the same sample again."),
    )  # fmt: skip
    size = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_DRAWN, initial=20)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = organisation_choices(access, Permission.DECIDE)
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class Inspecting(OfVersion):
    """What somebody found where a thing stood."""

    result = forms.ChoiceField(
        label=_("Result"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Result if one != Result.WAITING],
    )  # fmt: skip
    on = past_day(_("Inspected on"))
    note = reasoned(_("Note"), is_required=False)


class Withdrawing(OfVersion):
    """That what an inspection found counts no more."""

    why = reasoned(_("Why it counts no more"))
