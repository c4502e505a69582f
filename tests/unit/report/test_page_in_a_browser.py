"""Is the HTML report accessible, self-contained and printable, in a real browser and both languages?"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from chromium import CHROMIUM, FLAGS, NEEDS_CHROMIUM
from phaseout.intake.context_file import read_context
from phaseout.register.query import Register
from phaseout.report import WRITERS
from phaseout.report.sink import WriteOptions
from phaseout.survey import Options, survey
from phaseout.survey.answer_words import words_to_answer

ROOT = Path(__file__).parents[3]
pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def page_file(lang: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the report of the example site, which has every outcome and every oddity."""
    path = tmp_path_factory.mktemp("page") / f"{lang}.html"
    context = read_context(ROOT / "examples" / "town-hall.toml", words_to_answer(Register.open()))
    document = survey(
        [str(ROOT / "examples" / "town-hall")],
        Register.open(),
        context,
        date(2026, 11, 23),
        options=Options(lang=lang),
    )
    writer = next(writer for writer in WRITERS if writer.name == "html")
    with path.open("wb") as out:
        sink = writer.open(out, WriteOptions(lang=lang))
        sink.begin(document.header)
        for asset in document.assets():
            sink.add(asset)
        sink.end(document.trailer())
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM is not None, "chromium is required here and not installed"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that a theme can break, and neither a width nor a language; they take most of the time."""
ALL: Mapping[str, object] = {}
OF_A_THEME = {"runOnly": COLOURS}
BUT_COLOURS = {"rules": {rule: {"enabled": False} for rule in COLOURS}}


@pytest.mark.parametrize(
    ("lang", "width", "scheme", "rules"),
    [("en", 1280, "light", ALL), ("fr", 1280, "dark", OF_A_THEME), ("fr", 320, "light", BUT_COLOURS)],
    ids=["en-1280-light", "fr-1280-dark", "fr-320-light"],
    scope="module",
)
def test_axe_finds_nothing_and_nothing_is_fetched(
    browser: object, page_file: Path, width: int, scheme: str, rules: Mapping[str, object]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[attr-defined]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page, options={**rules, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert asked == [page_file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("lang", ["en", "fr"], scope="module")
def test_the_page_carries_no_script(page_file: Path) -> None:
    assert "<script" not in page_file.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "fr"], scope="module")
def test_paper_shows_the_reasons_that_the_screen_folds_away(browser: object, page_file: Path) -> None:
    page = browser.new_page()  # type: ignore[attr-defined]
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    heights = page.evaluate(
        "[...document.querySelectorAll('details')].map(d => d.lastElementChild.getBoundingClientRect().height)"
    )
    assert heights
    assert all(height > 0 for height in heights)
    assert len(page.pdf()) > 10_000
    page.close()
