from dataclasses import replace
from types import ModuleType

import pytest

from phaseout.domain.truth import Truth
from phaseout.report.affected import Affections, affecting, because, evidence, shown
from phaseout.report.language import Language


def test_what_affects_comes_before_what_is_open_and_what_does_not_is_left_out(scenario: ModuleType) -> None:
    asset = scenario.ASSETS[0]
    used, open_one = asset.vulnerabilities
    cleared = replace(used, id="CVE-2017-7921", affected=Truth.NO)
    unused = replace(used, id="CVE-2001-1", kev=False)
    asset = replace(asset, vulnerabilities=(open_one, cleared, unused, used))
    assert [one.id for one in shown(asset)] == ["CVE-2021-36260", "CVE-2001-1", "CVE-2025-66177"]
    assert affecting(asset) == ("CVE-2021-36260 (KEV)", "CVE-2001-1")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Its firmware is among the versions affected, which go up to V5.9.0: V5.5.0."),
        ("fr", "Son micrologiciel est parmi les versions touchées, qui vont jusqu’à V5.9.0 : V5.5.0."),
    ],
)
def test_the_reason_is_said_in_words_of_the_readers_language(
    scenario: ModuleType, lang: str, words: str
) -> None:
    (used, _) = scenario.ASSETS[0].vulnerabilities
    assert because(used, Language(lang)).replace("\N{NO-BREAK SPACE}", " ").endswith(words)
    assert evidence(used) == ("o1",)


def test_each_vulnerability_is_counted_over_all_that_pass_open_or_not(scenario: ModuleType) -> None:
    counted = Affections()
    settled = replace(scenario.ASSETS[0], determinations=())
    for asset in (scenario.ASSETS[0], settled, scenario.ASSETS[1]):
        counted.count(asset)
    assert list(counted.lines(Language("en"))) == [
        "CVE-2021-36260 (KEV): 2 things affected",
        "CVE-2025-66177: not known of 2",
    ]
