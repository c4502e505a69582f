"""Pages about the programme of an organisation: as a whole, its money, and its crews."""

import tomllib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.plan.programme_keys import keys_needed
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import VERSION, Cleaned, Entering, Posted, entered
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.plans import queries, services
from phaseout.web.plans.forms import Crews, Money, WritingProgramme, faults_said
from phaseout.web.plans.making import checked
from phaseout.web.plans.models import ProgrammeVersion
from phaseout.web.plans.queries.first import first_programme
from phaseout.web.plans.queries.strangers import strangers_of
from phaseout.web.plans.site_forms import ProgrammeSites
from phaseout.web.plans.toml_tables import NotToBeRewrittenError, Table, with_tables

READ, ASSESS = Permission.READ, Permission.ASSESS


@needs(READ)
def programme(request: Asked, pk: int) -> HttpResponse:
    """Show the programme of an organisation, with the versions before."""
    organisation = _organisation(request, pk, READ)
    versions = list(queries.programme_versions(pk))
    number = request.GET.get("version", "")
    shown = next((one for one in versions if not number or str(one.number) == number), None)
    if number and shown is None:
        raise Http404
    more = {"organisation": organisation, "versions": versions, "programme": shown}
    more["may_write"] = request.access.may(ASSESS, pk)
    more["strangers"] = strangers_of(shown) if shown else None
    return render(request, "plans/programme.html", more)


@needs(READ)
def file(request: Asked, pk: int) -> HttpResponse:
    """Hand out the programme of an organisation as the command reads it."""
    newest = _newest(_organisation(request, pk, READ))
    named = {"Content-Disposition": f'attachment; filename="programme-{newest.number}.toml"'}
    return HttpResponse(newest.text, content_type="text/plain; charset=utf-8", headers=named)


@needs(ASSESS, "GET", "POST")
def write(request: Asked, pk: int) -> HttpResponse:
    """Write the programme as a whole."""
    organisation = _organisation(request, pk, ASSESS)

    def keep(given: Cleaned) -> str:
        services.write_programme(request.access, organisation, given[VERSION], given["text"])
        return _page_of(organisation)

    def form(given: Posted = None, files: Any = None) -> WritingProgramme:
        now = queries.newest_programme(pk)
        text = now.text if now else first_programme(pk, timezone.localdate())
        begun = {"text": text, VERSION: now.number if now else 0}
        return WritingProgramme(given, files, initial=begun)

    files = request.FILES if request.method == "POST" else None
    page = _page(_("Write the programme"), organisation, keep, form, tables=keys_needed())
    return page.answer(request, form(entered(request), files))


@needs(ASSESS, "GET", "POST")
def money(request: Asked, pk: int) -> HttpResponse:
    """Say how much money there is in each fiscal year."""
    organisation = _organisation(request, pk, ASSESS)

    def form(given: Posted = None) -> Money:
        now = _newest(organisation)
        return Money(given, years=_budgets(now), initial={VERSION: now.number})

    return _tables(request, organisation, _("Money of the programme"), "budget", form)


@needs(ASSESS, "GET", "POST")
def crews(request: Asked, pk: int) -> HttpResponse:
    """Say who does the work, where, and how many hours a month."""
    organisation = _organisation(request, pk, ASSESS)

    def form(given: Posted = None) -> Crews:
        now = _newest(organisation)
        return Crews(given, crews=_tables_of(now, "crew"), initial={VERSION: now.number})

    return _tables(request, organisation, _("Crews of the programme"), "crew", form)


@needs(ASSESS, "GET", "POST")
def sites(request: Asked, pk: int) -> HttpResponse:
    """Say in which months somebody may work at which site."""
    organisation = _organisation(request, pk, ASSESS)

    def form(given: Posted = None) -> ProgrammeSites:
        now = _newest(organisation)
        return ProgrammeSites(given, sites=_tables_of(now, "site"), initial={VERSION: now.number})

    return _tables(request, organisation, _("Sites of the programme"), "site", form)


def _tables(request: Asked, organisation: Organisation, title: str, name: str, form: Any) -> HttpResponse:
    """Answer a form that writes one kind of table of the programme anew."""
    bound = form(entered(request))

    def keep(given: Cleaned) -> str:
        text = _rewritten(_newest(organisation).text, name, bound.tables)
        services.write_programme(request.access, organisation, given[VERSION], text)
        return _page_of(organisation)

    return _page(title, organisation, keep, form).answer(request, bound)


def _rewritten(text: str, name: str, tables: list[Table]) -> str:
    """Return the programme with other tables.

    Raises:
        ValidationError: it cannot be planned with, or it has to be written as a whole.
    """
    try:
        changed = with_tables(text, name, tables)
    except NotToBeRewrittenError:
        raise ValidationError(
            _("It cannot be changed in part as it is written: write it as a whole.")
        ) from None
    _programme, faults = checked(changed)
    if faults:
        raise ValidationError(faults_said(faults))
    return changed


def _budgets(version: ProgrammeVersion) -> dict[int, float]:
    known, _faults = checked(version.text)
    return {int(year): money for year, money in zip(known.years, known.budgets, strict=True)} if known else {}


def _tables_of(version: ProgrammeVersion, name: str) -> list[Mapping[str, Any]]:
    known, _faults = checked(version.text)
    return list(tomllib.loads(version.text).get(name, ())) if known else []


def _newest(organisation: Organisation) -> ProgrammeVersion:
    found = queries.newest_programme(organisation.pk)
    if found is None:
        raise Http404
    return found


def _page(title: str, organisation: Organisation, keep: Any, fresh: Any, **shown: object) -> Entering:
    more = {"title": title, "organisation": organisation, "back": _page_of(organisation), **shown}
    return Entering(template="plans/form.html", keep=keep, said=_("Saved."), fresh=fresh, shown=more)


def _page_of(organisation: Organisation) -> str:
    return reverse("programme-text", args=[organisation.pk])


def _organisation(request: Asked, pk: int, permission: Permission) -> Organisation:
    return get_object_or_404(Organisation.objects.within(request.access, permission), pk=pk)
