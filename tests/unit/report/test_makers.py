from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest
from lxml import html

from phaseout.domain.asset import Asset
from phaseout.domain.claim import NO_CLAIM, Claim, Grade
from phaseout.domain.document import Labels
from phaseout.report.language import Language
from phaseout.report.makers import LISTED, Makers
from phaseout.report.standing import entry_of

Written = Callable[..., bytes]
LABELS = Labels(parties={"hikvision": "Hikvision", "dahua": "Dahua"})


def counted(asset: Asset, *claims: Claim) -> Makers:
    makers = Makers()
    for claim in claims:
        said = replace(asset.identification, maker=claim)
        makers.count(entry_of(replace(asset, identification=said)))
    return makers


def of(maker: str, grade: Grade) -> Claim:
    return Claim(value=maker, grade=grade)


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["Hikvision: 2 firm, 1 only suggested", "Dahua: 1 only suggested", "maker not known: 1"]),
        (
            "fr",
            [
                "Hikvision : 2 établis, 1 seulement indicatif",
                "Dahua : 1 seulement indicatif",
                "fabricant inconnu : 1",
            ],
        ),
    ],
)
def test_what_is_only_suggested_is_counted_apart_from_what_is_firm(
    scenario: ModuleType, lang: str, lines: list[str]
) -> None:
    makers = counted(
        scenario.ASSETS[0],
        of("dahua", Grade.SUGGESTIVE),
        of("hikvision", Grade.STRONG),
        NO_CLAIM,
        of("hikvision", Grade.CONCLUSIVE),
        of("hikvision", Grade.SUGGESTIVE),
    )
    shown = makers.lines(Language(lang, LABELS))
    assert [one.replace("\N{NO-BREAK SPACE}", " ") for one in shown] == lines


def test_very_many_makers_are_counted_and_those_of_none_known_are_still_said(scenario: ModuleType) -> None:
    claims = (of(f"m{number}", Grade.STRONG) for number in range(LISTED + 4))
    *first, rest, unknown = counted(scenario.ASSETS[0], NO_CLAIM, *claims).lines(Language("en", LABELS))
    assert len(first) == LISTED
    assert rest.startswith("… and 4 more")
    assert unknown == "maker not known: 1"


def test_table_and_page_count_every_thing_by_maker(scenario: ModuleType, written: Written) -> None:
    makers = Makers()
    for asset in scenario.ASSETS:
        makers.count(entry_of(asset))
    assert sum(one.firm + one.suggested for one in makers.rows()) == len(scenario.ASSETS)
    table = written("table").decode()
    for line in makers.lines(Language("en", scenario.TRAILER.labels)):
        assert f"\n  {line}\n" in table
    page = html.fromstring(written("html"))
    rows = page.xpath("//section[@aria-labelledby='summary']//tbody/tr")
    known = sum(int(cell.text_content()) for row in rows for cell in row.xpath("td"))
    (unknown,) = page.xpath("//section[@aria-labelledby='summary']/p[starts-with(., 'maker not known')]")
    assert known + int(unknown.text_content().rpartition(" ")[2]) == len(scenario.ASSETS)


def test_a_survey_of_nothing_has_no_figures_by_maker(written: Written) -> None:
    assert "Things by maker" not in written("table", ()).decode()
    assert b"Things by maker" not in written("html", ())


def test_where_no_maker_is_known_the_page_has_no_empty_table_of_them(
    scenario: ModuleType, written: Written
) -> None:
    unknown = [one for one in scenario.ASSETS if one.identification.maker.value is None]
    page = html.fromstring(written("html", unknown))
    (summary,) = page.xpath("//section[@aria-labelledby='summary']")
    assert not summary.xpath(".//table")
    assert f"maker not known: {len(unknown)}" in summary.text_content()
