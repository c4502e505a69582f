"""Does a thing stand at the site the context names, and at no other of a like name?"""

import pytest

from phaseout.domain.facts import SiteRule
from phaseout.survey.sites import Sites


@pytest.mark.parametrize(
    ("glob", "source", "matches"),
    [
        ("city-hall/*", "city-hall/scan.xml", True),
        ("city-hall/*", "surveys/city-hall/scan.xml", True),
        ("city-hall/*", "surveys/city-hall/2024/scan.xml", True),
        ("city-hall/*", "./city-hall/scan.xml", True),
        ("city-hall/*", "/data/city-hall/scan.xml", True),
        ("city-hall/*", "old-city-hall/scan.xml", False),
        ("city-hall/*", "surveys/old-city-hall/scan.xml", False),
        ("city-hall/*", "city-hall.xml", False),
        ("city-hall/*", "C:\\surveys\\city-hall\\scan.xml", True),
        ("city-hall/*", "C:\\surveys\\old-city-hall\\scan.xml", False),
        ("city-hall\\*", "surveys/city-hall/scan.xml", True),
        ("surveys\\city-hall\\*", "C:\\surveys\\city-hall\\scan.xml", True),
        ("scan.xml", "city-hall/scan.xml", True),
        ("scan.xml", "scan.xml", True),
        ("scan.xml", "nmap-scan.xml", False),
        ("scan.xml", "scan.xml.bak", False),
        ("*-hall/*", "surveys/old-city-hall/scan.xml", True),
        ("*", "anything", True),
        ("hall[12]/*", "a/hall2/x", True),
        ("hall.1/*", "hall-1/x", False),
    ],
)
def test_a_glob_matches_the_whole_name_or_its_end_at_a_separator(glob, source, matches):
    sites = Sites([SiteRule(id="site", sources=(glob,))])
    assert (sites.of(source, ()) == "site") is matches
    assert (sites.unused == set()) is matches


def test_the_first_site_that_matches_is_the_one():
    rules = [SiteRule(id="old", sources=("old-city-hall/*",)), SiteRule(id="new", sources=("city-hall/*",))]
    for order in (rules, rules[::-1]):
        assert Sites(order).of("old-city-hall/scan.xml", ()) == "old"
        assert Sites(order).of("city-hall/scan.xml", ()) == "new"


def test_where_source_and_address_are_given_both_have_to_match():
    both = Sites([SiteRule(id="site", sources=("hall/*",), networks=("10.20.0.0/16", "fd00::/8"))])
    assert both.of("hall/a", ("10.20.1.1",)) == "site"
    assert both.of("hall/a", ("192.0.2.1", "fd00::1")) == "site"
    assert both.of("hall/a", ("192.0.2.1", "no address")) is None
    assert both.of("depot/a", ("10.20.1.1",)) is None
    assert both.of("hall/a", ()) is None


def test_a_site_without_a_rule_matches_nothing_by_itself():
    sites = Sites([SiteRule(id="site")])
    assert sites.of("site/a", ("10.0.0.1",)) is None
    assert sites.unused == {"site"}
