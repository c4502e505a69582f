"""How is the invented department put into an empty application?"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from phaseout.web.demo.inventory import Row, inventory, sites
from phaseout.web.demo.programme import programme
from phaseout.web.demo.talk import talk
from phaseout.web.estate.models import Coverage, Organisation, Site
from phaseout.web.estate.services import SiteFacts, add_branch, add_look, add_site
from phaseout.web.findings.models import Finding
from phaseout.web.findings.services import propose_many
from phaseout.web.frame.access import Access, Role
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.begin import begin
from phaseout.web.people.services.grants import grant
from phaseout.web.surveys.services import Brought, ask_to_apply, bring_in
from phaseout.web.surveys.services.applying import apply
from phaseout.web.surveys.services.running import run

DEPARTMENT = ("Department of Examples", "Ministère des Exemples")
REGIONS: Mapping[str, tuple[str, str]] = {
    "ATL": ("Atlantic Region", "Région de l’Atlantique"),
    "QUE": ("Quebec Region", "Région du Québec"),
    "ONT": ("Ontario Region", "Région de l’Ontario"),
    "PRA": ("Prairies Region", "Région des Prairies"),
    "PAC": ("Pacific and North Region", "Région du Pacifique et du Nord"),
}
LEFT_TO_TAKE_OVER = "PAC"
"""Its survey is examined and waits for somebody to take it over."""
WAYS = ("desk", "records", "network", "walk", "verified")
LOOKED_AT = 30
"""Sites somebody looked at; the others are not started."""
PROPOSED = 12
REASON = "The label on the housing and what the unit says of itself agree."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """Who may sign in."""

    addresses: Mapping[Role, str]
    password: str


Told = Callable[[str], object]
"""Takes a line that says how far it is."""


def _untold(_said: str) -> None:
    """Leave unsaid how far it is."""


def seed(today: date, told: Told = _untold) -> Seeded:
    """Put in the department: regions, sites, people, inventories taken over, judgements, replacements.

    Args:
        today: the day it is put in.
        told: is called before each part that takes seconds.

    Raises:
        AlreadyBegunError: somebody uses the application already.
    """
    password = secrets.token_urlsafe(12)
    addresses = {role: f"{role.value}@example.org" for role in Role}
    first = begin(
        organisation=DEPARTMENT, roles=["ca/federal-department"], name="Alex Administrator",
        email=addresses[Role.ADMINISTRATOR], password=password,
    )  # fmt: skip
    root = Organisation.everything.get()
    with translation.override("en"):
        people = {role: _person(first, root, role, addresses[role], password) for role in Role}
        regions = _regions(first, root)
        _sites(access_of(people[Role.ANALYST]), regions)
        _look(access_of(people[Role.TECHNICIAN]), access_of(people[Role.ANALYST]), today)
        for number, (region, organisation) in enumerate(regions.items(), 1):
            told(f"inventory {number} of {len(regions)}: {organisation.name_en} …")
            _survey(access_of(people[Role.TECHNICIAN]), region, organisation, today)
        told("judgements, tasks and replacements …")
        _propose(access_of(people[Role.ANALYST]))
        _talk(people, root, today)
        programme(people, today)
    return Seeded(addresses=addresses, password=password)


def _person(first: Person, root: Organisation, role: Role, email: str, password: str) -> Person:
    if role is Role.ADMINISTRATOR:
        return first
    person = Person(email=email, name=f"{role.value.capitalize()} of the department")
    person.set_password(password)
    person.save()
    grant(access_of(first), person, root, role)
    return person


def _regions(first: Person, root: Organisation) -> dict[str, Organisation]:
    return {
        ref: add_branch(access_of(first), root, name_en=name_en, name_fr=name_fr)
        for ref, (name_en, name_fr) in REGIONS.items()
    }


def _sites(access: Access, regions: Mapping[str, Organisation]) -> None:
    for number, row in enumerate(sites()):
        add_site(access, _facts(row, number, regions[row["region"]]))


def _facts(row: Row, number: int, organisation: Organisation) -> SiteFacts:
    return SiteFacts(
        organisation=organisation,
        ref=row["ref"],
        name_en=row["name_en"],
        name_fr=row["name_fr"],
        tier=int(row["tier"]),
        owner=row["owner"],
        operator="self",
        custodian=row["custodian"],
        lease_end=date.fromisoformat(row["lease_end"]) if row["lease_end"] else None,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        networks=[f"10.{20 + number}.0.0/16"],
        purpose=["government-facility-security"],
    )


def _look(access: Access, second: Access, today: date) -> None:
    for number, site in enumerate(Site.everything.order_by("ref")[:LOOKED_AT]):
        furthest = number % len(WAYS) + 1
        for step, way in enumerate(WAYS[:furthest]):
            by = second if way == Coverage.VERIFIED else access
            add_look(by, site, way=way, on=today - timedelta(days=20 * (furthest - step)))


def _survey(access: Access, region: str, organisation: Organisation, today: date) -> None:
    file = SimpleUploadedFile(f"inventory-{region}.csv", inventory(region).encode())
    survey = bring_in(access, Brought(files=[file], organisation=organisation, as_of=today))
    run(survey.pk)
    survey.refresh_from_db()
    if region != LEFT_TO_TAKE_OVER and ask_to_apply(access, survey, version=survey.version):
        apply(survey.pk)


def _propose(access: Access) -> None:
    chosen = Finding.everything.filter(outcome="applies").order_by("pk").values_list("pk", "version")
    propose_many(access, dict(chosen[:PROPOSED]), verdict="confirmed", reason=REASON, expires=None)


def _talk(people: Mapping[Role, Person], root: Organisation, today: date) -> None:
    finding = Finding.everything.filter(outcome="applies").select_related("asset").order_by("pk")[0]
    talk(people, root, Site.everything.order_by("-ref")[0], finding, today)
