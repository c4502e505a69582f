"""How are lists taken along as files: the very file that the page of each hands out?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.forms import Form
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django_filters import FilterSet

from phaseout.web.api.call import Call
from phaseout.web.api.faults import cleaned, faults_of
from phaseout.web.api.narrowed import (
    AssetsNarrowed,
    FindingsNarrowed,
    ReplacementsNarrowed,
    SurveysNarrowed,
)
from phaseout.web.api.noun import Noun, Operation, Parameter, query
from phaseout.web.api.nouns.measures import NARROWED
from phaseout.web.api.pages import ORGANISATION, check_names, check_organisation
from phaseout.web.discussion import views as discussion
from phaseout.web.estate.views import assets, organisations, sites
from phaseout.web.findings import views as findings
from phaseout.web.frame import views as frame
from phaseout.web.frame.columns import COLUMN
from phaseout.web.frame.export import FORMAT
from phaseout.web.frame.export import MEDIA as FILES
from phaseout.web.frame.gate import Gate
from phaseout.web.frame.listing import NARROWED_BY, SORT, Listing, UnsoundFilterError
from phaseout.web.frame.paper.pages import MEDIA as PAPER
from phaseout.web.frame.paper.pages import PDF
from phaseout.web.frame.problems import Fault, ProblemError
from phaseout.web.frame.whole import Whole
from phaseout.web.ledger import views as ledger
from phaseout.web.measures import views as measures
from phaseout.web.measures.forms import Narrowed
from phaseout.web.people.views import keeping
from phaseout.web.plans.views import plans, prices
from phaseout.web.replacement.views import beside, programme
from phaseout.web.reports import views as reports
from phaseout.web.surveys.views import scopes, surveys

NOUN = Noun("exports")
TEXT = query("text", {"type": "string", "maxLength": 200}, "Words of its names.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A list, and the page that hands it out."""

    path: str
    """Below ``/exports``: as the list has it below ``/api/v1``, where it has one."""
    page: Gate
    rows: Listing | Whole
    also: tuple[Parameter, ...] = ()
    """What narrows it, where no filter does."""
    narrowed: type[FilterSet] | None = None
    """By what the API narrows it, where that is not as its page does."""
    form: type[Form] | None = None
    """What these must be."""
    is_awaited: bool = False
    """Whether its page shows something else before it is worked out: then there is no file of it, 409."""

    @property
    def filters(self) -> type[FilterSet] | None:
        """By what it is narrowed."""
        return self.narrowed or (self.rows.filters if isinstance(self.rows, Listing) else None)

    @property
    def name(self) -> str:
        """Of its address: ``api-export-survey-things``."""
        parts = [one for one in self.path.split("/") if one and not one.startswith("{")]
        return f"api-export-{'-'.join(parts)}"

    @property
    def formats(self) -> dict[str, str]:
        """Format → media type."""
        export = self.rows.export
        if export is None:
            return {PDF: PAPER}
        forms = {name: form.media_type for name, form in export.forms.items()}
        return {**FILES, **forms, PDF: PAPER}

    def parameters(self) -> Iterator[Parameter]:
        """Yield what its address may say, besides its filter."""
        formats = {"type": "string", "enum": [*self.formats]}
        yield query(FORMAT, formats, "As what it is handed out.", is_needed=True)
        yield from self.also
        if isinstance(self.rows, Listing):
            several = {"type": "array", "items": {"type": "string", "enum": self.rows.column_names()}}
            yield query(COLUMN, several, "Of a PDF: its columns; others hold all there are.")
            orders = {"type": "array", "items": {"type": "string", "enum": self.rows.orders()}}
            yield query(SORT, orders, "By which columns; with a hyphen before it the other way round.")


LISTS = (
    Taken(path="/organisations", page=organisations.organisations, rows=organisations.ORGANISATIONS,
          also=(TEXT,)),
    Taken(path="/coverage", page=organisations.coverage, rows=organisations.COVERAGE),
    Taken(path="/sites", page=sites.sites, rows=sites.LISTING),
    Taken(path="/assets", page=assets.assets, rows=assets.LISTING, narrowed=AssetsNarrowed),
    Taken(path="/surveys", page=surveys.surveys, rows=surveys.SURVEYS, narrowed=SurveysNarrowed),
    Taken(path="/surveys/{int:pk}/things", page=surveys.survey, rows=surveys.COMPARED, is_awaited=True),
    Taken(path="/surveys/{int:pk}/unread", page=surveys.unread, rows=surveys.UNREAD),
    Taken(path="/surveys/{int:pk}/not-seen", page=surveys.not_seen, rows=surveys.NOT_SEEN),
    Taken(path="/surveys/{int:pk}/kept", page=surveys.kept, rows=surveys.KEPT),
    Taken(path="/scopes", page=scopes.scopes, rows=scopes.SCOPES),
    Taken(path="/findings", page=findings.findings, rows=findings.FINDINGS, narrowed=FindingsNarrowed),
    Taken(path="/questions", page=findings.questions, rows=findings.QUESTIONS),
    Taken(path="/replacements", page=programme.replacements, rows=programme.REPLACEMENTS,
          narrowed=ReplacementsNarrowed),
    Taken(path="/to-take", page=programme.to_take, rows=programme.TO_TAKE, narrowed=AssetsNarrowed),
    Taken(path="/referrals", page=beside.referrals, rows=beside.REFERRALS),
    Taken(path="/inspections", page=beside.inspections, rows=beside.INSPECTIONS),
    Taken(path="/tasks", page=discussion.tasks, rows=discussion.TASKS),
    Taken(path="/plans", page=plans.plans, rows=plans.PLANS),
    Taken(path="/plans/{int:pk}/packages", page=plans.plan, rows=plans.PACKAGES, is_awaited=True),
    Taken(path="/organisations/{int:pk}/prices", page=prices.prices, rows=prices.LIST),
    Taken(path="/reports", page=reports.reports, rows=reports.REPORTS),
    Taken(path="/measures", page=measures.measures, rows=measures.MEASURES, also=NARROWED,
          form=Narrowed),
    Taken(path="/people", page=keeping.people, rows=keeping.LISTING),
    Taken(path="/events", page=frame.audit, rows=frame.AUDIT),
    Taken(path="/ledgers", page=ledger.ledgers, rows=ledger.ALL),
    Taken(path="/ledgers/{int:pk}/leaves", page=ledger.ledger, rows=ledger.LISTING),
)  # fmt: skip
"""In the order of the description."""


def _handed_out(call: Call, taken: Taken, **named: int) -> HttpResponseBase:
    """Return the file that the page hands out to who may see as much.

    Raises:
        ProblemError: the query says something that is not understood, or there is no file of it now.
    """
    _check(call, taken)
    if taken.narrowed:
        setattr(call, NARROWED_BY, taken.narrowed)
    try:
        answer = taken.page.view(call, **named)
    except UnsoundFilterError as unsound:
        raise ProblemError(422, _("The query is not valid."), faults=faults_of(unsound.form)) from None
    if answer.status_code == HTTPStatus.OK and "Content-Disposition" not in answer.headers:
        raise ProblemError(409, _("There is no list of it yet, or none any more."))
    return answer


def _check(call: Call, taken: Taken) -> None:
    filters = taken.filters
    given = {one["name"]: one["schema"] for one in taken.parameters()}
    check_names(call, (*given, *(filters.base_filters if filters else ())))
    faults = [
        Fault(field=name, detail=_("One of %(expected)s.") % {"expected": ", ".join(known)})
        for name, known in ((name, _closed(schema)) for name, schema in given.items())
        if known and not set(call.GET.getlist(name, [""] if name == FORMAT else [])) <= set(known)
    ]
    if faults:
        raise ProblemError(422, _("The query is not valid."), faults=faults)
    if taken.form:
        cleaned(taken.form(call.GET))
    if ORGANISATION in call.GET:
        check_organisation(call)


def _closed(schema: dict[str, object]) -> list[str]:
    """Return all that may stand there; nothing where that is open."""
    of_each = schema.get("items", schema)
    return list(of_each.get("enum", ())) if isinstance(of_each, dict) else []


def _answering(taken: Taken) -> Callable[..., HttpResponseBase]:
    """Return what answers, under a name and with words of its own, and with what its address names."""

    def whole(request: Call) -> HttpResponseBase:
        return _handed_out(request, taken)

    def part(request: Call, pk: int) -> HttpResponseBase:
        return _handed_out(request, taken, pk=pk)

    answer = part if "{" in taken.path else whole
    answer.__name__ = taken.name.removeprefix("api-export-").replace("-", "_")
    path = taken.path.replace("{int:pk}", "ID")
    answer.__doc__ = f"Hand out {path} as a file. It is that of its page: with its filter, in your language."
    return answer


for one in LISTS:
    NOUN.does(
        Operation(
            method="GET", path=f"/exports{one.path}", name=one.name, needs=one.page.needs, answers=None,
            filters=one.filters,
            gives=tuple(dict.fromkeys(one.formats.values())), is_tagged=False,
            parameters=tuple(one.parameters()), refused_by=(409, 503) if one.is_awaited else (503,),
        )
    )(_answering(one))  # fmt: skip
