"""What do the forms about a replacement have in common?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.editing import Entering
from phaseout.web.replacement.models import Replacement


def form_page(
    title: str | Promise,
    replacement: Replacement,
    keep: Callable[[dict[str, Any]], str],
    fresh: Callable[[], forms.Form] | None = None,
    *,
    back: str = "",
) -> Entering:
    """Return a page with a form about a replacement.

    Args:
        title: its heading.
        keep: takes what was entered, and returns where to go on.
        fresh: makes the form anew from the row as it now stands.
        back: where one goes who leaves it; the page of the replacement if left out.
    """
    back = back or reverse("replacement", args=[replacement.pk])
    shown: dict[str, object] = {"title": title, "replacement": replacement, "back": back}
    return Entering(template="replacement/form.html", keep=keep, said=_("Saved."), fresh=fresh, shown=shown)
