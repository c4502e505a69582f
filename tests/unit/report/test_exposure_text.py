"""Is every measure answered for once, under its verdict, and is what would settle it said?"""

import re
from datetime import date
from functools import cache

import pytest

from phaseout.decide import World
from phaseout.decide.exposure import Verdict, exposures
from phaseout.knowledge import world_of
from phaseout.register import Register
from phaseout.report.exposure_text import Exposed, exposure_lines
from phaseout.report.language import Language
from phaseout.report.measure_page import register_labels
from phaseout.report.messages import MESSAGES
from phaseout.report.ownership_words import OwnershipWords

DAY = date(2026, 11, 23)
HEAD = re.compile(r"  [+?·-] (\S+) · (.*?)\u00a0?: ")


@cache
def register() -> Register:
    return Register.open()


@cache
def world() -> World:
    return world_of(register())


def lines(party: str, lang: str = "en", day: date = DAY) -> list[str]:
    language = Language(lang, register_labels(register()))
    words = OwnershipWords(language=language, parties=register().parties, day=day)
    exposed = Exposed(
        party=party,
        found=tuple(exposures(party, register().measures.values(), world(), day)),
        dependencies=tuple(one for one in register().dependencies if one.party == party),
    )
    return list(exposure_lines(exposed, words, language))


def under(verdict: Verdict, found: list[str], lang: str = "en") -> str:
    """Return what stands under the heading of a verdict."""
    heading = MESSAGES[f"exposure.{verdict.value}"].in_language(lang)
    start = found.index(heading) + 1
    return "\n".join(found[start : found.index("", start)])


@pytest.mark.parametrize(
    "party", ["ezviz", "hikvision", "lorex", "axis", "sasac", "huawei", "prama-hikvision"]
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_coverage_of_every_measure_stands_under_one_verdict(party: str, lang: str) -> None:
    heads = [match for line in lines(party, lang) if (match := HEAD.match(line))]
    listed = [(head[1], one.partition(" (")[0]) for head in heads for one in head[2].split(", ")]
    wanted = [(m.id, coverage.id) for m in register().measures.values() for coverage in m.covers]
    assert sorted(listed) == sorted(wanted)


def test_ezviz_is_reached_by_affiliation_and_open_by_half() -> None:
    found = lines("ezviz")
    assert "us/ndaa-889-a1a · hytera-hikvision-dahua (us/889-covered-equipment)" in under(
        Verdict.REACHED, found
    )
    undetermined = under(Verdict.OPEN, found)
    assert "us/bis-affiliates-rule · owned-by-half: half or more in aggregate" in undetermined
    assert "owns 48–51% of EZVIZ" in undetermined
    assert "To look into, because it may settle the question: the share of Hangzhou Hikvision" in undetermined
    assert "us/ndaa24-805-indirect" in under(Verdict.LATER, found)
    assert "ca/ica-hikvision-order" in under(Verdict.NOT_REACHED, found)


def test_what_is_the_same_for_several_coverages_is_said_once() -> None:
    found = "\n".join(lines("ezviz"))
    assert "us/ndaa-889-b · hytera-hikvision-dahua (us/889-covered-equipment), services" in found


def test_a_dependency_is_shown_beside_the_tests_that_do_not_count_it() -> None:
    found = lines("lorex")
    start = found.index("Whom it depends on (no test of ownership counts this)")
    assert "making of the products, since 24 November 2022  [S]" in found[start + 1]
    assert found[-1] == "That no measure was found is not a permission."


def test_a_stranger_is_reached_by_nothing_and_that_is_no_permission() -> None:
    found = lines("axis")
    headings = {MESSAGES[f"exposure.{v.value}"].en for v in Verdict}
    assert headings & set(found) == {
        "Looks at the thing, not at a party", "Looked for, and no measure found", "Not reached",
    } or headings & set(found) == {"Looks at the thing, not at a party", "Not reached"}  # fmt: skip
    assert found[-1] == "That no measure was found is not a permission."


def test_the_day_moves_the_verdict() -> None:
    before = under(Verdict.LATER, lines("hikvision", day=date(2019, 1, 1)))
    assert "us/ndaa-889-a1a" in before
    assert "us/ndaa-889-a1a" in under(Verdict.REACHED, lines("hikvision", day=date(2019, 8, 13)))


def test_french_says_everything_in_french() -> None:
    said = "\n".join(lines("lorex", "fr"))
    assert "À vérifier, car cela peut trancher\u00a0: ce qui lie" in said
    assert "Toutes parts multipliées" in said
    for english in ("Undetermined", "To look into", "All shares", "Not reached", "depends"):
        assert english not in said
