"""Is every route, by every method, answered to whom it should be and to nobody else?

The routes are those the application has, so that a new one is tried from its first day; what it needs is what
its gate says.
"""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from phaseout.web.frame.access import PERMITS, Role
from phaseout.web.frame.gate import Gate
from web.examples import EXAMPLES, SECRET, Furnished, furnish
from web.routes import Route, routes

OURS = [route for route in routes() if route.is_ours]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
REFUSED = (403, 404)
ANSWERED = (200, 201, 202, 204, 302, 303, 400, 409, 422)
"""With an empty form a page may well say that something is missing."""


@pytest.fixture
def furnished(world) -> Furnished:
    return furnish(world.home)


def address(route: Route, furnished: Furnished) -> str:
    given: Mapping[str, object] = EXAMPLES[route.name](furnished) if route.takes else {}
    return reverse(route.name, kwargs=given)


def gate(route: Route) -> Gate:
    assert isinstance(route.view, Gate)
    return route.view


@pytest.mark.parametrize("route", [one for one in OURS if one.takes], ids=lambda one: one.name)
def test_every_route_that_takes_something_has_an_example(route: Route) -> None:
    assert route.name in EXAMPLES, "add it to tests/web/examples.py"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", OURS, ids=lambda one: one.name)
def test_who_is_not_signed_in_is_sent_to_sign_in(route, method, furnished, client_of) -> None:
    answer = client_of().generic(method, address(route, furnished))
    if gate(route).is_open_to_all:
        assert "login" not in answer.headers.get("Location", "")
    else:
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", OURS, ids=lambda one: one.name)
def test_a_role_at_home_is_answered_where_it_has_what_is_needed(
    route, role, method, furnished, client_of
) -> None:
    answer = client_of(role).generic(method, address(route, furnished))
    needed = gate(route).needs
    if gate(route).is_open_to_all:
        assert answer.status_code != 403
    elif method not in gate(route).methods:
        assert answer.status_code == 405
    elif needed is not None and needed not in PERMITS[role]:
        assert answer.status_code == 403
    else:
        assert answer.status_code in ANSWERED


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", OURS, ids=lambda one: one.name)
def test_a_foreigner_meets_nothing_of_another_organisation(
    route, role, method, world, furnished, client_of
) -> None:
    answer = client_of(role, at=world.foreign).generic(method, address(route, furnished))
    assert SECRET not in _text(answer)
    if route.takes and not gate(route).is_open_to_all:
        assert answer.status_code in (*REFUSED, 405)


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
    assert isinstance(client_of(), Client)
    assert b'class="main"' not in client_of().get(reverse("account_login")).content
