"""Do a newcomer's first ten minutes lead from the link of the server to a file of what was decided?

Nothing is prepared but the tables: the server is started as anybody starts it, and all is done in a real browser,
by what pages say. Screenshots of the pages come to lie in build/journey, for people to look at.
"""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from web.browsing import NEEDS_CHROMIUM, browser
from web.newcoming import HALL, Hand, Keyboard, Mouse, Newcomer, first_ten_minutes
from web.test_serve import serving

pytestmark = NEEDS_CHROMIUM
KEPT = Path(__file__).parents[2] / "build" / "journey"


@pytest.fixture(autouse=True)
def noon() -> None:
    """Let time pass: the server is a process of its own, and the newcomer waits for it."""


def kept_as(way: str) -> Callable[[Page, str], None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=KEPT / f"{name}-{way}.png", full_page=True) and None


@pytest.mark.parametrize(
    ("language", "hand", "way"),
    [("en", Mouse(), "en"), ("fr", Keyboard(), "fr")],
    ids=["en-mouse", "fr-keyboard"],
)
def test_a_newcomer_comes_from_the_link_to_a_decision_and_takes_it_along(
    tmp_path, begin_in, language: str, hand: Hand, way: str
):
    begin_in(tmp_path / "data")
    with serving(tmp_path / "data") as (_, said), browser() as running:
        (link,) = re.findall(r"http\S+/welcome/\S+", said)
        ada, bea = (Newcomer(running, language, hand, kept_as(way)) for _ in range(2))
        (file,) = first_ten_minutes(ada, bea, link)
        rows = list(load_workbook(io.BytesIO(file.read_bytes())).active.iter_rows(values_only=True))
        assert len(rows) > 5
        assert not any(one == HALL for one in rows[0])
        assert (ada.said, bea.said) == ([], [])
