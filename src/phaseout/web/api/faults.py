"""What is wrong with what was sent, field by field, in the reader's language?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from phaseout.web.api.call import FORM
from phaseout.web.api.vocabulary import address_of_words
from phaseout.web.frame.credentials import CleanedTextField
from phaseout.web.frame.problems import Fault, ProblemError

MOST_FAULTS = 100
"""Of one request that are told; how many more there are is said."""
LONGEST_FIELD = 200
"""Characters of a name in what was sent that are told."""
_WHERE = ("body", "query", "path", "form", "file", "header")


def faults_of(form: forms.BaseForm) -> list[Fault]:
    """Return the faults of a form, as its page would show them; of a word that is none, where those stand."""
    return [
        Fault(field="" if name == NON_FIELD_ERRORS else name, detail=f"{message}{_where(form, name, one)}")
        for name, errors in form.errors.as_data().items()
        for one in errors
        for message in one.messages
    ]


def _where(form: forms.BaseForm, name: str, error: ValidationError) -> str:
    address = address_of_words(form.fields[name]) if error.code == "invalid_choice" else ""
    said = _("Which words there are: %(address)s.")
    return f" {said % {'address': address}}" if address else ""


def cleaned(form: forms.BaseForm) -> dict[str, Any]:
    """Return what a form holds.

    Raises:
        ProblemError: it is not valid.
    """
    if not form.is_valid():
        raise not_valid(faults_of(form))
    return form.cleaned_data


def check_form(call: HttpRequest, body: Mapping[str, Any]) -> None:
    """Refuse a form with a field that nobody reads: what was meant by it would not happen.

    Args:
        call: the request.
        body: what the description says of what is sent.

    Raises:
        ProblemError: a field is called otherwise than any there.
    """
    check_names(call, body["content"][FORM]["schema"]["properties"])


def check_names(call: HttpRequest, names: Iterable[str]) -> None:
    """Refuse a form with a part that is called otherwise than any of these.

    Raises:
        ProblemError: there is one.
    """
    if other := sorted({*call.POST, *call.FILES} - {*names}):
        said = _("Nothing here is called so.")
        raise not_valid([Fault(field=_short(one), detail=said) for one in other])


def kept_of(field: str, text: str, longest: int) -> str:
    """Return what may be kept of a text: what opens a device is left out of it.

    Args:
        field: its name in what was sent.
        text: as it was sent.
        longest: how many characters are kept.

    Raises:
        ProblemError: there is no room to say what was left out.
    """
    try:
        return CleanedTextField(max_length=longest, required=False).clean(text)
    except ValidationError as error:
        raise not_valid([Fault(field=field, detail=one) for one in error.messages]) from None


def too_many(most: int) -> str:
    """Return how many there may be."""
    return str(_SAID["too_long"]) % {"max_length": most}


def too_large(largest: int) -> ProblemError:
    """Return that more was sent than is taken.

    Args:
        largest: bytes that are.
    """
    return ProblemError(413, _("At most %(largest)d bytes are taken.") % {"largest": largest})


def not_valid(faults: Sequence[Fault]) -> ProblemError:
    """Return that something is wrong with some fields."""
    told = list(faults[:MOST_FAULTS])
    if more := len(faults) - len(told):
        said = ngettext("%(number)d more is not told here.", "%(number)d more are not told here.", more)
        told.append(Fault(field="", detail=said % {"number": more}))
    return ProblemError(422, _("Something is wrong with what was sent; nothing was changed."), faults=told)


def faults_of_shape(errors: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """Return the faults of what has not the shape that is described.

    Args:
        errors: as pydantic tells them.
    """
    return [Fault(field=_field(one["loc"]), detail=_detail(one)) for one in errors]


def _field(place: Sequence[object]) -> str:
    """Return where it stands in what was sent, without the names the program has for the whole."""
    told = [str(one) for one in place]
    if told and told[0] in _WHERE:
        told = told[2:] if told[0] in ("body", "form") and len(told) > 1 else told[1:]
    return _short(".".join(told))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_FIELD else f"{name[:LONGEST_FIELD]}…"


def _detail(error: Mapping[str, Any]) -> str:
    kind = str(error["type"])
    said = str(_SAID.get(kind) or _OF_KIND.get(kind.partition("_")[0]) or _("It is not as described."))
    about: dict[str, object] = dict(error.get("ctx", {}))
    if "expected" in about:  # pydantic says it in English alone
        about["expected"] = str(about["expected"]).replace(" or ", ", ")
    return said % about


_SAID = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("Nothing here is called so."),
    "string_too_long": gettext_lazy("At most %(max_length)s characters."),
    "too_long": gettext_lazy("At most %(max_length)s of them."),
    "too_short": gettext_lazy("One at least."),
    "string_pattern_mismatch": gettext_lazy("It is not written as described."),
    "literal_error": gettext_lazy("One of %(expected)s."),
    "greater_than_equal": gettext_lazy("At least %(ge)s."),
    "less_than_equal": gettext_lazy("At most %(le)s."),
    "less_than": gettext_lazy("Less than %(lt)s."),
}
"""Fault as pydantic calls it → how a reader is told."""
_OF_KIND = {
    "bool": gettext_lazy("It is neither true nor false."),
    "date": gettext_lazy("It is no day such as 2026-11-27."),
    "dict": gettext_lazy("It is no object."),
    "float": gettext_lazy("It is no number."),
    "int": gettext_lazy("It is no whole number."),
    "list": gettext_lazy("It is no list."),
    "model": gettext_lazy("It is no object."),
    "string": gettext_lazy("It is no text."),
}
"""The same by how its name begins."""
