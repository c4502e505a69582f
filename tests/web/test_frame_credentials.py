"""Does what opens a device stay in any text that a person or a program fills?"""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

import phaseout.web
from phaseout.web.api.description import description
from phaseout.web.api.door import Door
from phaseout.web.desk.models import KeptList
from phaseout.web.estate.forms import SiteForm
from phaseout.web.estate.models import Site
from phaseout.web.findings.files import accepted
from phaseout.web.frame.access import Role
from phaseout.web.frame.credentials import CleanedTextField, cleaned_text, refuse_secret
from phaseout.web.replacement.media_forms import Certifying, Listing
from web.examples import EXAMPLES, Furnished, furnish
from web.furnishing.api import SENT, VERSIONS
from web.furnishing.notices import HOOKS
from web.furnishing.plans import programme_of
from web.programs import Program, secret_of
from web.routes import Route, routes

pytestmark = pytest.mark.django_db
SECRET = "Zw7Kq9Lm"
TYPED = f"rtsp://a:{SECRET}@h1/"
WEB = Path(phaseout.web.__file__).parent
NOT_REACHED = frozenset(
    {
        "POST api-survey-undo",
        "POST api-judgement-withdraw",
        "POST api-replacement-decide",
        "PATCH api-comment",
    }
)
"""What another state of the row, or another asker, is needed for: their texts are read by forms of pages."""
NO_TEXTS = frozenset({("api-webhooks", "address"), ("api-webhook", "address")})
"""Addresses that are called: who brings them in knows what stands in them."""
Shape = Mapping[str, Any]


@pytest.mark.parametrize(
    "text",
    [
        "password: hik12345",
        "mot de passe : Hik2020!",
        "password: ezviz2020",
        "code QRC03010003123456789ABCDEF",
        "rtsp://admin:hik12345@10.0.0.1/",
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    ],
)
def test_a_credential_is_left_out_of_a_note_whatever_stands_in_it(text) -> None:
    kept = cleaned_text(f"Seen. {text}")
    secret = re.split(r"[: /]", text.removesuffix("@10.0.0.1/"))[-1]
    assert "[a credential was left out]" in kept
    assert secret not in kept


@pytest.mark.parametrize(
    "name",
    [
        "Kicking Horse Pass #401",
        "Community 24-hour clinic",
        "Admin: 2nd floor",
        "Admin / Bldg2",
        "PIN 21384-0178",
        "Login: kiosk, B204",
        "Visitor pass 4th floor desk",
    ],
)
def test_a_name_in_which_words_alone_could_mean_a_credential_is_taken(name) -> None:
    refuse_secret(name)
    assert cleaned_text(name, is_name=True) == name


@pytest.mark.parametrize("name", [TYPED, f"password={SECRET}", f"phaseout_{'x' * 30}", "WIFI:S:a;P:b12345;;"])
def test_a_name_that_bears_a_credential_is_refused(name) -> None:
    with pytest.raises(ValidationError):
        refuse_secret(name)


@pytest.mark.parametrize("text", [TYPED, f"password={SECRET}", "le mot de passe est Ours33", "PIN 12345"])
def test_a_text_that_is_attached_is_refused_also_where_words_alone_say_it(text) -> None:
    with pytest.raises(ValidationError):
        accepted(SimpleUploadedFile("note.txt", text.encode()))


def test_a_text_without_room_to_say_what_is_left_out_is_refused() -> None:
    field = CleanedTextField(max_length=40)
    assert field.clean("pw: abc12") == "pw: [a credential was left out]"
    with pytest.raises(ValidationError):
        field.clean("x" * 30 + " pw: abc12")


@pytest.mark.parametrize("how", ["p\\u0061ssword\\u003d", "rtsp\\u003a\\u002f\\u002fa\\u003a"])
def test_a_programme_bears_no_credential_however_its_signs_are_written(how, world, client_of) -> None:
    text = f'{programme_of()}\n[[crew]]\nid = "{how}{SECRET}\\u0040h1/"\nhours = 5\n'
    address = reverse("programme-write", args=[world.home.pk])
    answer = client_of(Role.ANALYST).post(address, {"version": 0, "text": text})
    assert answer.status_code == 400
    assert not is_kept()


@cache
def told() -> Shape:
    return json.loads(description())


def shape_of(route: Route, method: str) -> Shape:
    """Return the shape of what is sent as JSON; an empty one where nothing is."""
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/{route.pattern}")
    content = told()["paths"].get(path, {}).get(method.lower(), {}).get("requestBody", {}).get("content", {})
    return content.get("application/json", {}).get("schema", {})


def filled(shape: Shape, given: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what was given with each of its texts in turn as somebody types it who gives away a secret."""
    if "$ref" in shape:
        shape = told()["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    for one in shape.get("anyOf", ()):
        yield from filled(one, given, where)
    if shape.get("type") == "string" and not {"format", "enum", "const"} & shape.keys():
        yield where, TYPED
    if shape.get("type") == "array":
        rest = list(given or ())
        first = rest[0] if rest else {}
        for place, value in filled(shape["items"], first, where):
            yield place, [value, *rest[1:]]
    if shape.get("type") == "object":
        for name, one in shape.get("properties", {}).items():
            for place, value in filled(one, (given or {}).get(name), f"{where}.{name}".strip(".")):
                yield place, {**deepcopy(given or {}), name: value}


def nothing(_there: object) -> Shape:
    return {}


def is_kept() -> bool:
    """Whether the secret stands anywhere in the database."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if SECRET in repr(cursor.fetchall()):
                return True
    return False


def sent(there: Furnished) -> Iterator[tuple[Route, str, str, Any]]:
    """Yield each route and method with each text that it takes, and what is sent with a secret in that text."""
    for route in routes():
        for method in route.view.methods if isinstance(route.view, Door) else ():
            given = SENT.get((route.name, method), nothing)(there)
            for where, typed in filled(shape_of(route, method), given):
                if (route.name, where) not in NO_TEXTS:
                    yield route, method, where, typed


def test_no_credential_that_a_program_sends_in_any_text_is_kept(world, person_with, settings) -> None:
    settings.WEBHOOK_HOSTS = frozenset({(HOOKS, None)})
    there = furnish(world.home)
    program = Program(secret_of(person_with(*Role), world.home))
    kept, reached = [], set()
    for route, method, where, typed in sent(there):
        address = reverse(route.name, kwargs=EXAMPLES[route.name](there) if route.takes else {})
        seen = {"if-match": f'"{VERSIONS.get(route.name, lambda _: 1)(there)}"'}
        with transaction.atomic():
            answer = program.generic(
                method, address, json.dumps(typed), content_type="application/json", headers=seen
            )
            if is_kept():
                kept.append(f"{method} {route.name}: {where}")
            transaction.set_rollback(True)
        reached.add((answer.status_code, f"{method} {route.name}"))
    assert kept == []
    beyond = {name for status, name in reached if status not in (200, 201, 202, 204, 422)}
    assert beyond == NOT_REACHED


def test_the_search_finds_what_is_planted(world) -> None:
    assert not is_kept()
    Site(organisation=world.home, ref="hq", name_en=TYPED).save()
    assert is_kept()


def test_what_a_kept_list_is_narrowed_by_bears_no_credential(world, person_with, client_of) -> None:
    query, why = urlencode({"text": TYPED}), "This reads like a password"
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    answer = program.ask("POST", "/kept-lists", {"of": "sites", "name": "Ours", "query": query})
    assert (answer.status_code, answer.json()["detail"][:26]) == (422, why)
    page = client_of(Role.ANALYST)
    answer = page.post(f"/saved/add/?list=sites&{query}", {"name": "Ours"})
    assert (answer.status_code, why in answer.content.decode()) == (400, True)
    assert not KeptList.everything.exists()


def test_a_programme_in_a_file_bears_no_credential(world, client_of) -> None:
    text = f"# {TYPED}\n{programme_of()}".encode()
    address = reverse("programme-write", args=[world.home.pk])
    answer = client_of(Role.ANALYST).post(address, {"version": 0, "file": SimpleUploadedFile("p.toml", text)})
    assert (answer.status_code, "This reads like a password" in answer.content.decode()) == (400, True)
    assert not is_kept()


READ_OTHERWISE: Mapping[str, str] = {
    "api/nouns/workbooks.py: digest": "compared with another, and kept nowhere",
    "desk/forms.py: query": "the service looks at each of its values",
    "desk/forms.py: q": "looked for, and kept nowhere",
    "estate/forms.py: Networks": "ranges of addresses alone are taken",
    "field/forms.py: text": "looked for, and kept nowhere",
    "findings/questions.py: Values": "words of the register, days and countries alone are taken",
    "ledger/forms.py: seen": "signed states alone are taken",
    "measures/forms.py: text": "looked for, and kept nowhere",
    "notices/forms.py: address": "called: who brings it in knows what stands in it",
    "people/forms.py: password": "a password, kept as what proves it",
}
"""Texts of forms in which no credential is looked for → why none stays."""


def test_every_text_of_a_form_is_looked_through() -> None:
    modules = [one for one in WEB.rglob("*.py") if one != WEB / "frame" / "credentials.py"]
    assert {one for path in modules for one in plain_texts(path)} == set(READ_OTHERWISE)


def plain_texts(path: Path) -> Iterator[str]:
    """Yield what is a text of forms in a module, and no more than that: by its name, where it has one."""
    nodes, where = list(ast.walk(ast.parse(path.read_text("utf-8")))), path.relative_to(WEB)
    named = []
    for node in nodes:
        match node:
            case ast.ClassDef(name=name, bases=bases) if any(map(is_plain, bases)):
                named.append(name)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=called)) if is_plain(called):
                named.append(name)
    yield from (f"{where}: {name}" for name in named)
    if sum(map(is_plain, nodes)) > len(named):
        yield f"{where}: without a name"


def is_plain(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node) == "forms.CharField"


@pytest.mark.parametrize("form", [SiteForm, Listing, Certifying], ids=lambda form: form.__name__)
def test_every_text_of_a_form_of_a_model_is_looked_through(form) -> None:
    plain = [name for name, field in form.base_fields.items() if type(field) is forms.CharField]
    assert plain == []
