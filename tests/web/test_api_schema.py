"""Does the API do what its description says, whatever is sent: no fault of the server, no answer of another shape?

Requests are made from the description by schemathesis. ``PHASEOUT_API_EXAMPLES`` says how many of each
operation; docs/web.md has the figure of a long run.
"""

import json
import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from phaseout.web.api.description import description
from phaseout.web.frame.access import Role
from web.examples import EXAMPLES, furnish
from web.furnishing.api import ASKED, VERSIONS
from web.programs import Program, secret_of
from web.routes import routes

EXAMPLES_OF_EACH = int(os.environ.get("PHASEOUT_API_EXAMPLES", "3"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
NAMES = {f"/{one.pattern}": one.name for one in routes() if one.pattern.startswith("api/")}


def name_of(path: str) -> str:
    """Return the name of the route that a path of the description is."""
    for kind in ("int:", "str:", "slug:", "path:"):
        NAMES.update({pattern.replace(kind, ""): name for pattern, name in list(NAMES.items())})
    return NAMES[path.replace("{", "<").replace("}", ">")]


def operations() -> Iterator[object]:
    schema = schemathesis.openapi.from_dict(json.loads(description()))
    schema.app = get_wsgi_application()
    for found in schema.get_all_operations():
        yield found.ok()


@pytest.fixture
def furnished(world):
    """Return rows to be asked for, over one connection: a server would let go of it after each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield furnish(world.home)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_whatever_is_sent_is_answered_as_the_description_says(furnished, world, person_with, settings_of):
    secret = secret_of(person_with(*Role), world.home)
    wrong = []
    for operation in operations():
        try:
            _try(operation, furnished, {"Authorization": f"Bearer {secret}"}, settings_of)
        except* (AssertionError, schemathesis.errors.SchemathesisError) as found:
            wrong.append(f"{operation.label}: {found.exceptions}")
    assert not wrong


def test_what_has_a_tag_is_described_so_and_is_not_sent_again(world, person_with):
    furnished = furnish(world.home)
    program = Program(secret_of(person_with(*Role), world.home))
    tagged = {}
    for path, operations_of in json.loads(description())["paths"].items():
        if "get" not in operations_of:
            continue
        described = operations_of["get"]
        name = name_of(path)
        named = EXAMPLES.get(name, lambda _: {})(furnished)
        address = f"{path.format(**named)}?{ASKED.get(name, '')}"
        tag = _tag_of(program, address)
        tagged[path] = bool(tag)
        takes = "If-None-Match" in {one["name"] for one in described["parameters"]}
        assert (takes, "304" in described["responses"]) == (bool(tag), bool(tag)), path
        if tag:
            again = program.get(address, headers={"if-none-match": tag})
            assert (again.status_code, again["ETag"]) == (304, tag), path
    before = "/api/v1"
    without = {path.removeprefix(before) for path, is_tagged in tagged.items() if not is_tagged}
    assert {path for path in without if not path.startswith("/exports/")} == {
        "/labels/assets", "/labels/sites", "/ledgers/{pk}/bundle",
    }  # fmt: skip
    assert {path for path in tagged if path.startswith(f"{before}/exports/")} <= {
        before + one for one in without
    }


def _tag_of(program, address: str) -> str:
    answer = program.get(address)
    assert answer.status_code == 200, (address, answer.content)
    if answer.streaming:
        list(answer.streaming_content)  # whereby its file is closed
    return answer.headers.get("ETag", "")


@pytest.fixture
def settings_of():
    return settings(
        max_examples=EXAMPLES_OF_EACH, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


def _try(operation, furnished, headers, settings_of) -> None:
    name = name_of(operation.full_path)
    made = operation.as_strategy(generation_mode=GenerationMode.POSITIVE) | operation.as_strategy(
        generation_mode=GenerationMode.NEGATIVE
    )

    @settings_of
    @given(case=made, is_there=st.booleans())
    def tried(case, is_there: bool) -> None:
        if is_there and name in EXAMPLES:
            case.path_parameters = dict(EXAMPLES[name](furnished))
        version = VERSIONS.get(name, lambda _: 1)(furnished)
        seen = {**headers, "If-Match": f'"{version}"'} if is_there and case.method != "GET" else headers
        with transaction.atomic():
            response = case.call(headers=seen)
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS, headers=seen)

    tried()
