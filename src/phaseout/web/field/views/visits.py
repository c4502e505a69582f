"""Pages about what was seen and photographed, and what of a label is taken over."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Asset
from phaseout.web.field import services
from phaseout.web.field.doubts import doubts
from phaseout.web.field.forms import ConfirmForm, OtherForm, SearchForm
from phaseout.web.field.models import Visit, What
from phaseout.web.field.queries import FOUND, may_be_meant, serials_of, text_of, visited
from phaseout.web.field.text import can_read_text
from phaseout.web.findings.files import handed_out
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, Posted, entered, version_of
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.versioned import ChangedMeanwhileError

READ, SURVEY = Permission.READ, Permission.SURVEY


@needs(READ)
def visit(request: Asked, pk: int) -> HttpResponse:
    """Show what somebody saw, or photographed."""
    row = get_object_or_404(visited(request.access), pk=pk)
    shown = {
        "visit": row, "asset": row.asset,
        "may_visit": request.access.may(SURVEY, row.asset.organisation_id),
        "see_who": request.access.may(Permission.AUDIT, row.asset.organisation_id),
    }  # fmt: skip
    return render(request, "field/visit.html", shown)


@needs(READ)
def photograph(request: Asked, pk: int) -> FileResponse:
    """Hand out the photograph."""
    row = get_object_or_404(visited(request.access).filter(photo__isnull=False), pk=pk)
    return handed_out(row.photo)


@needs(SURVEY, "GET", "POST")
def confirm(request: Asked, pk: int) -> HttpResponse:
    """Confirm or correct what the label says."""
    row = _label(request, pk)

    def keep(given: Cleaned) -> str:
        if request.POST.get("asset") != str(row.asset_id):  # somebody said that it is another one's
            raise ChangedMeanwhileError
        said = {name: given[name] for name in ("serial", "model")}
        services.confirm(request.access, row, row.asset, given["version"], **said)
        return reverse("asset", args=[row.asset_id])

    page = Entering(template="field/confirm.html", keep=keep, said=_("Saved."), shown=_beside(request, row),
                    fresh=lambda: _form(_label(request, pk)))  # fmt: skip
    return page.answer(request, _form(row, entered(request)))


@needs(SURVEY, "POST")
def dismiss(request: Asked, pk: int) -> HttpResponseBase:
    """Take nothing of a label over."""
    try:
        services.dismiss(request.access, _label(request, pk))
    except ChangedMeanwhileError:
        messages.error(request, _("Somebody dealt with it already."))
    return redirect("visit", pk)


@needs(SURVEY, "GET", "POST")
def move(request: Asked, pk: int) -> HttpResponseBase:
    """Say which other asset a label is of."""
    row = _label(request, pk)
    if request.method == "GET":
        return _others(request, row)
    others = Asset.objects.within(request.access, SURVEY).filter(organisation=row.asset.organisation_id)
    form = OtherForm(request.POST, others=others)
    if not form.is_valid():
        return _others(request, row, status=400)
    try:
        services.move(request.access, row, form.cleaned_data["asset"])
    except ChangedMeanwhileError:
        messages.error(request, _("Somebody dealt with it already."))
    return redirect("visit", pk)


def _others(request: Asked, row: Visit, *, status: int = 200) -> HttpResponse:
    form = SearchForm(request.GET if "text" in request.GET else None)
    found = may_be_meant(request.access, row, form.cleaned_data["text"]) if form.is_valid() else []
    shown = {"visit": row, "asset": row.asset, "form": form, "found": found[:FOUND],
             "are_more": len(found) > FOUND, "is_asked": form.is_bound}  # fmt: skip
    return render(request, "field/move.html", shown, status=status)


def _label(request: Asked, pk: int) -> Visit:
    return get_object_or_404(visited(request.access, SURVEY).filter(what=What.LABEL), pk=pk)


def _beside(request: Asked, row: Visit) -> dict[str, object]:
    """Return what stands beside the form: what the asset has, and what looks unusual in what was read."""
    serial, model = _read(row)
    photo = getattr(row, "photo", None)
    found: dict[str, object] = {"doubts": doubts(row.asset, serial, model), "serials": serials_of(row.asset)}
    if photo is not None and "text" in request.GET:
        found["text"] = text_of(request.access, photo)
    return {"visit": row, "asset": row.asset, "can_read": photo is not None and can_read_text(), **found}


def _form(row: Visit, given: Posted = None) -> ConfirmForm:
    serial, model = _read(row)
    return ConfirmForm(given, thing=row.asset,
                       initial={"serial": serial, "model": model, **version_of(row.asset)})  # fmt: skip


def _read(row: Visit) -> tuple[str, str]:
    """Return the serial number and the model that were read; nothing where labels of several were."""
    if len(row.read) != 1:
        return "", ""
    _service, serial, model = row.read[0]
    return serial, model
