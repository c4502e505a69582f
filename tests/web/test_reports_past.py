"""Does a report of days that are over say how all stood then, and not how it stands today?"""

from datetime import date, datetime

import pytest
from django.utils import timezone

from phaseout.web.estate.models import Asset, Organisation
from phaseout.web.frame.access import Access, Role
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.vocabulary import State
from phaseout.web.reports import services
from phaseout.web.reports.document import Document, Note
from phaseout.web.reports.keeping import document_in
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.models import Report
from phaseout.web.reports.queries.past import state_on
from web.conftest import NOON
from web.furnishing.replacement import moved
from web.test_reports import figures, in_programme, sites, table

__all__ = ["sites"]

TODAY = NOON.date()
OCTOBER, GONE = (date(2026, 10, 1), date(2026, 10, 31)), date(2026, 10, 10)


@pytest.fixture
def analyst(access_with) -> Access:
    return access_with(Role.ANALYST)


@pytest.fixture
def rows(sites, analyst) -> list[Replacement]:
    """Return one that went on 10 October and was entered in November, and one that is there; seen since 1 October."""
    found = [in_programme(analyst, sites[0], one) for one in ("gone", "there")]
    Asset.everything.update(first_seen=datetime(2026, 10, 1, 12, tzinfo=timezone.get_current_timezone()))
    Asset.everything.filter(pk=found[0].asset_id).update(last_seen=NOON.replace(month=10, day=1))
    moved(analyst, found[0], State.REMOVED, on=GONE, who="A crew", reason="No camera")
    return found


def told(
    access: Access, organisation: Organisation, days: tuple[date, date], kind: Kind = Kind.MONTHLY
) -> Document:
    begin, end = days
    wanted = services.Wanted(kind=kind, organisation=organisation.pk, begin=begin, end=end)
    return document_in(services.make_now(access, wanted))


def test_moves_and_exposure_count_by_the_day_they_happened(rows, world, analyst):
    october = told(analyst, world.home, OCTOBER)
    assert dict(table(october, "reached")) == {"removed": 1}
    assert figures(october)["exposure"] == 9 + 31
    november = told(analyst, world.home, (date(2026, 11, 1), TODAY))
    assert dict(table(november, "reached")) == {"in-scope": 2}
    assert figures(november)["exposure"] == 27


@pytest.mark.parametrize("kind", [Kind.MONTHLY, Kind.EXECUTIVE])
def test_a_period_that_is_over_is_told_as_of_its_end_with_what_it_cannot_say(kind, rows, world, analyst):
    october = told(analyst, world.home, OCTOBER, kind)
    assert (october.as_of, Report.everything.get().as_of) == (OCTOBER[1], OCTOBER[1])
    found = figures(october)
    # What was taken into the programme in November was in none in October; what had been removed, had been.
    assert (found["still-there"], found["removed"]) == (0, 1)
    assert "must-go" not in found
    notes = [part.text.en for one in october.sections for part in one.parts if isinstance(part, Note)]
    assert any("2026-10-31" in one and "it says nothing of that" in one for one in notes)
    ids = {part.id for one in october.sections for part in one.parts if not isinstance(part, Note)}
    assert not ids & {"coverage", "blocked", "to-come", "attention", "mitigations", "measures"}
    assert figures(told(analyst, world.home, (date(2026, 11, 1), TODAY), kind))["still-there"] == 1


def test_a_report_is_compared_with_the_one_before_it_in_time(rows, world, analyst):
    november = told(analyst, world.home, (date(2026, 11, 1), TODAY))
    assert november.before is None
    october = told(analyst, world.home, OCTOBER)
    assert october.before is None
    again = told(analyst, world.home, (date(2026, 11, 1), date(2026, 11, 20)))
    assert again.before is not None
    assert again.before.as_of == OCTOBER[1]


def test_what_told_of_an_earlier_end_how_all_stood_later_is_compared_with_nothing(
    rows, world, analyst, monkeypatch
):
    told(analyst, world.home, OCTOBER)
    (kept,) = Report.everything.all()
    order = kept.order
    type(order).everything.filter(pk=order.pk).update(end=date(2026, 9, 30))
    assert told(analyst, world.home, (date(2026, 11, 1), TODAY)).before is None


def test_what_was_taken_back_was_never_reached():
    first, second, third = date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 9)
    moves = [(State.IN_SCOPE, first), (State.REMOVED, second), (State.IN_SCOPE, third)]
    assert state_on(moves, date(2025, 12, 31)) is None
    assert state_on(moves, second) is State.IN_SCOPE
    assert state_on(moves[:2], second) is State.REMOVED
    let_off = [*moves[:1], (State.EXCEPTED, second), (State.REMOVED, third)]
    assert [state_on(let_off, day) for day in (first, second, third)] == [
        State.IN_SCOPE, State.EXCEPTED, State.REMOVED,
    ]  # fmt: skip
