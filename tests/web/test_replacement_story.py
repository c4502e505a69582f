"""Does the way lead from a survey to a closed replacement, by two people, in a real browser and either language?

A camera is surveyed and must go; it is removed, its medium sanitised, it is disposed of; a later survey of the site
no longer meets it; a second person verifies that, and closes it.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils.translation import override

from phaseout.web.replacement.vocabulary import State
from web.browsing import NEEDS_CHROMIUM, browser
from web.conftest import PASSWORD
from web.newcoming import HALL, Mouse, Newcomer, add_a_site, begin, invite, sign_in
from web.surveying import CAMERAS, HEADINGS
from web.test_serve import serving

pytestmark = NEEDS_CHROMIUM
BEA = "bea@example.org"
LATER = HEADINGS + "cam-2,10.1.0.2,00:40:8c:00:00:02,Axis,P3265-LVE,AX0000002,11.2\n"
CERTIFICATE = {
    "method": "shredded", "tool": "Shredder 2.0", "verification": "looked at whole", "destination": "recycler",
    "sanitiser": "Cy", "sanitiser_title": "technician", "sanitised_at": "depot", "verifier": "Dee",
    "verifier_title": "officer", "verified_at": "depot",
}  # fmt: skip


@pytest.fixture(autouse=True)
def noon() -> None:
    """Let time pass: the server is a process of its own."""


def label_of(who: Newcomer, state: State) -> str:
    with override(who.language):
        return str(state.label)


def move_to(by: Newcomer, state: State, **entered: str) -> None:
    """Follow the link of a move, say what it asks for, and make it."""
    by.page.get_by_role(
        "link", name=by.word("Move to “%(state)s”", state=label_of(by, state)), exact=True
    ).click()
    for name, text in entered.items():
        by.page.locator(f"[name={name}]").fill(text)
    if state == State.VERIFIED:
        by.page.locator("[name=survey]").select_option(index=1)
    by.page.locator("main form button.primary").click()
    by.page.locator("main .badge", has_text=label_of(by, state)).first.wait_for()


def bring(who: Newcomer, file: Path, text: str, days: int) -> date:
    """Bring in what somebody saw some days before today, take it over, and return today."""
    file.write_text(text, "utf-8")
    who.turn_to("Surveys", "surveys")
    who.follow("Bring in files", "survey-new")
    who.attach("Files", [file])
    who.choose("Site", HALL)
    today = date.fromisoformat(who.page.locator("[name=looked_on]").input_value())
    who.page.locator("[name=looked_on]").fill((today - timedelta(days=days)).isoformat())
    who.press("Examine", "survey")
    who.wait_for("Take over into the estate")
    who.press("Take over into the estate", "survey-taken-over")
    who.wait_for("Undo")
    return today


def take_in(who: Newcomer) -> None:
    """Take what must go into the programme, and open it."""
    who.turn_to("Programme", "programme")
    who.follow("Assets that must go and are not in the programme", "to-take")
    who.page.locator("main input[name=pick]").first.check()
    who.press("Take those chosen into the programme", "replacements")
    open_it(who)


def open_it(who: Newcomer) -> None:
    who.turn_to("Programme", "programme")
    who.follow("Replacements", "replacements")
    who.page.locator("main tbody a").first.click()
    who.page.locator("main .badge").first.wait_for()


def list_and_sanitise(who: Newcomer, today: date) -> None:
    """List a memory card, and record its certificate."""
    who.follow("List a storage medium", "medium-add")
    who.page.locator("[name=sort]").select_option("card")
    who.write("Serial number", "SD-1")
    who.press("Save", "medium")
    who.follow("Record how it was sanitised", "medium-certify")
    who.page.locator("[name=is_free]").check()
    who.page.locator("[name=category]").select_option("destroy")
    for name in ("sanitised_on", "verified_on"):
        who.page.locator(f"[name={name}]").fill(today.isoformat())
    for name, text in CERTIFICATE.items():
        who.page.locator(f"[name={name}]").fill(text)
    who.press("Save", "medium-sanitised")
    who.page.locator("nav.trail a").last.click()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_camera_goes_its_way_from_a_survey_until_a_second_person_closes_it(tmp_path, begin_in, language):
    begin_in(tmp_path / "data")
    with serving(tmp_path / "data") as (_, said), browser() as running:
        (link,) = re.findall(r"http\S+/welcome/\S+", said)
        ada, bea = (Newcomer(running, language, Mouse(), lambda *_: None) for _ in range(2))
        begin(ada, link)
        add_a_site(ada)
        today = bring(ada, tmp_path / "first.csv", CAMERAS, days=10)
        take_in(ada)
        yesterday = (today - timedelta(days=1)).isoformat()
        move_to(ada, State.REMOVED, on=yesterday, who="A crew", reason="Too dark for a photograph")
        list_and_sanitise(ada, today)
        move_to(ada, State.SANITISED)
        move_to(
            ada,
            State.DISPOSED,
            on=today.isoformat(),
            who="Cy",
            place="Recycler",
            reason="Handed over at the gate",
        )
        assert label_of(ada, State.VERIFIED) in ada.text().lower()
        bring(ada, tmp_path / "later.csv", LATER, days=0)
        bea.open(invite(ada), "join")
        bea.write("Your name", "Béa Tremblay")
        bea.write("A new password", PASSWORD)
        bea.press("Make my account", "joined")
        sign_in(bea, BEA)
        open_it(bea)
        move_to(bea, State.VERIFIED)
        move_to(bea, State.CLOSED)
        bea.turn_to("Programme", "programme")
        closed = bea.page.locator(".figures li.settled b").inner_text()
        assert closed == "1"
        assert (ada.said, bea.said) == ([], [])
