"""Pages about surveys: the list, bringing files in, what became of them, and what they show."""

from datetime import UTC, datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.estate.queries import with_kind_grade
from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.surveys import compared_exports, downloads, exports, filters, queries, services, tables
from phaseout.web.surveys.at_stake import at_stake
from phaseout.web.surveys.forms import BringingIn, Looked, NamingSites, Settling, Undoing
from phaseout.web.surveys.models import Change, Comparison, Survey, SurveyedAsset, SurveyUnread
from phaseout.web.surveys.shown import Page

SURVEYS = Listing(
    table=tables.SurveyTable,
    filters=filters.SurveyFilter,
    template="surveys/list.html",
    hidden=("organisation",),
    title=gettext_lazy("Surveys"),
    name="surveys",
    export=exports.SURVEYS,
)
COMPARED = Listing(
    table=tables.ComparisonTable, filters=filters.ComparisonFilter, template="surveys/compared.html",
    name="survey", paper="surveys/paper/compared.html", export=compared_exports.COMPARED,
)  # fmt: skip
UNREAD = Listing(
    table=tables.UnreadTable, filters=filters.UnreadFilter, template="surveys/unread.html",
    name="unread", paper="surveys/paper/part.html", title=gettext_lazy("What could not be read"),
    export=exports.UNREAD,
)  # fmt: skip
NOT_SEEN = Listing(
    table=tables.NotSeenTable, filters=filters.NotSeenFilter, template="surveys/not_seen.html",
    name="not-seen", paper="surveys/paper/part.html", title=gettext_lazy("Not seen in this survey"),
    export=exports.NOT_SEEN,
)  # fmt: skip
KEPT = Listing(
    table=tables.KeptTable, filters=filters.KeptFilter, template="surveys/kept.html",
    name="kept", paper="surveys/paper/part.html", title=gettext_lazy("Left as they are"),
    export=compared_exports.KEPT,
)  # fmt: skip


@needs(Permission.READ)
def surveys(request: Asked) -> HttpResponseBase:
    """Show the surveys."""
    return SURVEYS.answer(request, queries.listed(request.access), empty=_("No files were brought in yet."))


@needs(Permission.SURVEY, "GET", "POST")
def new(request: Asked) -> HttpResponseBase:
    """Let somebody bring files in."""
    form = BringingIn(request.access, request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render(request, "surveys/new.html", {"form": form}, status=400 if form.is_bound else 200)
    brought = services.bring_in(request.access, form.brought(datetime.now(tz=UTC).date()))
    return redirect("survey", brought.pk)


@needs(Permission.READ)
def survey(request: Asked, pk: int) -> HttpResponseBase:
    """Show what became of a survey."""
    return _shown(request, _visible(request, pk))


def _shown(
    request: Asked, one: Survey, *, status: int = 200, undoing: Undoing | None = None
) -> HttpResponseBase:
    more = {
        "survey": one,
        "at_stake": at_stake(one),
        "undoing": undoing or Undoing(),
        **queries.page_of(request.access, one),
    }
    if not one.is_compared:
        return render(request, "surveys/at_work.html", more, status=status)
    rows = queries.compared(Comparison.objects.visible_to(request.access), one)
    answer = COMPARED.answer(request, rows, title=one.name, **more)
    answer.status_code = status
    return answer


@needs(Permission.READ)
def progress(request: Asked, pk: int) -> HttpResponseBase:
    """Say how far a job is; once it is done the page around it is loaded anew."""
    one = _visible(request, pk)
    answer = render(request, "surveys/progress.html", {"survey": one})
    if not one.is_at_work:
        answer["HX-Refresh"] = "true"
    return answer


@needs(Permission.SURVEY, "POST")
def cancel(request: Asked, pk: int) -> HttpResponseBase:
    """Stop a survey that is not examined yet."""
    one = _workable(request, pk)
    if not services.cancel(request.access, one):
        messages.warning(request, _("It was examined already: there is nothing left to stop."))
    return redirect("survey", pk)


@needs(Permission.SURVEY, "POST")
def apply(request: Asked, pk: int) -> HttpResponseBase:
    """Take a survey over into the estate."""
    one = _workable(request, pk)
    if services.ask_to_apply(request.access, one, version=Looked(request.POST).seen):
        return redirect("survey", pk)
    return _too_late(request, pk)


@needs(Permission.KEEP_ESTATE, "POST")
def add_sites(request: Asked, pk: int) -> HttpResponseBase:
    """Add sites that the files of a survey name."""
    one = get_object_or_404(Survey.objects.within(request.access, Permission.KEEP_ESTATE), pk=pk)
    form = NamingSites(request.POST)
    if not services.add_named_sites(request.access, one, form.chosen, version=form.seen):
        messages.warning(request, _("No site was added: none was chosen, or the survey changed meanwhile."))
        return _shown(request, _visible(request, pk), status=409)
    return redirect("survey", pk)


@needs(Permission.SURVEY, "POST")
def undo(request: Asked, pk: int) -> HttpResponseBase:
    """Take back what a survey changed."""
    one = _workable(request, pk)
    form = Undoing(request.POST)
    seen = Looked(request.POST).seen
    try:
        if services.ask_to_undo(request.access, one, version=seen, reason=form.given):
            return redirect("survey", pk)
    except ValidationError as refused:
        if not form.errors:
            form.add_error("reason", refused.messages[0])
        return _shown(request, one, status=400, undoing=form)
    return _too_late(request, pk)


def _too_late(request: Asked, pk: int) -> HttpResponseBase:
    messages.warning(
        request,
        _("Nothing was done: somebody else changed this survey meanwhile. This is how it stands now."),
    )
    return _shown(request, _visible(request, pk), status=409)


@needs(Permission.READ)
def surveyed(request: Asked, pk: int, position: int) -> HttpResponseBase:
    """Show a thing as a survey showed it."""
    return _surveyed(request, pk, position)


def _surveyed(request: Asked, pk: int, position: int, *, status: int = 200) -> HttpResponseBase:
    one = _thing(request, pk, position)
    found = queries.beside(request.access, one)
    shown = {"thing": one, "survey": one.survey, "page": Page(one), **found}
    return render(request, "surveys/thing.html", shown, status=status)


@needs(Permission.SURVEY, "POST")
def settle(request: Asked, pk: int, position: int) -> HttpResponseBase:
    """Say which of two things of the estate a thing in conflict is."""
    _workable(request, pk)
    comparison = get_object_or_404(
        Comparison.objects.within(request.access, Permission.SURVEY), survey=pk, surveyed__position=position
    )
    form = Settling(request.POST)
    if not services.settle(request.access, comparison, form.chosen, version=form.seen):
        messages.warning(request, _("Nothing was changed: this cannot be said of it, or no longer."))
        return _surveyed(request, pk, position, status=409)
    return redirect("surveyed", pk, position)


@needs(Permission.READ)
def again(request: Asked) -> HttpResponse:
    """Show which findings were answered again, and what changed by it."""
    return render(request, "surveys/again.html", queries.answered_again(request.access))


@needs(Permission.ASSESS, "POST")
def again_ask(request: Asked) -> HttpResponseBase:
    """Have findings answered again."""
    services.ask_again(request.access, datetime.now(tz=UTC).date())
    return redirect("again")


@needs(Permission.READ)
def unread(request: Asked, pk: int) -> HttpResponseBase:
    """Show what could not be read."""
    one = _visible(request, pk)
    rows = _unread(request, one).select_related("file")
    return UNREAD.answer(request, rows, survey=one, empty=_("Everything could be read."))


@needs(Permission.READ)
def not_seen(request: Asked, pk: int) -> HttpResponseBase:
    """Show the things of the sites looked at that a survey did not see."""
    one = _visible(request, pk)
    rows = with_kind_grade(queries.not_seen(request.access, one))
    rows = rows.select_related("site", "organisation").order_by("-pk")
    return NOT_SEEN.answer(request, rows, survey=one, empty=_("Everything known of these sites was seen."))


@needs(Permission.READ)
def kept(request: Asked, pk: int) -> HttpResponseBase:
    """Show what undoing left, because somebody had changed it since."""
    one = _visible(request, pk)
    rows = Change.objects.visible_to(request.access).filter(survey=one, is_kept=True).select_related("asset")
    return KEPT.answer(request, rows, survey=one)


@needs(Permission.READ)
def document(request: Asked, pk: int) -> HttpResponseBase:
    """Hand out the document of a survey."""
    one = get_object_or_404(queries.with_document(Survey.objects.visible_to(request.access)), pk=pk)
    parts = downloads.document_of(one)
    return _attached(StreamingHttpResponse(parts, content_type="application/json"), f"survey-{pk}.json")


def _visible(request: Asked, pk: int) -> Survey:
    rows = Survey.objects.visible_to(request.access).select_related("site", "organisation", "by")
    return get_object_or_404(rows, pk=pk)


def _workable(request: Asked, pk: int) -> Survey:
    return get_object_or_404(Survey.objects.within(request.access, Permission.SURVEY), pk=pk)


def _thing(request: Asked, pk: int, position: int) -> SurveyedAsset:
    rows = SurveyedAsset.objects.visible_to(request.access).select_related(
        "survey__document", "answers", "site"
    )
    return get_object_or_404(queries.whole(rows), survey=pk, position=position)


def _unread(request: Asked, one: Survey) -> QuerySet[SurveyUnread]:
    return SurveyUnread.objects.visible_to(request.access).filter(survey=one)


def _attached(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
