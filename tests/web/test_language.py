"""Is all that the application says also said in French?"""

import os
import re
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

import phaseout.web
from phaseout.web.frame.access import Role
from phaseout.web.frame.folded import folded
from phaseout.web.frame.words import roles
from phaseout.web.people.models import Person
from web.conftest import PASSWORD

WEB = Path(phaseout.web.__file__).parent
APPS = sorted(path.parent for path in WEB.glob("*/apps.py"))
CATALOGUE = Path("locale/fr/LC_MESSAGES/django.po")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale="fr")


def said(messages: Catalog) -> set[tuple[object, object]]:
    return {(one.id, one.context) for one in messages if one.id}


@pytest.mark.skipif(
    shutil.which("xgettext") is None and not os.environ.get("PHASEOUT_REQUIRE_ALL"),
    reason="gettext is missing",
)
@pytest.mark.parametrize("app", APPS, ids=lambda path: path.name)
def test_the_catalogue_has_all_that_an_app_says_and_no_more(app: Path, tmp_path: Path, monkeypatch) -> None:
    copy = tmp_path / app.name
    shutil.copytree(app, copy, ignore=shutil.ignore_patterns("locale", "migrations", "__pycache__"))
    (copy / CATALOGUE).parent.mkdir(parents=True)
    monkeypatch.chdir(copy)
    call_command("makemessages", locale=["fr"], no_location=True, verbosity=0)
    gathered = said(catalogue(copy / CATALOGUE)) if (copy / CATALOGUE).exists() else set()
    assert said(catalogue(app / CATALOGUE)) == gathered, "run 'make messages'"


@pytest.mark.parametrize("app", APPS, ids=lambda path: path.name)
def test_nothing_is_untranslated_or_only_guessed(app: Path) -> None:
    messages = catalogue(app / CATALOGUE)
    unsaid = [one.id for one in messages if one.id and (one.fuzzy or not _is_whole(one.string))]
    assert not unsaid


@pytest.mark.parametrize("app", APPS, ids=lambda path: path.name)
def test_no_space_stands_before_a_semicolon(app: Path) -> None:
    assert [text for one in catalogue(app / CATALOGUE) if re.search(r"\s;", text := str(one.string))] == []


def test_what_is_said_is_said_by_a_name_that_makemessages_knows() -> None:
    other = re.compile(r"gettext\w* as (?!_$)", re.MULTILINE)
    assert not [str(path) for path in WEB.rglob("*.py") if other.search(path.read_text())]


def _is_whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def test_no_app_says_the_same_otherwise_than_another() -> None:
    """Django puts all catalogues into one, where the first app's word stands for every app."""
    french: dict[tuple[object, object], dict[object, list[str]]] = {}
    for app in APPS:
        for one in catalogue(app / CATALOGUE):
            if one.id:
                key = (one.context, one.id if isinstance(one.id, str) else one.id[0])
                french.setdefault(key, {}).setdefault(str(one.string), []).append(app.name)
    assert {key: said for key, said in french.items() if len(said) > 1} == {}


@pytest.mark.parametrize("app", APPS, ids=lambda path: path.name)
def test_places_to_fill_are_the_same_in_both_languages(app: Path) -> None:
    wrong = {one.id: list(map(str, one.check())) for one in catalogue(app / CATALOGUE) if one.id}
    assert not {message: faults for message, faults in wrong.items() if faults}


def test_the_language_chosen_is_kept_and_the_place_too(client_of):
    client = client_of(Role.READER)
    assert b'lang="en"' in client.get(reverse("home")).content
    answer = client.post(reverse("language"), {"language": "fr", "next": "/?page=2"})
    assert answer.headers["Location"] == "/?page=2"
    assert '<html lang="fr">' in client.get(reverse("home")).content.decode()


def test_a_choice_of_language_leads_to_no_other_site(client_of):
    answer = client_of(Role.READER).post(
        reverse("language"), {"language": "fr", "next": "https://evil.example/"}
    )
    assert "evil" not in answer.headers["Location"]


def test_what_the_estate_holds_is_an_asset_in_every_text_and_un_appareil_in_french() -> None:
    every = [
        (" ".join(one.id) if isinstance(one.id, tuple) else one.id, str(one.string))
        for app in APPS for one in catalogue(app / CATALOGUE) if one.id
    ]  # fmt: skip
    # “There is no such thing” speaks of whatever was asked for.
    assert not [
        said for said, _ in every if re.search(r"\bthings?\b", said.replace("no such thing", ""), re.I)
    ]
    ours = [(said, french) for said, french in every if re.search(r"\bassets?\b", said, re.I)]
    assert len(ours) > 40
    assert not [said for said, french in ours if re.search(r"(?<!autre )\bchoses?\b", french, re.I)]


def test_each_thing_has_one_word_in_french_to_take_over_evidence_a_look_and_a_review() -> None:
    every = [
        (" ".join(one.id) if isinstance(one.id, tuple) else one.id, str(one.string))
        for app in APPS for one in catalogue(app / CATALOGUE) if one.id
    ]  # fmt: skip
    wrong = re.compile(r"\breport(?:é|er|és)\b|\bindices\b|éléments de preuve", re.I)
    assert not [french for _, french in every if wrong.search(french)]
    examined = [said for said, french in every if re.search(r"\bexamens?\b", french, re.I)]
    assert examined
    assert not [said for said in examined if not re.search(r"\blook", said, re.I)]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_roles_are_in_order_of_country_and_name_with_canada_first_and_whoever_it_is_last(code) -> None:
    with translation.override(code):
        found = roles()
    countries = [id_.partition("/")[0] for id_, _ in found]
    ours = [one for one in countries if one.partition("-")[0] == "ca"]
    assert countries[: len(ours)] == ours
    assert countries[len(ours) : -1] == sorted(countries[len(ours) : -1])
    assert found[-1][0] == "any"
    there = [folded(name) for id_, name in found if id_.startswith("us/")]
    assert there == sorted(there)


def test_what_is_wrong_stands_after_a_colon_as_the_language_sets_it(client_of):
    asked = {"headers": {"accept-language": "fr"}}
    said = client_of().post("/account/login/", {"login": "", "password": ""}, **asked).content.decode()
    assert "</a>\u00a0: Ce champ est obligatoire." in said
    said = client_of().post("/account/login/", {"login": "", "password": ""}).content.decode()
    assert "</a>: This field is required." in said


@pytest.mark.parametrize(
    ("chosen_here", "said"), [({}, "réussie"), ({"django_language": "en"}, "Successfully")]
)
def test_who_signs_in_is_greeted_in_the_language_of_the_page_that_follows(
    chosen_here, said, client_of, person_with
):
    person = person_with(Role.READER)
    Person.objects.filter(pk=person.pk).update(language="fr")
    client = client_of()
    client.cookies.load(chosen_here)
    entered = {"login": person.email, "password": PASSWORD}
    page = client.post("/account/login/", entered, follow=True).content.decode()
    assert said in page
