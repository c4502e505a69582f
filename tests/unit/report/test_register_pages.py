"""Are the documents of the register listed the oldest first, with what rests on each and what rests on little?"""

from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.cite import EvidenceGrade
from phaseout.register import Register
from phaseout.register.row import Row
from phaseout.register.support import WHOLE, supports_of, weak_parts
from phaseout.report.evidence import by_year, oldest_first
from phaseout.report.register_pages import register_pages
from phaseout.report.shown_answers_page import shown_answers_lines, shown_answers_page
from phaseout.report.sources_list import sources_lines
from phaseout.report.sources_page import sources_page

ROOT = Path(__file__).parents[3]


def cite(source: str, grade: str) -> list[list[str]]:
    return [[source, grade]]


def register(**changed: object) -> Register:
    """Return a register of two measures, one party and five documents."""
    content = {
        "format": 1,
        "edition": "2026.11.23",
        "digest": "sha256:x",
        "sources": {
            "newest": {"title": "Newest", "date": "2026-11-01", "publisher": "Gazette"},
            "may": {"title": "Some day in May", "date": "2024-05", "retrieved": "2026-11-20"},
            "year": {"title": "Some day that year", "date": "2024", "url": "https://example.org/a_b"},
            "undated": {"title": "Nobody knows"},
            "odd": {"title": "About *then*", "date": "about 1999", "url": "javascript:alert(1)"},
        },
        "parties": {"acme": {"name": "Acme", "cite": cite("year", "S")}},
        "interests": [{"held": "acme", "holder": "state", "kind": "control", "cite": cite("undated", "S1")}],
        "brands": {"acme": {"name": "Acme", "makers": [{"maker": "acme", "cite": cite("year", "O")}]}},
        "models": [{"brand": "acme", "id": "acme-x", "cite": cite("year", "D")}],
        "ambiguous": [{"model": "C1"}],
        "fingerprints": {"http.server": [{"id": "http.server/a", "cite": cite("may", "M")}]},
        "addresses": {"registrants": [{"registrant": "Acme Co", "cite": cite("may", "M")}]},
        "measures": {
            "xx/firm": {
                "timeline": [{"on": "2024-01-01", "cite": cite("newest", "O")}],
                "clauses": [
                    {"id": "a", "cite": [["newest", "O"], ["undated", "BK"]]},
                    {"id": "b", "cite": [["undated", "BK"], ["undated", "I", "p. 2"]]},
                ],
                "binds_not": [{"role": "xx/town", "cite": cite("undated", "?")}],
            },
            "xx/thin": {"timeline": [{"on": "2024-01-01", "cite": cite("may", "S1")}]},
        },
        "vocabulary": {},
        **changed,
    }  # fmt: skip
    return Register(content)


def test_what_is_undated_comes_first_and_then_the_oldest():
    evidence = oldest_first(register())
    assert [one.source.id for one in evidence] == ["odd", "undated", "year", "may", "newest"]
    years = [(year, len(documents)) for year, documents in by_year(evidence)]
    assert years == [("", 2), ("2024", 2), ("2026", 1)]
    assert evidence[3].no_older_than == date(2024, 5, 1)
    assert evidence[3].source.retrieved == date(2026, 11, 20)


def test_each_document_says_what_rests_on_it_and_how_well():
    lines = list(sources_lines(register(), "en"))
    assert lines == [
        "Sources of the register 2026.11.23: 5 documents, the oldest first",
        "",
        "Undated: nobody can say how old these are (2)",
        "  odd: About *then*  (about 1999 · javascript:alert(1))",
        "      nothing rests on it",
        "  undated: Nobody knows",
        "      measures: xx/firm (?, BK, I)",
        "      parties: acme (S1)",
        "",
        "2024 (2)",
        "  year: Some day that year  (2024 · https://example.org/a_b)",
        "      parties: acme (S)",
        "      brands: 1 (D, O)",
        "  may: Some day in May  (May 2024 · read on 20 November 2026)",
        "      measures: xx/thin (S1)",
        "      registrants of address blocks: 1 (M)",
        "      fingerprints: 1 (M)",
        "",
        "2026 (1)",
        "  newest: Newest  (1 November 2026 · Gazette)",
        "      measures: xx/firm (O)",
        "",
        "Weak ground: measures of which the whole or a part rests on S1, BK, I or ? alone.",
        "  xx/firm: leaving out of xx/town (?); clause b (BK, I)",
        "  xx/thin: the whole measure rests on S1 alone",
    ]


def test_the_list_is_french_throughout_but_for_titles():
    lines = list(sources_lines(register(), "fr"))
    assert (
        lines[0] == "Sources du registre 2026.11.23\N{NO-BREAK SPACE}: 5 documents, les plus anciens d’abord"
    )
    assert "      mesures\N{NO-BREAK SPACE}: xx/thin (S1)" in lines
    assert lines[-1] == "  xx/thin\N{NO-BREAK SPACE}: la mesure entière ne s’appuie que sur S1"
    assert "lu le 20 novembre 2026" in "".join(lines)


def test_a_register_on_firm_ground_says_so():
    lines = list(sources_lines(register(measures={}), "en"))
    assert lines[-1] == "No part of a measure rests on S1, BK, I or ? alone."


def test_what_rests_on_reasoning_beside_a_text_is_not_weak():
    content = {"clauses": [{"id": "a", "cite": [["t", "C"], ["m", "I"]]}]}
    found = weak_parts(
        supports_of(Row({"fingerprints": {}, "addresses": {}, "measures": {"m": content}}, "r")), "measures"
    )
    assert found == {}
    content["clauses"][0]["cite"].pop(0)
    found = weak_parts(
        supports_of(Row({"fingerprints": {}, "addresses": {}, "measures": {"m": content}}, "r")), "measures"
    )
    inferred = (EvidenceGrade.INFERENCE,)
    assert found == {"m": {("clauses", "a"): inferred, WHOLE: inferred}}


def test_the_page_links_what_is_a_link_and_lets_no_title_be_markup():
    page = sources_page(register(), "en")
    assert "- **[Some day that year](<https://example.org/a_b>)** · 2024 (`year`)\n" in page
    assert "- **About \\*then\\*** · about 1999 (`odd`)\n" in page
    assert "javascript" not in page


def test_an_escape_sequence_in_a_title_never_reaches_the_terminal():
    lines = list(sources_lines(register(sources={"x": {"title": "a\x1b[31mred"}}), "en"))
    assert "\x1b" not in "".join(lines)


@pytest.fixture(scope="module")
def pages(curated, curated_cases):
    return register_pages(curated, curated_cases)


@pytest.mark.parametrize("name", ["sources.md", "sources.fr.md", "shown-answers.md", "shown-answers.fr.md"])
def test_the_pages_of_the_documentation_are_those_the_register_gives(pages, name):
    kept = (ROOT / "docs" / "register" / name).read_text(encoding="utf-8")
    assert kept == pages[name], "make them again: make docs"


def test_every_cite_of_the_curated_register_is_counted(curated):
    cited = {support.source for support in curated.supports}
    assert cited <= set(curated.sources)
    assert {"measures", "parties", "brands", "fingerprints", "addresses", "instruments"} <= {
        support.noun for support in curated.supports
    }


@pytest.mark.parametrize(
    ("lang", "never"),
    [("en", "never: looked for and not found"), ("fr", "jamais\u00a0: cherchée sans être trouvée")],
)
def test_each_measure_says_which_answers_its_cases_show_and_why_not_the_others(
    curated, curated_cases, lang, never
):
    lines = {
        line.split("`")[1]: line
        for line in shown_answers_page(curated, curated_cases, lang).splitlines()
        if "`](" in line
    }
    assert set(lines) == set(curated.measures)
    assert never in lines["it/no-measure"]
    assert not [line for line in lines.values() if "| 0 |" in line]
    assert {
        line.split(" ")[0].rstrip(":\u00a0") for line in shown_answers_lines(curated, curated_cases, lang)
    } == set(lines)


def test_an_answer_without_a_case_that_could_be_given_is_a_nought(curated):
    (line,) = (row for row in shown_answers_page(curated, (), "en").splitlines() if "`us/ns-cmic`" in row)
    assert line.endswith("| 0 | 0 | 0 |")
