"""Is what the register says of the law shown whole, in both languages, with the findings that speak of it?"""

import pytest

from phaseout.register import Register
from phaseout.report.measure_page import measure_page
from phaseout.web.frame.access import Role
from phaseout.web.frame.words import register
from phaseout.web.measures.page import sections
from web.furnishing.findings import MEASURE, answer_of, asset_in, recorded


def test_every_measure_is_listed_with_how_many_findings_of_ones_own_speak_of_it(
    world, person_with, client_of
):
    by = person_with(Role.ANALYST).pk
    recorded(asset_in(world.home, "a"), answer_of(), answer_of("excepted", act="install"), by=by)
    recorded(asset_in(world.foreign, "b"), answer_of(), by=by)
    page = client_of(Role.READER).get("/measures/").content.decode()
    for measure in Register.open().measures:
        assert f'href="/measures/{measure}/"' in page
    assert f'<a href="/findings/?measure={MEASURE}">1</a></td><td class="number">2</td>' in page


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("measure", sorted(Register.open().measures))
def test_the_page_of_a_measure_loses_no_word_of_the_documentations(measure, lang):
    known = register().measures[measure]
    shown = " ".join(
        span.text
        for section in sections(known, register(), lang)
        for line in ([], *section.items, *section.notes)
        for span in line
    )
    headings = {section.heading for section in sections(known, register(), lang)}
    whole = measure_page(known, register(), (), lang)
    for word in ("\\", "**", "](", "`"):
        assert word not in shown
    letters = [char for char in whole if char.isalnum()]
    kept = [char for char in known.title.in_language(lang) + shown + "".join(headings) if char.isalnum()]
    assert sorted(letters) == sorted(kept)


def test_a_measure_is_shown_in_the_readers_language(client_of):
    client = client_of(Role.READER)
    english = client.get(f"/measures/{MEASURE}/").content.decode()
    assert "<h2>What it asks</h2>" in english
    assert "checked through" in english.casefold()
    client.post("/language/", {"language": "fr"})
    assert "Arrêté" in client.get(f"/measures/{MEASURE}/").content.decode()


@pytest.mark.parametrize(
    ("narrowed", "shown", "hidden"),
    [
        ("text=dahua+québec", MEASURE, "us/fcc"),
        ("jurisdiction=ca-qc", MEASURE, "ca/ccspa"),
        ("day=2023-01-01&text=dahua+québec", "before 21 December 2023", "in force</td>"),
        ("jurisdiction=nowhere", MEASURE, "Nothing matches"),
        ("day=yesterday", "State on", "Nothing matches"),
    ],
)
def test_the_list_is_narrowed_and_asked_for_a_day(client_of, narrowed, shown, hidden):
    page = client_of(Role.READER).get(f"/measures/?{narrowed}")
    assert page.status_code == 200
    assert shown in page.content.decode()
    assert f"/measures/{hidden}" not in page.content.decode()


def test_a_measure_the_register_does_not_have_is_no_page(client_of):
    assert client_of(Role.READER).get("/measures/ca/none-such/").status_code == 404
