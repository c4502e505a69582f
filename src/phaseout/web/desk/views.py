"""Pages about kept lists, and the search."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.desk import queries, services
from phaseout.web.desk.forms import Keeping, KeepingAnew, Removing, Sought, as_it_is
from phaseout.web.desk.lists import LISTS, address_of, asked, may_open
from phaseout.web.desk.models import KeptList
from phaseout.web.desk.search import found
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, Posted, entered
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.versioned import ChangedMeanwhileError

READ = Permission.READ


@needs(READ)
def kept_lists(request: Asked) -> HttpResponse:
    """Show every kept list, one's own and those shared."""
    known = [one for one in queries.kept_lists(request.access) if may_open(request.access, one.route)]
    lists = [(one, LISTS[one.route], queries.is_keeper(request.access, one)) for one in known]
    return render(request, "desk/kept_lists.html", {"lists": lists})


@needs(READ)
def kept(request: Asked, pk: int) -> HttpResponse:
    """Open a kept list: the list itself then shows what its reader may see."""
    return redirect(address_of(_kept(request, pk)))


@needs(READ, "GET", "POST")
def kept_add(request: Asked) -> HttpResponse:
    """Keep a list as it is looked at: its address stands in this one."""
    route, query = request.GET.get("list", ""), asked(request.GET)
    if route not in LISTS or not may_open(request.access, route):
        return redirect("kept-lists")
    form = Keeping(entered(request), access=request.access)
    page = Entering(
        template="desk/kept_form.html", said=gettext_lazy("The list is kept."),
        keep=lambda _given: address_of(services.keep_list(request.access, route, form.facts(query))),
        shown={"called": LISTS[route], "route": route, "back": f"/{route}/"},
    )  # fmt: skip
    return page.answer(request, form)


@needs(READ, "GET", "POST")
def kept_edit(request: Asked, pk: int) -> HttpResponse:
    """Call it otherwise, share it, or let it show what the address asks for."""
    one = _kept(request, pk)
    if not queries.is_keeper(request.access, one):
        return _not_yours(request)
    form = _form(request, pk, entered(request))

    def keep(given: Cleaned) -> str:
        facts = form.facts(given["query"])
        return address_of(services.change_list(request.access, one, given["version"], facts))

    page = Entering(template="desk/kept_form.html", said=gettext_lazy("The list was changed."), keep=keep,
                    fresh=lambda: _form(request, pk), shown=_about(one))  # fmt: skip
    return page.answer(request, form)


@needs(READ, "POST")
def kept_remove(request: Asked, pk: int) -> HttpResponse:
    """Remove a kept list."""
    one, form = _kept(request, pk), Removing(request.POST)
    if not queries.is_keeper(request.access, one):
        return _not_yours(request)
    try:
        services.remove_list(request.access, one, form.cleaned_data["version"] if form.is_valid() else 0)
    except ChangedMeanwhileError:
        messages.warning(request, _("Nothing was removed: somebody else changed this list meanwhile."))
        shown = {"form": _form(request, pk), **_about(_kept(request, pk))}
        return render(request, "desk/kept_form.html", shown, status=409)
    messages.success(request, _("The list is kept no longer."))
    return redirect(one.route if may_open(request.access, one.route) else "kept-lists")


@needs(READ)
def search(request: Asked) -> HttpResponse:
    """Look for a text everywhere that its reader reaches."""
    form = Sought(request.GET or None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    groups = found(request.access, text) if text else []
    return render(request, "desk/search.html", {"form": form, "text": text, "groups": groups})


def _kept(request: Asked, pk: int) -> KeptList:
    return get_object_or_404(queries.kept_lists(request.access), pk=pk)


def _form(request: Asked, pk: int, given: Posted = None) -> KeepingAnew:
    one = _kept(request, pk)
    begins = as_it_is(one, asked(request.GET) if given is None and request.method == "GET" else "")
    return KeepingAnew(given, access=request.access, kept=one, initial=begins)


def _about(one: KeptList) -> dict[str, object]:
    return {"kept": one, "called": LISTS[one.route], "back": address_of(one)}


def _not_yours(request: Asked) -> HttpResponse:
    messages.warning(request, _("Only who kept a list changes it, or who keeps people where it is shared."))
    return redirect("kept-lists")
