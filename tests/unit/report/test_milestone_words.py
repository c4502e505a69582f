from dataclasses import replace
from datetime import date

import pytest

from phaseout.domain.alarm import alarms
from phaseout.domain.document import Labels
from phaseout.domain.measure import Measure
from phaseout.domain.milestone import Milestone, Turn, milestones
from phaseout.report.language import Language
from phaseout.report.milestone_words import happening, warning


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_milestone_and_alarm_is_said_in_both_languages(ban: Measure, lang: str) -> None:
    said = [happening(one, Language(lang)) for one in milestones(ban)]
    said += [warning(one, Language(lang)) for one in alarms([ban], date(2027, 5, 1))]
    assert len(said) == 9
    assert all(said)
    assert not [line for line in said if "{" in line]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("turn", Turn)
def test_every_turn_can_be_said(turn: Turn, lang: str) -> None:
    what = "in-force" if turn is Turn.STEP else "x"
    said = happening(Milestone(on=date(2026, 1, 1), turn=turn, what=what, duty="remove"), Language(lang))
    assert said
    assert "{" not in said


def test_of_many_listings_of_a_day_some_are_named_and_the_rest_is_counted() -> None:
    listed = Milestone(on=date(2026, 1, 1), turn=Turn.LISTED, what="a, b, c, d, e, f")
    assert happening(listed, Language("en")) == "listed: a, b, c, d and 2 more"
    named = replace(listed, what="a, b", named=("acme", "zeta"))
    known = Language("en", Labels(parties={"acme": "Acme"}))
    assert happening(named, known) == "listed: a, b (Acme, zeta)"
    assert happening(listed, Language("fr")) == "inscrits\N{NO-BREAK SPACE}: a, b, c, d et 2 autres"


def test_an_exemption_of_every_act_names_none(ban: Measure) -> None:
    (every,) = (replace(one, acts=()) for one in ban.exemptions)
    last = milestones(replace(ban, exemptions=(every,)))[-1]
    assert happening(last, Language("en")) == "exemption “leased” ends"


@pytest.mark.parametrize(("lang", "said"), [("en", "(in 1 day)"), ("fr", "(dans 1 jour)")])
def test_one_day_is_a_day(ban: Measure, lang: str, said: str) -> None:
    (alarm,) = alarms([ban], date(2026, 12, 30), within=1, stale=9999)
    assert said in warning(alarm, Language(lang))
