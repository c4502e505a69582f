"""Under which programme and at which prices does an organisation plan?"""

import re
from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from ninja import Field

from phaseout.plan.programme_file import faults_of_costs
from phaseout.web.api.call import Call, seen_version, shown
from phaseout.web.api.faults import cleaned, not_valid
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.schema import Schema, Sent
from phaseout.web.estate.models import LONGEST, Organisation
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import VERSION
from phaseout.web.frame.problems import Fault
from phaseout.web.plans import queries, services
from phaseout.web.plans.forms import LONGEST_TEXT, WritingProgramme, check_line, faults_said
from phaseout.web.plans.making import Line, lines_in
from phaseout.web.plans.pricing import listed
from phaseout.web.plans.queries.strangers import strangers_of

READ, ASSESS = Permission.READ, Permission.ASSESS
NOUN = Noun("plans")
PROGRAMME, PRICES = "/organisations/{int:pk}/programme", "/organisations/{int:pk}/prices"
MOST_PRICES = 500
_OF_TABLE = re.compile(r"\[\[cost\]\] number (\d+)(?:\.(\w+))?\s?:?\s")
"""With what the fault of a table begins, in English and in French."""


class ProgrammeOut(Schema):
    """The newest programme of an organisation; version 0, with an empty text, where nobody wrote one."""

    organisation: int
    version: int
    text: str
    """TOML, as ``phaseout plan --programme`` reads it."""
    unknown_sites: list[str]
    """References it names that no site of the organisation has; it may be on purpose."""
    unknown_packages: list[str]
    """Numbers of assets it names that are not to be replaced, or no more in place."""
    by: str
    at: datetime | None


class ProgrammeIn(Sent):
    """A programme as a whole."""

    text: str = Field(max_length=LONGEST_TEXT)


class Price(Sent):
    """What replacing one thing of a kind costs."""

    kind: str = Field(max_length=60)
    low: float = Field(ge=0)
    typical: float = Field(ge=0)
    """What a plan spends."""
    high: float = Field(ge=0)
    running: float = Field(0, ge=0)
    """Running costs a year, once it is there; no budget pays them."""
    hours: float = Field(ge=0)
    lead: int = Field(0, ge=0, le=240)
    """Months until it is there."""
    price_date: str = Field("", max_length=40)
    source: str = Field(max_length=LONGEST)


class PricesOut(Schema):
    """The newest price list of an organisation; version 0 for the one that is built in."""

    organisation: int
    version: int
    currency: str
    prices: list[Price]


class PricesIn(Sent):
    """A price list as a whole."""

    currency: str = Field(pattern="^[A-Z]{3}$")
    prices: list[Price] = Field(min_length=1, max_length=MOST_PRICES)


def _writing(path: str, name: str, answers: type[Schema]) -> Operation:
    return Operation(method="PUT", path=path, name=name, needs=ASSESS, answers=answers, is_versioned=True)


@NOUN.shows(PROGRAMME, "api-programme", ProgrammeOut)
def programme(request: Call, pk: int) -> object:
    """Show the programme: money, crews, sites, pins and whatever else a plan is made with."""
    return _programme(request, _organisation(request, pk, READ))


@NOUN.does(_writing(PROGRAMME, "api-programme", ProgrammeOut))
def write_programme(request: Call, pk: int, given: ProgrammeIn) -> object:
    """Write the next version; what cannot be planned with is refused, fault by fault."""
    organisation = _organisation(request, pk, ASSESS)
    now = queries.newest_programme(pk)
    seen = seen_version(request, now.number if now else 0)
    said = cleaned(WritingProgramme({"text": given.text, VERSION: seen}))
    services.write_programme(request.access, organisation, seen, said["text"])
    return _programme(request, organisation)


@NOUN.shows(PRICES, "api-prices", PricesOut)
def prices(request: Call, pk: int) -> object:
    """Show what replacing costs, by kind."""
    return _prices(request, _organisation(request, pk, READ))


@NOUN.does(_writing(PRICES, "api-prices", PricesOut))
def write_prices(request: Call, pk: int, given: PricesIn) -> object:
    """Write the next version of the whole list."""
    organisation = _organisation(request, pk, ASSESS)
    seen = seen_version(request, listed(organisation).number)
    lines = _lines(given)
    services.write_prices(request.access, organisation, seen, currency=given.currency, lines=lines)
    return _prices(request, organisation)


def _lines(given: PricesIn) -> list[Line]:
    """Return what was sent as it is kept.

    Raises:
        ProblemError: something of it makes no sense.
    """
    rows = [{name: value for name, value in one.model_dump().items() if value != ""} for one in given.prices]
    if found := faults_of_costs(rows):
        raise not_valid([_fault(said) for said in faults_said(found)])
    lines = lines_in(rows)
    faults = [fault for number, line in enumerate(lines) for fault in _faults(number, line)]
    if faults:
        raise not_valid(faults)
    return lines


def _faults(number: int, line: Line) -> Iterator[Fault]:
    try:
        check_line(line)
    except ValidationError as error:
        yield from (Fault(field=f"prices.{number}", detail=one) for one in error.messages)


def _fault(said: str) -> Fault:
    """Return the fault of a table of a file as that of what was sent."""
    found = _OF_TABLE.match(said)
    if found is None:
        return Fault(field="prices", detail=said)
    place = ".".join(filter(None, ("prices", str(int(found[1]) - 1), found[2])))
    return Fault(field=place, detail=said[found.end() :])


def _programme(request: Call, organisation: Organisation) -> ProgrammeOut:
    newest = queries.programme_versions(organisation.pk).first()
    shown(request, newest.number if newest else 0)
    told = {"organisation": organisation.pk, "version": 0, "text": "", "by": "", "at": None}
    if newest is None:
        return ProgrammeOut.model_validate({**told, "unknown_sites": [], "unknown_packages": []})
    strangers = strangers_of(newest)
    told |= {"version": newest.number, "text": newest.text, "at": newest.at}
    told |= {"unknown_sites": list(strangers.sites), "unknown_packages": list(strangers.packages)}
    told["by"] = str(newest.by) if request.access.may(Permission.AUDIT, organisation.pk) else ""
    return ProgrammeOut.model_validate(told)


def _prices(request: Call, organisation: Organisation) -> PricesOut:
    now = listed(organisation)
    shown(request, now.number)
    lines = [Price.model_validate(line) for line in now.lines]
    return PricesOut(organisation=organisation.pk, version=now.number, currency=now.currency, prices=lines)


def _organisation(request: Call, pk: int, permission: Permission) -> Organisation:
    return get_object_or_404(Organisation.objects.within(request.access, permission), pk=pk)
