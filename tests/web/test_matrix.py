"""Is every route, by every method, answered to whom it should be and to nobody else?

The routes are those the application has, so that a new one is tried from its first day; what it needs is what
its gate says. What one request changes is taken back before the next: every one meets the same rows.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from phaseout.web.api.door import Door
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import PERMITS, SHOWING, Role
from phaseout.web.frame.gate import Gate
from web.conftest import World, browser_of
from web.examples import EXAMPLES, SAME_FOR_ALL, SECRET, Furnished
from web.furnishing.api import ASKED, SENT, VERSIONS
from web.furnishing.notices import HOOKS
from web.lasting import lasting
from web.routes import Route, routes

__all__ = ("lasting",)
OURS = [route for route in routes() if route.is_ours]
PAGES = [route for route in OURS if not isinstance(route.view, Door)]
PROGRAMS = [route for route in OURS if isinstance(route.view, Door)]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
REFUSED = (403, 404, 405)
ANSWERED = (200, 201, 202, 204, 302, 303, 400, 409, 422)
"""With an empty form a page may well say that something is missing."""
DONE = (200, 201, 202, 204, 409)
"""A program sends all that is needed; not every state of a row allows everything."""
FURTHER = frozenset(
    {
        ("api-surveys", "POST", 422),
        ("api-collections", "POST", 422),
        ("api-floor-plan", "POST", 422),
        ("api-survey-sites", "POST", 422),
        ("api-mention-seen", "POST", 404),
        ("api-workbook", "POST", 422),
        ("api-workbook-preview", "POST", 422),
        ("api-judgement-withdraw", "POST", 403),
        ("api-kept-list", "PATCH", 403),
        ("api-kept-list", "DELETE", 403),
        ("api-comment", "PATCH", 403),
        ("api-comment-withdraw", "POST", 403),
    }
)
"""No files are sent here, and those of the survey name no unknown site; nobody withdraws what another proposed or
said, nor sees for them where they are named; and few change what another kept."""
NO_HEADERS: Mapping[str, str] = {}
Asking = Callable[[str], HttpResponse]
"""Asks by a method, and takes back what was changed."""


@pytest.fixture
def world(db, lasting) -> World:
    return lasting.world


@pytest.fixture
def furnished(db, lasting) -> Furnished:
    return lasting.furnished


@pytest.fixture
def asking(furnished, lasting):
    """Return a maker of askers: ``asking(route, role, at=organisation)``; without a role nobody is signed in."""

    def by(route: Route, role: Role | None = None, *, at: Organisation) -> Asking:
        client = lasting.browsers[role, at] if role else browser_of(None)
        return lambda method: _taken_back(client, method, address_of(route, furnished))

    return by


@pytest.fixture
def program(furnished, lasting, settings):
    """Return a maker of programs that ask by a method at a route: ``program(role, at=organisation)``."""
    settings.WEBHOOK_HOSTS = frozenset({(HOOKS, None)})

    def by(role: Role, *, at: Organisation) -> Callable[[Route, str], HttpResponse]:
        client = lasting.programs[role, at]
        return lambda route, method: _taken_back(
            client, method, _asked(route, method, furnished), *_sent(route, method, furnished)
        )

    return by


def _asked(route: Route, method: str, furnished: Furnished) -> str:
    """Return an address that says all it must."""
    address = address_of(route, furnished)
    return f"{address}?{ASKED[route.name]}" if method == "GET" and route.name in ASKED else address


def _sent(route: Route, method: str, furnished: Furnished) -> tuple[str, dict[str, str]]:
    """Return what is sent, and the version that was seen: a program's request lacks nothing."""
    content = SENT.get((route.name, method))
    version = VERSIONS.get(route.name, lambda _: 1)(furnished)
    seen = {} if method == "GET" else {"if-match": f'"{version}"'}
    return json.dumps(content(furnished)) if content else "", seen


def _taken_back(
    client: Client, method: str, address: str, sent: str = "", headers: Mapping[str, str] = NO_HEADERS
) -> HttpResponse:
    with _as_it_was(client):
        kind = "application/json" if sent else "application/octet-stream"
        return client.generic(method, address, sent, content_type=kind, headers=headers)


@contextmanager
def _as_it_was(client: Client) -> Iterator[None]:
    cookies = client.cookies.output()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))


def address_of(route: Route, furnished: Furnished) -> str:
    given: Mapping[str, object] = EXAMPLES[route.name](furnished) if route.takes else {}
    return reverse(route.name, kwargs=given)


def gate(route: Route) -> Gate:
    assert isinstance(route.view, Gate)
    return route.view


@pytest.mark.parametrize("route", [one for one in OURS if one.takes], ids=lambda one: one.name)
def test_every_route_that_takes_something_has_an_example(route: Route) -> None:
    assert route.name in EXAMPLES, "add it to tests/web/furnishing"


@pytest.mark.parametrize("route", PAGES, ids=lambda one: one.name)
def test_who_is_not_signed_in_is_sent_to_sign_in(route, world, asking) -> None:
    answers = {method: asking(route, at=world.home)(method) for method in METHODS}
    places = {method: answer.headers.get("Location", "") for method, answer in answers.items()}
    if gate(route).is_open_to_all:
        assert not any(place.startswith("/account/login/") for place in places.values())
    else:
        assert {answer.status_code for answer in answers.values()} == {302}
        assert all(place.startswith("/account/login/") for place in places.values())


def tried(route: Route) -> list[tuple[Role, str]]:
    """Return who asks by what: every role by what the route answers, and by each other method one role in turn.

    A gate refuses a method before it looks at who asks.
    """
    roles = tuple(Role)
    return [
        (role, method)
        for number, method in enumerate(METHODS, OURS.index(route))
        for role in (roles if method in gate(route).methods else (roles[number % len(roles)],))
    ]


def test_a_gate_refuses_a_method_whoever_asks(world, asking) -> None:
    for route in (PAGES[0], next(one for one in PAGES if one.takes)):
        other = [method for method in METHODS if method not in gate(route).methods]
        answers = [asking(route, role, at=world.home)(method) for role in Role for method in other]
        assert {answer.status_code for answer in answers} == {405}


@pytest.mark.parametrize("route", PAGES, ids=lambda one: one.name)
def test_a_role_at_home_is_answered_where_it_has_what_is_needed(route, world, asking) -> None:
    wrong = [
        f"{method} as {role}: {status}"
        for role, method in tried(route)
        if not _is_right(
            route, role, method, status := asking(route, role, at=world.home)(method).status_code
        )
    ]
    assert not wrong


def _is_right(route: Route, role: Role, method: str, status: int) -> bool:
    if gate(route).is_open_to_all:
        return status != 403
    if method not in gate(route).methods:
        return status == 405
    needed = gate(route).needed(method)
    if needed is not None and needed not in PERMITS[role]:
        return status == 403
    if isinstance(route.view, Door):
        if method != "GET" and PERMITS[role] <= SHOWING:
            return status == 403
        return status in DONE or (route.name, method, status) in FURTHER
    return status in ANSWERED


@pytest.mark.parametrize("route", PAGES, ids=lambda one: one.name)
def test_a_foreigner_meets_nothing_of_another_organisation(route, world, asking) -> None:
    wrong = [
        f"{method} as {role}"
        for role, method in tried(route)
        if _shows_something(route, asking(route, role, at=world.foreign)(method))
    ]
    assert not wrong


def _shows_something(route: Route, answer: HttpResponse) -> bool:
    is_behind = route.takes and not gate(route).is_open_to_all and route.name not in SAME_FOR_ALL
    return SECRET in _text(answer) or bool(is_behind and answer.status_code not in REFUSED)


def test_a_program_without_a_token_is_answered_nowhere(furnished, client_of) -> None:
    asked = [(client_of(), route) for route in PROGRAMS] + [(client_of(Role.ADMINISTRATOR), PROGRAMS[0])]
    for client, route in asked:
        for method in METHODS:
            assert client.generic(method, address_of(route, furnished)).status_code == 401


@pytest.mark.parametrize("role", Role)
def test_a_program_is_answered_where_its_token_has_what_is_needed(role, world, program) -> None:
    ask = program(role, at=world.home)
    wrong = [
        f"{method} {route.name}: {status}"
        for route in PROGRAMS
        for one, method in tried(route)
        if one == role and not _is_right(route, role, method, status := ask(route, method).status_code)
    ]
    assert not wrong


@pytest.mark.parametrize("role", Role)
def test_a_program_that_sends_a_file_beside_it_is_answered_alike(
    role, world, program, furnished, lasting
) -> None:
    taking = [route for route in PROGRAMS if gate(route).files]
    assert taking
    for organisation in (world.home, world.foreign):
        ask, client = program(role, at=organisation), lasting.programs[role, organisation]
        for route in taking:
            given, seen = _sent(route, "POST", furnished)
            parts = {"given": given, "file": SimpleUploadedFile("seen.txt", b"Seen on site")}
            with _as_it_was(client):
                answer = client.post(address_of(route, furnished), parts, headers=seen)
            assert answer.status_code == ask(route, "POST").status_code, route.name
            assert organisation == world.home or not _shows_something(route, answer)


@pytest.mark.parametrize("role", Role)
def test_a_foreign_program_meets_nothing_of_another_organisation(role, world, program) -> None:
    ask = program(role, at=world.foreign)
    asked = ((route, method) for route in PROGRAMS for one, method in tried(route) if one == role)
    wrong = [
        f"{method} {route.name}" for route, method in asked if _shows_something(route, ask(route, method))
    ]
    assert not wrong


def test_what_another_program_answers_is_answered_without_a_fault(client_of) -> None:
    # Pages of the libraries that take nothing: signing in, second factors, sessions.
    for route in routes():
        if not route.is_ours and not route.takes and route.name:
            answer = client_of(Role.READER).get(reverse(route.name))
            assert answer.status_code < 500, route.name


def _text(answer) -> str:
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content).decode("utf-8", "replace")
    return answer.content.decode("utf-8", "replace")


def test_a_page_for_nobody_shows_no_navigation(client_of) -> None:
    assert b'class="main"' not in client_of().get(reverse("account_login")).content
