"""Does whoever only reads learn from no list, page, file or program who did something?"""

import re

import pytest
from django.urls import reverse

from phaseout.web.api.door import Door
from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Role
from phaseout.web.people.models import Person
from phaseout.web.surveys import services
from web.browsing import PAGES
from web.examples import EXAMPLES, furnish
from web.furnishing.surveys import draft_of
from web.programs import Program, secret_of
from web.routes import routes
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]
pytestmark = pytest.mark.django_db


def answered(client, address: str, form: str = "") -> str:
    answer = client.get(address, {"format": form} if form else {})
    assert answer.status_code == 200
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_who_brought_in_took_over_and_undid_a_survey_is_a_person_to_readers(surveying, client_of):
    survey = surveying.apply(surveying.bring({"cameras.csv": CAMERAS}))
    surveying.undo(survey)
    name = Person.objects.get(pk=surveying.access.person).name
    shown = [(reverse("surveys"), form) for form in ("", "csv")] + [(reverse("survey", args=[survey.pk]), "")]
    for role, is_named in ((Role.READER, False), (Role.TECHNICIAN, True)):
        client = client_of(role)
        for address, form in shown:
            page = answered(client, address, form)
            assert (name in page, "a person" in page) == (is_named, not is_named), (role, address)
        key = f'"by":{surveying.access.person}'
        assert (key in answered(client, reverse("surveys"), "jsonl")) == is_named


def test_who_drafted_and_decided_a_scope_is_a_person_to_readers(
    world, access_with, client_of, person_with, settings, tmp_path
):
    settings.SCOPE_KEY, settings.SEAL_KEY = tmp_path / "scope-key", tmp_path / "seal-key"
    Site(organisation=world.home, ref="town-hall", name_en="Town hall").save()
    drafts, decides = access_with(Role.ANALYST), access_with(Role.APPROVER)
    row = services.draft_scope(drafts, draft_of(world.home, "town-hall"))
    services.decide_scope(decides, row, 1, agrees=True)
    names = [Person.objects.get(pk=one.person).name for one in (drafts, decides)]
    for role, is_named in ((Role.READER, False), (Role.AUDITOR, True)):
        client, person = client_of(role), person_with(role)
        pages = [answered(client, reverse("scopes")), answered(client, reverse("scopes"), "csv")]
        pages += [answered(client, reverse("scope", args=[row.pk]))]
        for page in pages:
            assert [name in page for name in names] == [is_named, is_named]
        told = Program(secret_of(person, world.home)).ask("GET", f"/scopes/{row.pk}").json()
        assert [told["by"], told["decided_by"]] == (names if is_named else ["a person", "a person"])


KEEPING_PEOPLE = frozenset({"people", "person", "invite", "account", "search"})
"""Pages that show addresses to who keeps people, and theirs to everybody."""


def nameless() -> list[Person]:
    """Have half of the people no name, and the others, as some providers have it, their address for one."""
    people = list(Person.objects.order_by("pk"))
    for number, one in enumerate(people):
        one.name = one.email.upper() if number % 2 else ""
        one.save()
    return people


def test_the_address_of_who_has_no_name_stands_on_no_page_and_in_no_answer(world, client_of, person_with):
    there = furnish(world.home)
    reader = person_with(Role.ANALYST, Role.APPROVER, Role.AUDITOR)
    client, program = (
        client_of(Role.ANALYST, Role.APPROVER, Role.AUDITOR),
        Program(secret_of(reader, world.home)),
    )
    shows = re.compile(
        rf"(?<![\w-])({'|'.join(re.escape(one.email) for one in nameless())})", re.IGNORECASE
    ).search
    given = {one.name: EXAMPLES[one.name](there) if one.takes else {} for one in routes() if one.is_ours}
    asked = [(client, of(there)) for name, of in PAGES.items() if name not in KEEPING_PEOPLE]
    asked += [
        (program, reverse(one.name, kwargs=given[one.name]))
        for one in routes()
        if isinstance(one.view, Door) and "GET" in one.view.methods and one.name != "api-me"
    ]
    pages = {address: answer_of(one, address) for one, address in asked}
    assert {address: found[0] for address, text in pages.items() if (found := shows(text))} == {}
    assert any("person no. " in text for address, text in pages.items() if address.startswith("/api/"))
    assert any("person no. " in text for address, text in pages.items() if not address.startswith("/api/"))


def answer_of(client, address: str) -> str:
    answer = client.get(address, follow=True)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")
