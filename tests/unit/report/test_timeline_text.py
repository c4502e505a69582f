from dataclasses import replace
from datetime import date

from phaseout.domain.alarm import alarms
from phaseout.domain.measure import Measure
from phaseout.report.language import Language
from phaseout.report.timeline_text import alarm_lines, change_lines, no_alarm_lines, timeline_lines

DAY = date(2026, 12, 31)
EN, FR = Language("en"), Language("fr")


def test_a_timeline_tells_past_from_present_and_from_what_is_to_come(ban: Measure) -> None:
    assert list(timeline_lines([ban], DAY, EN)) == [
        "xx/ban: Ban",
        "  As of 31 December 2026: in force since 1 March 2023; checked through 31 January 2026",
        "  Past",
        "    10 January 2022    proposed",
        "                       [gazette, s. 3 [O]]",
        "    1 March 2023       in force",
        "                       It begins.",
        "                       [gazette, s. 3 [O]]",
        "    31 January 2026    checked through this day; nobody has seen what follows",
        "  On that day",
        "    31 December 2026   clause “remove” begins: use – to be removed (later than the last check)",
        "                       It goes.",
        "                       [gazette, s. 3 [O]]",
        "  To come",
        "    1 June 2027        not verified",
        "                       [gazette, s. 3 [O]]",
        "    1 January 2028     exemption “leased” ends for: use (later than the last check)",
        "                       While the lease runs.",
        "                       [gazette, s. 3 [O]]",
        "",
    ]


def test_a_timeline_in_french_is_french_throughout(ban: Measure) -> None:
    said = "\n".join(timeline_lines([ban], DAY, FR))
    assert "En date du 31 décembre 2026\N{NO-BREAK SPACE}: en vigueur depuis le 1er mars 2023" in said
    assert "la disposition «\N{NO-BREAK SPACE}remove\N{NO-BREAK SPACE}» prend effet" in said
    assert "À retirer." in said
    assert "À venir" in said
    assert not {"Past", "begins", "ends", "checked"} & set(said.replace("\n", " ").split())


def test_before_its_first_step_a_measure_is_not_there_yet(ban: Measure) -> None:
    said = list(timeline_lines([ban], date(2020, 1, 1), EN))
    assert said[1].startswith("  As of 1 January 2020: no step of it yet")
    assert "  Past" not in said


def test_after_its_last_milestone_nothing_is_set_to_come(ban: Measure) -> None:
    said = list(timeline_lines([ban], date(2030, 1, 1), EN))
    assert said[-2] == "  Nothing is set to come, as far as the register knows."


def test_changes_hold_both_days_and_name_their_measures(ban: Measure) -> None:
    other = replace(ban, id="xx/other")
    lines = list(change_lines([ban, other], date(2023, 3, 1), date(2026, 1, 31), DAY, EN))
    assert [line[23:] for line in lines if line[4:5].isdigit()] == [
        "xx/ban: in force",
        "xx/other: in force",
        "xx/ban: checked through this day; nobody has seen what follows",
        "xx/other: checked through this day; nobody has seen what follows",
    ]


def test_days_between_which_nothing_happened_say_so(ban: Measure) -> None:
    lines = list(change_lines([ban], date(2024, 1, 1), date(2024, 2, 1), DAY, EN))
    assert lines == ["No milestone lies between these days."]


def test_alarms_stand_under_their_urgency_with_what_they_rest_on(ban: Measure) -> None:
    remove = "clause “remove” begins: use – to be removed"
    assert list(alarm_lines(alarms([ban], date(2027, 1, 2), within=150), EN)) == [
        "Check now",
        f"  xx/ban: 31 December 2026 (2 days ago): {remove}; nobody has seen since whether it happened",
        "    It goes.",
        "    [gazette, s. 3 [O]]",
        "Coming",
        "  xx/ban: 1 June 2027 (in 150 days): not verified",
        "    [gazette, s. 3 [O]]",
        "Not checked for long",
        "  xx/ban: 31 January 2026 (336 days ago): last checked",
    ]


def test_an_unverified_state_says_so_once(ban: Measure) -> None:
    said = list(alarm_lines(alarms([ban], date(2027, 6, 2), within=0, stale=9999), FR))
    assert said[2].startswith("    À retirer.")
    assert any("1er juin 2027 (il y a 1 jour)\N{NO-BREAK SPACE}: non vérifiée" in line for line in said)


def test_no_alarm_says_how_many_measures_were_looked_at() -> None:
    assert list(no_alarm_lines(3, 30, EN)) == [
        "Nothing comes up within 30 days, and nothing is to be checked.",
        "Examined: 3 measures asked",
    ]
