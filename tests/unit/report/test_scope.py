"""Does a report say as whom was asked, and which institution gave each role?"""

from dataclasses import replace
from types import ModuleType

import pytest

from phaseout.domain.vulnerability import Examined
from phaseout.report.language import Language
from phaseout.report.scope import roles, vulnerabilities_note

BANK = {
    "id": "ca/bank",
    "name": {"en": "Bank", "fr": "Banque"},
    "roles": {"ca/telecom-provider": ["s. 85(1)"]},
}
MINT = {
    "id": "ca/mint",
    "name": {"en": "Mint", "fr": "Monnaie"},
    "roles": {"ca/telecom-provider": ["Schedule V"]},
}


@pytest.mark.parametrize(
    ("institutions", "lang", "said"),
    [
        ([BANK], "en", "Telecommunications provider (Bank)"),
        ([BANK, MINT], "fr", "(Banque, Monnaie)"),
        ([], "en", "Telecommunications provider"),
        # A saved document may hold anything there.
        ("none", "en", "Telecommunications provider"),
        (
            [7, {"id": "x"}, {"name": "Bank", "roles": []}],
            "en",
            "Telecommunications provider",
        ),
    ],
)
def test_a_role_names_the_institutions_that_give_it(
    scenario: ModuleType, institutions: object, lang: str, said: str
) -> None:
    context = {"roles": ["ca/federal-department", "ca/telecom-provider"], "institutions": institutions}
    header = replace(scenario.HEADER, context=context)
    shown = roles(header, Language(lang, scenario.TRAILER.labels))
    assert shown.endswith(said)
    assert "(" not in shown.partition(",")[0]


def test_a_report_says_whether_anybody_looked_at_vulnerabilities(scenario: ModuleType) -> None:
    """A document of an older program says that nobody did, and an empty list is no clean bill."""
    unseen = replace(scenario.HEADER, examined=Examined())
    assert vulnerabilities_note(unseen, Language("en")) == "Vulnerabilities were not looked at."
    looked = vulnerabilities_note(scenario.HEADER, Language("fr"))
    assert "aucune ne dit que quelqu’un s’en est servi" in looked
