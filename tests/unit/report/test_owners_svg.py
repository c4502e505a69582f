"""Is the drawing of owners whole, safe, and without cards on cards, for every party of the register?"""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from phaseout.domain.party import Interest, InterestKind, Party
from phaseout.ownership import PartyGraph
from phaseout.ownership.ancestry import owners_above
from phaseout.register import Register
from phaseout.report.language import Language
from phaseout.report.measure_page import register_labels
from phaseout.report.owners_cards import WIDTH
from phaseout.report.owners_svg import owners_svg
from phaseout.report.owners_text import Owners, owners_lines
from phaseout.report.ownership_words import OwnershipWords
from phaseout.report.svg import width_of

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 23)


@cache
def register() -> Register:
    return Register.open()


@cache
def graph() -> PartyGraph:
    return PartyGraph.of(register().interests)


@cache
def words(lang: str) -> OwnershipWords:
    language = Language(lang, register_labels(register()))
    return OwnershipWords(language=language, parties=register().parties, day=DAY)


def owners(party: str) -> Owners:
    return Owners(
        tree=owners_above(party, graph(), DAY),
        standings=(),
        holdings=tuple(i for i in register().interests if i.holder == party),
        dependencies=tuple(d for d in register().dependencies if d.party == party),
        dependents=tuple(d for d in register().dependencies if d.on == party),
    )


def drawn(party: str, lang: str = "en") -> ET.Element:
    return ET.fromstring(owners_svg(owners(party), words(lang)))


def cards(picture: ET.Element) -> list[tuple[float, float, float, float, list[ET.Element]]]:
    found = []
    for group in picture.iter(f"{SVG}g"):
        x, y = map(float, group.get("transform", "").removeprefix("translate(").rstrip(")").split())
        box = group.find(f"{SVG}rect")
        assert box is not None
        found.append(
            (x, y, float(box.get("width", 0)), float(box.get("height", 0)), group.findall(f"{SVG}text"))
        )
    return found


def parties() -> list[str]:
    return sorted(
        {party for i in register().interests for party in (i.holder, i.held)} | {"axis", "lorex", "luminys"}
    )


@pytest.mark.parametrize("party", parties())
def test_no_card_lies_on_another_or_leaves_the_paper(party: str) -> None:
    for lang in ("en", "fr"):
        picture = drawn(party, lang)
        width, height = float(picture.get("width", 0)), float(picture.get("height", 0))
        found = cards(picture)
        for x, y, across, down, _ in found:
            assert x >= 0
            assert x + across <= width
            assert y >= 0
            assert y + down <= height
        for (ax, ay, aw, ah, _), (bx, by, bw, bh, _) in combinations(found, 2):
            assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay


@pytest.mark.parametrize("party", parties())
def test_every_line_of_a_card_fits_into_it(party: str) -> None:
    for _, _, across, down, lines in cards(drawn(party, "fr")):
        assert lines
        for line in lines:
            said, size = line.text or "", float(line.get("font-size", 0))
            bold = line.get("class") == "strong"
            assert " " not in said or width_of(said, size, bold=bold) <= across - 12, said
            assert float(line.get("y", 0)) <= down - 8


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_who_cannot_see_it_is_read_the_whole_chain(lang: str) -> None:
    picture = drawn("ezviz", lang)
    title, about = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title is not None
    assert about is not None
    assert picture.get("role") == "img"
    assert picture.get("lang") == lang
    assert (picture.get("aria-labelledby") or "").split() == [title.get("id"), about.get("id")]
    assert (about.text or "").splitlines() == list(owners_lines(owners("ezviz"), words(lang)))


def test_everybody_above_below_and_beside_is_drawn() -> None:
    said = " ".join(text.text or "" for text in drawn("dahua").iter(f"{SVG}text"))
    for name in (
        "Fu Liquan and Chen Ailing",
        "China Mobile",
        "Dahua Canada",
        "Lorex Technology Inc.",
        "firmware",
    ):
        assert name in said
    assert "no holder on record: 43.55–66.89%" in said
    assert "nobody above" in " ".join(text.text or "" for text in drawn("sasac").iter(f"{SVG}text"))


def test_what_has_ended_is_drawn_with_another_line() -> None:
    picture = drawn("dahua-usa")
    assert {line.get("class") for line in picture.iter(f"{SVG}path")} == {"line past", "line party"}
    assert "prefers-color-scheme:dark" in (picture.findtext(f"{SVG}style") or "")


def test_a_hostile_name_stays_text() -> None:
    name = '</text><script>alert(1)</script>&"\x1b[2J\u202e'
    hostile = Party(id="x", name=name)
    interest = Interest(holder="x", held="p", kind=InterestKind.CONTROL)
    tree = owners_above("p", PartyGraph.of([interest]), DAY)
    spoken = replace(words("en"), parties={"x": hostile})
    bare = Owners(tree=tree, standings=(), holdings=(), dependencies=(), dependents=())
    picture = owners_svg(bare, spoken)
    assert "<script" not in picture
    assert "\x1b" not in picture
    assert "\u202e" not in picture
    assert any("<script>" in (text.text or "") for text in ET.fromstring(picture).iter(f"{SVG}text"))


def test_a_very_deep_chain_is_drawn_with_a_level_for_each_step() -> None:
    chain = [Interest(holder=f"c{n + 1}", held=f"c{n}", kind=InterestKind.CONTROL) for n in range(120)]
    tree = owners_above("c0", PartyGraph.of(chain), DAY)
    bare = Owners(tree=tree, standings=(), holdings=(), dependencies=(), dependents=())
    found = cards(ET.fromstring(owners_svg(bare, words("en"))))
    assert len({y for _, y, *_ in found}) == 121
    assert {across for _, _, across, *_ in found} == {WIDTH}
