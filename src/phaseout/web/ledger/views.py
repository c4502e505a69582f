"""Pages about ledgers: what stands in one, what was signed, what proves it."""

from typing import Any, BinaryIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.ledger.archive import BundleError
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, entered
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.frame.paper.pages import page
from phaseout.web.frame.paper.qr import code
from phaseout.web.frame.whole import Whole
from phaseout.web.ledger import queries, services
from phaseout.web.ledger.exports import LEAVES, LEDGERS
from phaseout.web.ledger.filters import LeafFilter
from phaseout.web.ledger.forms import Choosing, Forgetting, Verifying
from phaseout.web.ledger.kinds import kind_name
from phaseout.web.ledger.models import Check, Leaf, Ledger
from phaseout.web.ledger.services.packing import NotSignedError, bundle_of, excerpt_of
from phaseout.web.ledger.shown import private_values, result_of
from phaseout.web.ledger.tables import LeafTable

AUDIT, KEEP = Permission.AUDIT, Permission.KEEP_PEOPLE
NEWEST = 10
"""Signed states and verifications that the page of a ledger names; a file has all states."""
ALL = Whole(template="ledger/ledgers.html", export=LEDGERS, title=gettext_lazy("Ledgers"))
LISTING = Listing(
    table=LeafTable, filters=LeafFilter, template="ledger/ledger.html", title=gettext_lazy("Leaves"),
    name="leaves", export=LEAVES,
)  # fmt: skip


@needs(AUDIT)
def ledgers(request: Asked) -> HttpResponseBase:
    """List the ledgers of the organisations where somebody may see who did what."""
    return ALL.answer(request, list(queries.ledgers_seen(request.access)))


@needs(AUDIT)
def ledger(request: Asked, pk: int) -> HttpResponseBase:
    """Show what stands in a ledger, what was signed, and what verifications came to."""
    row = _ledger(request, pk)
    states = list(queries.states_seen(request.access, pk)[:NEWEST])
    checks = [result_of(one) for one in queries.checks_seen(request.access, pk)[:NEWEST]]
    may_forget = request.access.may(KEEP, row.organisation_id)
    return LISTING.answer(
        request, queries.leaves_seen(request.access, pk),
        ledger=row, states=states, checks=checks, may_forget=may_forget, keys=queries.keys_of(row),
    )  # fmt: skip


@needs(AUDIT)
def bundle(request: Asked, pk: int) -> HttpResponseBase:
    """Hand out a whole ledger as a bundle."""
    row = _ledger(request, pk)
    return _file(bundle_of(queries.moment_of(row.pk)), f"ledger-{row.pk}-{row.size}.zip")


@needs(AUDIT)
def proof(request: Asked, pk: int, leaf: int) -> HttpResponseBase:
    """Hand out a leaf with what proves it."""
    row = _ledger(request, pk)
    one = get_object_or_404(queries.leaves_seen(request.access, pk), sequence=leaf)
    try:
        found = excerpt_of(queries.moment_of(row.pk), [one])
    except NotSignedError:
        return render(request, "ledger/unproven.html", {"ledger": row, "is_to_come": True}, status=409)
    except (BundleError, KeyError):
        return render(request, "ledger/unproven.html", {"ledger": row}, status=409)
    return _file(found, f"ledger-{row.pk}-leaf-{leaf}.zip")


@needs(AUDIT)
def states(request: Asked, pk: int) -> HttpResponse:
    """Hand out all signed states as text, for a witness to keep."""
    row = _ledger(request, pk)
    notes = queries.states_of(queries.moment_of(row.pk))
    named = {"Content-Disposition": f'attachment; filename="ledger-{row.pk}-states.txt"'}
    return HttpResponse("\n".join(notes), content_type="text/plain; charset=utf-8", headers=named)


@needs(AUDIT)
def state(request: Asked, pk: int) -> HttpResponse:
    """Show a signed state, with a code to photograph."""
    row = get_object_or_404(queries.states_seen(request.access), pk=pk)
    shown = {"state": row, "ledger": row.ledger, "code": code(row.note)}
    return page(request, "ledger/state.html", shown, name=f"ledger-{row.ledger_id}-{row.size}")


@needs(AUDIT, "GET", "POST")
def verify(request: Asked, pk: int) -> HttpResponse:
    """Have a ledger verified where it is kept."""
    row = _ledger(request, pk)

    def keep(given: Cleaned) -> str:
        return reverse("ledger-check", args=[services.ask_to_verify(request.access, row, given["seen"]).pk])

    said = gettext_lazy("It is being verified; load this page again to see what it came to.")
    return _entering(row, gettext_lazy("Verify now"), keep, said).answer(request, Verifying(entered(request)))


@needs(AUDIT)
def check(request: Asked, pk: int) -> HttpResponse:
    """Show what a verification came to."""
    row = get_object_or_404(Check.objects.within(request.access, AUDIT).select_related("by"), pk=pk)
    shown = {"result": result_of(row), "ledger": _ledger(request, row.ledger_id)}
    return render(request, "ledger/check.html", shown)


@needs(AUDIT, "POST")
def witness(request: Asked, pk: int) -> HttpResponse:
    """Have signed states sent to oneself, or no more."""
    wanted = request.POST.get("wanted") == "1"
    services.ask_for_states(request.access, _ledger(request, pk), wanted=wanted)
    messages.success(
        request, _("Signed states are sent to you.") if wanted else _("No more are sent to you.")
    )
    return redirect("ledger", pk)


@needs(KEEP, "GET", "POST")
def forget(request: Asked, pk: int) -> HttpResponse:
    """Show what is private of a leaf, and drop it where somebody says why and that they are sure."""
    row = get_object_or_404(Ledger.objects.within(request.access, KEEP).select_related("organisation"), pk=pk)
    given = entered(request) or request.GET
    choosing = Choosing(row, given if "leaf" in given else None)
    if not choosing.is_valid():
        status = 400 if choosing.is_bound or request.method == "POST" else 200
        return render(request, "ledger/choose.html", {"form": choosing, "ledger": row}, status=status)
    leaf = choosing.cleaned_data["leaf"]
    form = Forgetting(entered(request), initial={"leaf": leaf.sequence})
    return _forgetting(request, row, leaf).answer(request, form)


def _forgetting(request: Asked, row: Ledger, leaf: Leaf) -> Entering:
    def keep(given: Cleaned) -> str:
        services.forget(request.access, row, leaf.sequence, reason=given["reason"])
        return reverse("ledger", args=[row.pk])

    return Entering(
        template="ledger/forget.html", keep=keep,
        said=gettext_lazy("Forgotten here. Backups and bundles that left the house have it still."),
        shown={"ledger": row, "leaf": leaf, "what": kind_name(leaf), "values": private_values(leaf),
               "button": gettext_lazy("Forget for good")},
    )  # fmt: skip


def _entering(row: Ledger, title: object, keep: Any, said: Any) -> Entering:
    return Entering(template="ledger/form.html", keep=keep, said=said, shown={"title": title, "ledger": row})


def _ledger(request: Asked, pk: int) -> Ledger:
    return get_object_or_404(queries.ledgers_seen(request.access), pk=pk)


def _file(content: BinaryIO, name: str) -> FileResponse:
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
