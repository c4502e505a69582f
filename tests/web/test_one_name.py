"""Does everything that the register knows by an id go by one name on every page, filter and file?"""

from collections import defaultdict
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from django.utils.encoding import force_str
from django.utils.html import strip_tags
from django.utils.translation import override

import phaseout.web
from phaseout.domain.claim import Grade
from phaseout.domain.determination import GRAVEST_FIRST, Outcome
from phaseout.report.language import Language
from phaseout.survey.labels import every_label
from phaseout.web.estate.editable import OF_ASSETS
from phaseout.web.estate.exports import ASSETS, NETBOX
from phaseout.web.estate.tables import AssetTable
from phaseout.web.findings import questions
from phaseout.web.findings.filters import FindingFilter
from phaseout.web.findings.models import OUTCOMES
from phaseout.web.findings.tables import FindingTable, outcome_badge
from phaseout.web.frame import words
from phaseout.web.surveys.changes import changes_said
from phaseout.web.surveys.filters import ComparisonFilter
from phaseout.web.surveys.tables import ComparisonTable, NotSeenTable

WEB = Path(phaseout.web.__file__).parent
LAYOUT = dict(NETBOX.columns)
COLUMNS = {column.name: column for column in ASSETS.columns}
OUTCOME_IDS = [one.value for one in GRAVEST_FIRST]
FIRM = SimpleNamespace(
    brand="", maker_grade="", surveyed=SimpleNamespace(brand="", claims={})
)  # fmt: skip
"""A row of a list of which nothing is a guess."""


def asset(field: str, id_: str) -> Any:
    return SimpleNamespace(**{"kind": "", "maker": "", "brand": "", field: id_})


def by_filter(library: str, name: str) -> Callable[[str], str]:
    template = engines["django"].from_string(f"{{% load {library} %}}{{{{ id|{name} }}}}")
    return lambda id_: template.render({"id": id_})


def said_by(field: str) -> list[Callable[[str], object]]:
    """Return what says a field of an asset: lists, files, forms, pages. Its outcome is how it stands."""
    register = {"maker": "party", "outcome": "standing"}.get(field, field)
    every: dict[str, list[Callable[[str], object]]] = {
        "kind": [
            lambda id_: AssetTable.render_kind(None, id_, FIRM),
            lambda id_: ComparisonTable.render_kind(None, id_, FIRM),
            lambda id_: NotSeenTable.render_kind(None, id_, FIRM), lambda id_: LAYOUT["role"](asset("kind", id_)),
        ],
        "maker": [
            lambda id_: AssetTable.render_maker(None, id_, FIRM),
            lambda id_: ComparisonTable.render_maker(None, id_, FIRM),
            lambda id_: NotSeenTable.render_maker(None, id_, FIRM),
            lambda id_: FindingTable.render_maker(None, id_),
            lambda id_: LAYOUT["manufacturer"](asset("maker", id_)),
        ],
        "brand": [lambda id_: AssetTable.render_brand(None, id_)],
        "outcome": [
            lambda id_: AssetTable.render_outcome(None, id_),
            lambda id_: ComparisonTable.render_outcome(None, id_),
        ],
    }  # fmt: skip
    shown: Any = COLUMNS[field].shown
    ways = [
        *every[field], lambda id_: shown(asset(field, id_)),
        lambda id_: changes_said({field: ["", id_]}, {})[0][2],
        by_filter("frame", register),
    ]  # fmt: skip
    if field in OF_ASSETS:
        ways += [OF_ASSETS[field].read, by_filter("estate", f"named:'{field}'")]
    return ways


@pytest.mark.parametrize("code", ["en", "fr"])
def test_an_id_has_one_name_wherever_it_is_said(code: str) -> None:
    known = words.register()
    ids = {
        "kind": known.vocabulary.kinds, "maker": known.parties, "brand": known.brands,
        "outcome": OUTCOME_IDS,
    }  # fmt: skip
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    with override(code):
        for field, every in ids.items():
            ways = said_by(field)
            for id_ in every:
                names[field, id_] |= {unescape(strip_tags(force_str(way(id_)))) for way in ways}
        for field, choices in (
            ("kind", words.kinds()), ("kind", questions.choices("kind")), ("maker", words.makers()),
            ("maker", words.parties()), ("brand", words.brands()), ("outcome", words.standings()),
            *((field, one.base_filters[field].extra["choices"]()) for one, field in (
                (FindingFilter, "maker"), (ComparisonFilter, "outcome"),
            )),
        ):  # fmt: skip
            for id_, name in choices:
                names[field, id_].add(force_str(name))
        reports = Language(code, every_label(known))
        for (field, id_), said in names.items():
            named = {"maker": reports.party, "brand": reports.brand}.get(field)
            if (field, id_) == ("outcome", Outcome.DOES_NOT_APPLY):
                said.add(reports.text("figure.settled"))
            else:
                said.add(named(id_) if named else reports.term(field, id_))
    assert len(names) > 200
    assert not {key: said for key, said in names.items() if len(said) > 1}


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_outcome_of_a_finding_has_one_name_wherever_it_is_said(code: str) -> None:
    with override(code):
        ways = (
            lambda id_: strip_tags(outcome_badge(id_)), by_filter("frame", "outcome"),
            *(dict(one).__getitem__ for one in (
                OUTCOMES,
                FindingFilter.base_filters["outcome"].extra["choices"](),
            )),
        )  # fmt: skip
        reports = Language(code, every_label(words.register()))
        for id_ in OUTCOME_IDS:
            said = {unescape(force_str(way(id_))) for way in ways}
            assert said == {reports.term("outcome", id_)}


def test_acts_grades_roles_and_purposes_are_called_by_their_names() -> None:
    vocabulary = words.register().vocabulary
    for sort, ids in (
        ("act", vocabulary.acts), ("role", vocabulary.roles), ("purpose", vocabulary.values["purpose"]),
        ("grade", [one.value for one in Grade if one is not Grade.NONE]), ("measure", words.register().measures),
    ):  # fmt: skip
        called = by_filter("frame", sort)
        with override("en"):
            english = {id_: called(id_) for id_ in ids}
        with override("fr"):
            french = {id_: called(id_) for id_ in ids}
        assert not [id_ for id_ in ids if "-" in id_ and id_ in (english[id_], french[id_])], sort
        assert english != french


def test_one_module_opens_the_register_and_names_what_is_in_it() -> None:
    said = ("Register.open", "import TERMS", "register_labels", "every_label")
    openers = {
        str(path.relative_to(WEB)) for path in WEB.rglob("*.py")
        if any(one in path.read_text("utf-8") for one in said)
    }  # fmt: skip
    assert openers == {"frame/words.py"}
