"""A page on which bundles are brought in that were collected where no server is."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.surveys import services
from phaseout.web.surveys.bundle_forms import BringingBundle
from phaseout.web.surveys.refusals import refusal_said


@needs(Permission.SURVEY, "GET", "POST")
def bring(request: Asked) -> HttpResponseBase:
    """Let somebody bring a bundle in."""
    form = BringingBundle(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _page(request, form, 400 if form.is_bound else 200)
    try:
        taken = services.bring_bundle(request.access, form.cleaned_data["file"], timezone.localdate())
    except services.RefusedError as refused:
        form.add_error("file", refusal_said(refused))
        return _page(request, form, 400)
    if not taken.is_new:
        messages.info(request, _("This collection was brought in already: nothing was changed."))
    return redirect("survey", taken.collected.survey_id)


def _page(request: Asked, form: BringingBundle, status: int) -> HttpResponse:
    return render(request, "surveys/bundle_new.html", {"form": form}, status=status)
