"""Pages about people."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from phaseout.web.frame.gate import open_to_all
from phaseout.web.people.forms import Beginning
from phaseout.web.people.queries import has_anybody
from phaseout.web.people.services.begin import begin
from phaseout.web.people.welcome import is_code


@open_to_all("GET", "POST")
def welcome(request: HttpRequest, code: str) -> HttpResponse:
    """Let whoever started the server enter the organisation and the first administrator."""
    if has_anybody() or not is_code(code):
        raise Http404
    form = Beginning(request.POST or None)
    if not form.is_valid():
        return render(request, "people/welcome.html", {"form": form}, status=400 if form.is_bound else 200)
    given = form.cleaned_data
    begin(
        organisation=(given["name_en"], given["name_fr"]), roles=given["roles"],
        name=given["name"], email=given["email"], password=given["password"],
    )  # fmt: skip
    messages.success(
        request, _("All is set up. Sign in with the address and the password you have just entered.")
    )
    return redirect("account_login")
