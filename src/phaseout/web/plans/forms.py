"""What do people enter about prices, programmes and plans?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from phaseout.domain.problem import UsageError
from phaseout.plan.programme_keys import LONGEST_LEAD, MOST, is_month
from phaseout.plan.thing import UNKNOWN
from phaseout.plan.variant import changes_asked
from phaseout.report.unread_words import unread_words
from phaseout.web.estate.models import LONGEST
from phaseout.web.estate.queries import organisation_choices
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.credentials import WithoutSecretField, refuse_secret, refuse_secrets_in
from phaseout.web.frame.editing import Cleaned, OfVersion
from phaseout.web.frame.words import kinds, language
from phaseout.web.plans.making import Line, checked, checked_prices, read

LONGEST_TEXT = 200_000
"""Letters of a programme."""
NEW_CREWS = 2
"""Empty places for crews to come."""
MOST_MOVES = 1_000_000


def faults_said(faults: list[str]) -> list[str]:
    """Return what is wrong in the reader's language."""
    return [unread_words(fault, language().code) for fault in faults]


def months_list(text: str) -> list[str]:
    """Return months that somebody wrote, set apart by commas or blanks.

    Raises:
        ValidationError: one is none.
    """
    found = text.replace(",", " ").split()
    if wrong := [one for one in found if not is_month(one)]:
        raise ValidationError(_("%(what)s is no month: write 2027-04."), params={"what": wrong[0]})
    return found


def check_months(text: str) -> None:
    """Refuse a list of months of which one is none."""
    months_list(text)


class AskingForPlan(forms.Form):
    """Whose replacements are planned, and how long is looked for something better."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)
    moves = forms.IntegerField(
        label=_("Moves of the search"), min_value=0, max_value=MOST_MOVES, required=False,
        help_text=_("Counted, not timed, so that the same input gives the same plan. 400 for each package, "
                    "and at most 1,000,000, if left out."),
    )  # fmt: skip

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = organisation_choices(access, Permission.ASSESS)
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class AskingWhatIf(forms.Form):
    """What is otherwise."""

    what_if = WithoutSecretField(
        label=_("What if"), max_length=LONGEST,
        help_text=_("Such as budget=+20%, budget.2027=+30000, hours.east=-10% or crews=+1; several with "
                    "blanks between."),
    )  # fmt: skip

    def clean_what_if(self) -> str:
        """Refuse what is not understood."""
        text = " ".join(str(self.cleaned_data["what_if"]).split())
        try:
            changes_asked(text)
        except UsageError as error:
            raise ValidationError(faults_said([error.what, error.remedy or ""])) from None
        return text


class WritingProgramme(OfVersion):
    """A programme as a whole, written or brought in."""

    text = WithoutSecretField(
        label=_("Programme"), required=False, max_length=LONGEST_TEXT, strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false"}),
        help_text=_("In TOML, as the command reads it. Packages, cells and pins go by the numbers of assets; "
                    "sites by their references."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("It takes the place of what is written above.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One of the two is required; the text is what is there to be written.
        self.fields["text"].required = not self.is_bound

    def clean(self) -> Cleaned:
        """Refuse what cannot be planned with, fault by fault."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if isinstance(file, UploadedFile):
            given["text"] = file.read(LONGEST_TEXT + 1).decode("utf-8", "replace")
        text = given.get("text", "").replace("\r\n", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
        if len(text) > LONGEST_TEXT:
            raise ValidationError({"file": _("It is larger than a programme may be.")})
        if file:
            refuse_secret(text)
        _programme, faults = checked(text)
        if faults:
            raise ValidationError({"file" if file else "text": faults_said(faults)})
        refuse_secrets_in(read(text).data)
        return {"version": given.get("version"), "text": text}


class Money(OfVersion):
    """The money of each fiscal year."""

    def __init__(self, *args: Any, years: Mapping[int, float], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._years = years
        for year, amount in years.items():
            self.fields[f"year_{year}"] = forms.FloatField(
                label=_("Fiscal year that begins in %(year)d") % {"year": year}, min_value=0, initial=amount
            )

    @property
    def tables(self) -> list[dict[str, object]]:
        """What was entered, as tables of a programme."""
        return [{"year": year, "amount": self.cleaned_data[f"year_{year}"]} for year in self._years]


class Crews(OfVersion):
    """Who does the work, where, and when; a crew without a name is taken away."""

    def __init__(self, *args: Any, crews: list[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = range(len(crews) + NEW_CREWS)
        for place in self._places:
            known = crews[place] if place < len(crews) else {}
            number = {"number": place + 1}
            self.fields[f"id_{place}"] = WithoutSecretField(
                label=_("Crew %(number)d") % number,
                max_length=100,
                required=False,
                initial=known.get("id", ""),
            )
            self.fields[f"hours_{place}"] = forms.FloatField(
                label=_("Hours a month of crew %(number)d") % number, min_value=0, required=False,
                initial=known.get("hours"),
            )  # fmt: skip
            self.fields[f"sites_{place}"] = WithoutSecretField(
                label=_("Sites of crew %(number)d") % number, required=False, max_length=10_000,
                initial=", ".join(known.get("sites", ())),
                help_text=_("References, set apart by commas; all sites if left out."),
            )  # fmt: skip
            self.fields[f"closed_{place}"] = WithoutSecretField(
                label=_("Months in which crew %(number)d does not work") % number, required=False,
                max_length=5000, initial=", ".join(known.get("closed", ())), validators=[check_months],
            )  # fmt: skip
            self.fields[f"clearance_{place}"] = forms.FloatField(
                label=_("Clearance of crew %(number)d") % number, min_value=0, required=False,
                initial=known.get("clearance"),
            )  # fmt: skip

    def clean(self) -> Cleaned:
        """Refuse a crew without hours."""
        given = super().clean() or self.cleaned_data
        for place in self._places:
            if given.get(f"id_{place}") and given.get(f"hours_{place}") is None:
                self.add_error(f"hours_{place}", _("Say how many hours a month it works."))
        return given

    @property
    def tables(self) -> list[dict[str, object]]:
        """What was entered, as tables of a programme."""
        return [self._table(place) for place in self._places if self.cleaned_data[f"id_{place}"]]

    def _table(self, place: int) -> dict[str, object]:
        given = {name: self.cleaned_data[f"{name}_{place}"] for name in ("id", "hours", "clearance")}
        table: dict[str, object] = {"id": given["id"], "hours": given["hours"]}
        sites = [one.strip() for one in self.cleaned_data[f"sites_{place}"].split(",") if one.strip()]
        closed = months_list(self.cleaned_data[f"closed_{place}"])
        table |= {name: value for name, value in (("sites", sites), ("closed", closed)) if value}
        return table if given["clearance"] is None else {**table, "clearance": given["clearance"]}


class WritingPrice(OfVersion):
    """What one thing of a kind costs."""

    kind = forms.ChoiceField(label=_("Kind"))
    low = forms.FloatField(label=_("Low"), min_value=0, max_value=MOST)
    typical = forms.FloatField(
        label=_("Typical"), min_value=0, max_value=MOST, help_text=_("The plan spends it.")
    )
    high = forms.FloatField(label=_("High"), min_value=0, max_value=MOST)
    running = forms.FloatField(
        label=_("Running costs a year"), min_value=0, max_value=MOST, initial=0,
        help_text=_("Once it is there; no budget pays them."),
    )  # fmt: skip
    hours = forms.FloatField(label=_("Hours of work"), min_value=0, max_value=MOST)
    lead = forms.IntegerField(
        label=_("Months until it is there"), min_value=0, max_value=LONGEST_LEAD, initial=0
    )
    price_date = WithoutSecretField(
        label=_("Price date"), max_length=40, required=False, help_text=_("As the offer states it.")
    )
    source = WithoutSecretField(
        label=_("Source"), max_length=LONGEST, help_text=_("An offer, a contract, or whose assumption it is.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*kinds(), (UNKNOWN, _("of a kind that is not known"))]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> Cleaned:
        """Refuse prices that are not in order."""
        given = super().clean() or self.cleaned_data
        low, typical, high = (given.get(name) for name in ("low", "typical", "high"))
        if None not in (low, typical, high) and not low <= typical <= high:  # type: ignore[operator]
            raise ValidationError({"typical": _("It must lie from low to high.")})
        return given


class BringingPrices(OfVersion):
    """A price list as a whole: the tables ``[[cost]]`` of a programme."""

    currency = forms.RegexField(r"^[A-Z]{3}$", label=_("Currency"), help_text=_("Such as CAD."))
    text = WithoutSecretField(
        label=_("Prices"), strip=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false"}),
        help_text=_("Tables [[cost]] in TOML, as a programme has them; they take the place of the list."),
    )  # fmt: skip

    def clean_text(self) -> list[dict[str, Any]]:
        """Return the prices."""
        text = str(self.cleaned_data["text"])
        lines, faults = checked_prices(text)
        if faults:
            raise ValidationError(faults_said(faults))
        if not lines:
            raise ValidationError(_("There is no price."))
        for line in lines:
            check_line(line)
        return lines


def check_line(line: Line) -> None:
    """Refuse a price with a secret in it, of a kind that cannot be called so, or with too long a text.

    Raises:
        ValidationError: it is so.
    """
    refuse_secrets_in([line])
    validate_slug(line["kind"])
    for name, longest in (("kind", 60), ("price_date", 40), ("source", LONGEST)):
        if len(line[name]) > longest:
            raise ValidationError(_("%(what)s… is too long."), params={"what": line[name][:30]})


class Version(OfVersion):
    """That somebody agrees to what was shown, in the version that was shown."""
