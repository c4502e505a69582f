"""Pages about letters and webhooks."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from phaseout.web.frame.access import Permission
from phaseout.web.frame.announcing.kinds import KINDS
from phaseout.web.frame.editing import Cleaned, Entering, Posted, entered, version_of
from phaseout.web.frame.gate import Asked, needs, open_to_all
from phaseout.web.notices import queries
from phaseout.web.notices.forms import KeptWebhookForm, NewWebhookForm, Wishing
from phaseout.web.notices.letter import person_of
from phaseout.web.notices.models import Rhythm, Webhook
from phaseout.web.notices.services import letters, webhooks
from phaseout.web.people.mail import is_sent_at_all
from phaseout.web.people.models import Person
from phaseout.web.people.proof import show_again

KEEP = Permission.KEEP_PEOPLE
NEWEST = 100
"""Deliveries that are listed."""


@needs(None, "GET", "POST")
def digest(request: Asked) -> HttpResponse:
    """Show and keep how often one wants a letter."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 # the gate let nobody else through
    form = Wishing(entered(request), initial={"rhythm": queries.rhythm_of(person)})
    if form.is_valid():
        letters.wish(person, Rhythm(form.cleaned_data["rhythm"]))
        messages.success(request, _("Kept."))
        return redirect("digest")
    shown = {"form": form, "is_sent_at_all": is_sent_at_all()}
    return render(request, "notices/digest.html", shown, status=400 if form.errors else 200)


@open_to_all("GET", "POST")
@csrf_exempt  # mail programs send it (RFC 8058), and the code alone says whose letters end
def digest_off(request: HttpRequest, code: str) -> HttpResponse:
    """End somebody's letters by the link that stands in each."""
    person = person_of(code)
    if person is None:
        raise Http404
    if request.method == "POST":
        letters.end_letters(person)
    return render(request, "notices/digest_off.html", {"is_done": request.method == "POST"})


@needs(KEEP)
def webhook_list(request: Asked) -> HttpResponse:
    """List the webhooks."""
    return render(request, "notices/webhooks.html", {"webhooks": queries.webhooks_kept(request.access)})


@needs(KEEP, "GET", "POST")
def webhook_add(request: Asked) -> HttpResponse:
    """Add a webhook, and show its secret once."""
    form = NewWebhookForm(entered(request), access=request.access)
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "notices/webhook_form.html", {"form": form}, status=status)
    show_again(request)
    row, secret = webhooks.add_webhook(request.access, **form.cleaned_data)
    return render(request, "notices/secret.html", {"webhook": row, "secret": secret}, status=201)


@needs(KEEP)
def webhook(request: Asked, pk: int) -> HttpResponse:
    """Show a webhook, what it was told, and what it answered."""
    row = _kept(request, pk)
    shown = {
        "webhook": row,
        "kinds": [KINDS.get(one, one) for one in row.kinds],
        "deliveries": [(one, KINDS.get(one.kind, _("trial"))) for one in queries.deliveries_of(row)[:NEWEST]],
        "newest": NEWEST,
    }
    return render(request, "notices/webhook.html", shown)


@needs(KEEP, "GET", "POST")
def webhook_edit(request: Asked, pk: int) -> HttpResponse:
    """Change what a webhook is told of, and where."""
    row = _kept(request, pk)

    def keep(given: Cleaned) -> str:
        webhooks.change_webhook(request.access, row, **given)
        return reverse("webhook", kwargs={"pk": pk})

    page = Entering(template="notices/webhook_form.html", keep=keep, said=gettext_lazy("Saved."),
                    shown={"webhook": row}, fresh=lambda: _form(request, _kept(request, pk)))  # fmt: skip
    return page.answer(request, _form(request, row, entered(request)))


@needs(KEEP, "POST")
def webhook_secret(request: Asked, pk: int) -> HttpResponse:
    """Give a webhook another secret, and show it once."""
    row = _kept(request, pk)
    show_again(request)
    secret = webhooks.change_secret(request.access, row)
    return render(request, "notices/secret.html", {"webhook": row, "secret": secret, "is_changed": True})


@needs(KEEP, "POST")
def webhook_try(request: Asked, pk: int) -> HttpResponse:
    """Have a trial sent."""
    row = _kept(request, pk)
    try:
        webhooks.try_out(request.access, row)
    except webhooks.TrialWaitsError:
        messages.error(request, _("A trial waits to be sent already: see its answer first."))
    else:
        messages.success(
            request, _("A trial is sent within seconds; load this page again to see the answer.")
        )
    return redirect("webhook", pk)


@needs(KEEP, "POST")
def webhook_close(request: Asked, pk: int) -> HttpResponse:
    """Close a webhook."""
    webhooks.open_or_close(request.access, _kept(request, pk), is_open=False)
    return redirect("webhook", pk)


@needs(KEEP, "POST")
def webhook_open(request: Asked, pk: int) -> HttpResponse:
    """Open a webhook again."""
    webhooks.open_or_close(request.access, _kept(request, pk), is_open=True)
    return redirect("webhook", pk)


def _kept(request: Asked, pk: int) -> Webhook:
    return get_object_or_404(queries.webhooks_kept(request.access), pk=pk)


def _form(request: Asked, row: Webhook, given: Posted = None) -> KeptWebhookForm:
    initial = {"name": row.name, "address": row.address, "kinds": row.kinds, **version_of(row)}
    return KeptWebhookForm(given, access=request.access, organisation=row.organisation, initial=initial)
