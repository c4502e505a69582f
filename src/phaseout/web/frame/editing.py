"""How is a row entered and changed, so that no mistake is silent and nobody overwrites another unseen?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from phaseout.web.frame.gate import Asked
from phaseout.web.frame.versioned import ChangedMeanwhileError, Versioned

VERSION = "version"
Posted = QueryDict | None
"""What was entered in a form; ``None`` where its page is only opened."""
Cleaned = dict[str, Any]
"""What a valid form holds, by the names of its fields."""


class OfVersion(forms.Form):
    """A form that carries which version of the row it was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that two people filled differently at once."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """A page with a form."""

    template: str
    keep: Callable[[Cleaned], Any]
    """Takes what was entered, and returns where to go on: a row with an address, or an address."""
    said: str | Promise
    """What is said when it is done."""
    fresh: Callable[[], forms.Form] | None = None
    """Makes the form anew from the row as it now stands."""
    shown: dict[str, object] = field(default_factory=dict)
    """What else the page shows."""

    def answer(self, request: Asked, form: forms.BaseForm) -> HttpResponse:
        """Return the page with the form, or save what was entered and go on."""
        if not form.is_valid():
            return self._page(request, form, 400 if form.is_bound else 200)
        try:
            done = self.keep(form.cleaned_data)
        except ChangedMeanwhileError:
            return self._page(request, form, 409, differences=self._differences(form))
        except ValidationError as refused:
            form.add_error(None, refused)
            return self._page(request, form, 400)
        except IntegrityError:
            form.add_error(None, _("Somebody else entered the same just now. Look at it, and try again."))
            return self._page(request, form, 409)
        messages.success(request, str(self.said))
        return redirect(done)

    def _page(self, request: Asked, form: forms.BaseForm, status: int, **more: object) -> HttpResponse:
        return render(request, self.template, {"form": form, **self.shown, **more}, status=status)

    def _differences(self, form: forms.BaseForm) -> list[Difference]:
        """Return what differs, and let the form go with the newer version from here on."""
        fresh = self.fresh() if self.fresh else form
        told = QueryDict("", mutable=True)
        for name in form.data:
            told.setlist(name, form.data.getlist(name))  # type: ignore[attr-defined]
        told[form.add_prefix(VERSION)] = fresh[VERSION].value()
        form.data = told
        pairs = [(name, shown(form[name]), shown(fresh[name])) for name in form.fields if name != VERSION]
        return [
            Difference(label=str(form[name].label), mine=mine, theirs=theirs)
            for name, mine, theirs in pairs
            if mine != theirs
        ]


def shown(bound: forms.BoundField) -> str:
    """Return what stands in a field, as a person reads it: names instead of what stands for them."""
    given = bound.value()
    values = given if isinstance(given, list | tuple) else [given]
    choices = getattr(bound.field, "choices", None)
    names = {str(value): str(name) for value, name in choices} if choices is not None else {}
    # What a browser sends differs from what was shown in its line ends alone.
    texts = ["" if value is None else str(value).replace("\r\n", "\n").strip() for value in values]
    return ", ".join(names.get(text, text) for text in texts)


def version_of(row: Versioned) -> dict[str, int]:
    """Return what a form about a row begins with."""
    return {VERSION: row.version}


def entered(request: Asked) -> Posted:
    """Return what was entered, None where the page is only opened."""
    return request.POST if request.method == "POST" else None
