"""Pages about organisations, and how far their sites were looked at."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate import exports
from phaseout.web.estate.forms import BranchForm, OrganisationForm
from phaseout.web.estate.models import Coverage, Organisation
from phaseout.web.estate.queries import coverage_by_way, described_tree
from phaseout.web.estate.services import add_branch, change_organisation
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Entering, entered, version_of
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.whole import Whole

TEMPLATE = "estate/organisation_form.html"
ORGANISATIONS = Whole(
    template="estate/organisations.html", export=exports.ORGANISATIONS, title=_("Organisations")
)
COVERAGE = Whole(template="estate/coverage.html", export=exports.COVERAGE, title=_("Coverage of the review"))


@needs(Permission.READ)
def organisations(request: Asked) -> HttpResponseBase:
    """Show the tree, or those of it that are called so."""
    text = request.GET.get("text", "")
    return ORGANISATIONS.answer(request, described_tree(request.access, text), text=text)


@needs(Permission.KEEP_ESTATE, "GET", "POST")
def organisation_add(request: Asked, pk: int) -> HttpResponse:
    """Add a branch below an organisation."""
    above = get_object_or_404(Organisation.objects.within(request.access, Permission.KEEP_ESTATE), pk=pk)

    def keep(given: dict[str, object]) -> str:
        add_branch(request.access, above, **given)  # type: ignore[arg-type]
        return reverse("organisations")

    page = Entering(template=TEMPLATE, keep=keep, said=_("The branch was added."), shown={"above": above})
    return page.answer(request, BranchForm(entered(request)))


@needs(Permission.KEEP_ESTATE, "GET", "POST")
def organisation_edit(request: Asked, pk: int) -> HttpResponse:
    """Rename an organisation, or say what it is in law."""
    rows = Organisation.objects.within(request.access, Permission.KEEP_ESTATE)
    row = get_object_or_404(rows, pk=pk)

    def keep(given: dict[str, object]) -> str:
        _change(request, row, given)
        return reverse("organisations")

    page = Entering(
        template=TEMPLATE, keep=keep, said=_("The organisation was changed."), shown={"organisation": row},
        fresh=lambda: OrganisationForm(initial=_as_it_is(get_object_or_404(rows, pk=pk))),
    )  # fmt: skip
    return page.answer(request, OrganisationForm(entered(request), initial=_as_it_is(row)))


@needs(Permission.READ)
def coverage(request: Asked) -> HttpResponseBase:
    """Show how far the sites of each organisation were looked at."""
    return COVERAGE.answer(request, coverage_by_way(request.access), ways=Coverage)


def _change(request: Asked, row: Organisation, given: dict[str, object]) -> None:
    change_organisation(
        request.access, row, int(str(given["version"])),
        names=(str(given["name_en"]), str(given["name_fr"])), roles=list(given["roles"]),  # type: ignore[call-overload]
    )  # fmt: skip


def _as_it_is(row: Organisation) -> dict[str, object]:
    return {"name_en": row.name_en, "name_fr": row.name_fr, "roles": row.roles, **version_of(row)}
