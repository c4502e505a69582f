"""What does somebody enter who keeps a list, or looks for something?"""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from phaseout.web.desk.lists import asked
from phaseout.web.desk.models import LONGEST_QUERY, KeptList
from phaseout.web.desk.services import ListFacts
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import NOBODY, Access, Permission
from phaseout.web.frame.credentials import WithoutSecretField
from phaseout.web.frame.editing import OfVersion, version_of

LONGEST_SOUGHT = 100


class Keeping(forms.Form):
    """A list to be kept."""

    name = WithoutSecretField(label=_("Name"), max_length=80)
    organisation = forms.ModelChoiceField(
        label=_("Shared with"), required=False, empty_label=_("nobody: it is your own"),
        queryset=Organisation.objects.visible_to(NOBODY),
        help_text=_("Whoever reads there finds it, and sees of its rows those that they may see anyway."),
    )  # fmt: skip

    def __init__(self, *args: Any, access: Access, kept: KeptList | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Organisation.objects.within(access, Permission.DISCUSS)
        if kept is not None and kept.organisation_id is not None:
            choices |= Organisation.objects.visible_to(access).filter(pk=kept.organisation_id)
        self.fields["organisation"].queryset = choices  # type: ignore[attr-defined]

    def facts(self, query: str) -> ListFacts:
        """Return what was entered, of a list that shows what an address asks for."""
        given = self.cleaned_data
        shown: str = given.get("query", query)
        return ListFacts(name=given["name"], organisation=given["organisation"], query=shown)


class KeepingAnew(OfVersion, Keeping):
    """A list that is kept already."""

    query = forms.CharField(
        label=_("Filter, order and columns"), required=False, max_length=LONGEST_QUERY,
        widget=forms.HiddenInput,
    )  # fmt: skip

    def clean_query(self) -> str:
        """Return it as an address says it, whatever a form sent."""
        return asked(QueryDict(self.cleaned_data["query"]))


class Removing(OfVersion):
    """That a kept list is removed."""


def as_it_is(kept: KeptList, query: str = "") -> dict[str, object]:
    """Return what a form about a kept list begins with; another address shows other rows under its name."""
    return {
        "name": kept.name,
        "organisation": kept.organisation_id,
        "query": query or kept.query,
        **version_of(kept),
    }


class Sought(forms.Form):
    """What is looked for."""

    q = forms.CharField(
        label=_("What you look for"), max_length=LONGEST_SOUGHT,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
