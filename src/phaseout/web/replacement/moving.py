"""What does the page of a move show, and what becomes of what somebody enters there?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, entered, version_of
from phaseout.web.frame.gate import Asked
from phaseout.web.replacement import services
from phaseout.web.replacement.forms import Moving
from phaseout.web.replacement.guards import RefusedError
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries import replacements_seen
from phaseout.web.replacement.queries.facts import facts_of
from phaseout.web.replacement.queries.looked import looked_since
from phaseout.web.replacement.states import NoSuchMoveError, Transition, transition
from phaseout.web.replacement.vocabulary import State


def answer(request: Asked, pk: int, state: str, needed: Permission) -> HttpResponse:
    """Return the page of a move to a state, or make it.

    Args:
        needed: the permission that its address stands for.

    Raises:
        Http404: there is no such replacement, state, or move that needs the permission.
    """
    row = replacement_seen(request, pk)
    facts = facts_of(row, mover=request.access.person, today=timezone.localdate())
    if state not in State.values:
        raise Http404
    move = transition(facts.state, State(state))
    if move is None:
        messages.warning(request, _("It does not stand any more where this leads on from."))
        return redirect("replacement", pk=pk)
    request.access.require(move.needs, row.organisation_id)
    if move.needs != needed:
        raise Http404
    return _Move(request, row, move, facts.mover_name).answer()


def replacement_seen(request: Asked, pk: int) -> Replacement:
    """Return a replacement that somebody may read, as it stands today.

    Raises:
        Http404: there is none, or none for them.
    """
    return get_object_or_404(replacements_seen(request.access, timezone.localdate()), pk=pk)


def replacement_within(request: Asked, pk: int, permission: Permission) -> Replacement:
    """Return a replacement in whose organisation somebody has a permission.

    Raises:
        Http404: there is none, or none for them.
    """
    rows = Replacement.objects.within(request.access, permission)
    return get_object_or_404(rows.select_related("asset__site", "organisation", "replaced_by"), pk=pk)


class _Move:
    """A move that somebody has before them."""

    def __init__(self, request: Asked, row: Replacement, move: Transition, mover_name: str) -> None:
        self._request, self._row, self._move, self._name = request, row, move, mover_name

    def answer(self) -> HttpResponse:
        """Return its page, or make it."""
        request, form = self._request, self._form()
        page = Entering(
            template="replacement/move.html",
            keep=lambda given: self._made(form, given),
            said=_("It now stands at: %(state)s.") % {"state": self._move.to.label},
            fresh=self._form_anew,
            shown={"replacement": self._row, "to": self._move.to},
        )
        return page.answer(request, form)

    def _form(self) -> Moving:
        initial = {**version_of(self._row), "on": timezone.localdate().isoformat(), "who": self._name}
        files = self._request.FILES if self._request.method == "POST" else None
        return Moving(
            entered(self._request), files, move=self._move, surveys=looked_since(self._row), initial=initial
        )

    def _form_anew(self) -> Moving:
        now = replacement_seen(self._request, self._row.pk)
        return Moving(move=self._move, surveys=looked_since(now), initial=version_of(now))

    def _made(self, form: Moving, given: Cleaned) -> str:
        try:
            services.move(
                self._request.access, self._row, given["version"], self._move.to, form.entered,
                given.get("file", ()),
            )  # fmt: skip
        except RefusedError as refused:
            raise ValidationError([str(one.refusal) for one in refused.guards]) from refused
        except NoSuchMoveError as gone:
            raise ValidationError(_("It does not stand any more where this leads on from.")) from gone
        return reverse("replacement", args=[self._row.pk])
