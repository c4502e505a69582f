import io
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import openpyxl
import pytest
from lxml import html

from phaseout.domain.asset import Asset
from phaseout.domain.claim import NO_CLAIM, Claim, Conflict, Dimension, Grade
from phaseout.domain.document import Labels
from phaseout.domain.trait import Basis
from phaseout.report.contradiction import NAMED, contradictions, in_full
from phaseout.report.language import Language
from phaseout.report.standing import entry_of

Written = Callable[..., bytes]
LABELS = Labels(
    parties={"hikvision": "Hikvision", "axis": "Axis"}, brands={"hilook": "HiLook", "axis": "Axis"}
)


def rivals(dimension: Dimension, *values: str, basis: Basis = Basis.SELF_REPORT) -> Conflict:
    claims = (Claim(value=value, grade=Grade.STRONG, bases=(basis,)) for value in values)
    return Conflict(dimension=dimension, claims=tuple(claims))


def said(asset: Asset, *conflicts: Conflict, lang: str = "en", maker: Claim = NO_CLAIM) -> tuple[str, ...]:
    identification = replace(asset.identification, maker=maker, brand=NO_CLAIM, conflicts=conflicts)
    return contradictions(entry_of(replace(asset, identification=identification)), Language(lang, LABELS))


@pytest.fixture
def asset(scenario: ModuleType) -> Asset:
    return scenario.ASSETS[0]  # type: ignore[no-any-return]


def test_what_answers_as_several_makers_says_so_and_that_none_is_taken(asset: Asset) -> None:
    conflict = rivals(Dimension.MAKER, "hikvision", "axis")
    assert said(asset, conflict) == ("answers as Hikvision, Axis: no maker taken",)
    assert said(asset, conflict, lang="fr") == (
        "répond comme Hikvision, Axis\N{NO-BREAK SPACE}: aucun fabricant retenu",
    )


def test_what_only_stands_on_paper_does_not_answer(asset: Asset) -> None:
    conflict = rivals(Dimension.MAKER, "hikvision", "axis", basis=Basis.PERSONS_WORD)
    assert said(asset, conflict) == ("signs disagree (Hikvision, Axis): no maker taken",)


def test_a_maker_that_is_taken_all_the_same_is_said_to_be_disputed(asset: Asset) -> None:
    maker = Claim(value="hikvision", grade=Grade.STRONG)
    conflicts = (
        rivals(Dimension.MODEL, "A-1", "B-2"),
        rivals(Dimension.BRAND, "hilook", "axis"),
        rivals(Dimension.PLATFORM, "axis", "hikvision"),
        rivals(Dimension.MAKER, "hikvision", "axis"),
    )
    assert said(asset, *conflicts, maker=maker) == (
        "maker disputed: Hikvision, Axis",
        "brand disputed: HiLook, Axis",
    )


def test_a_dispute_about_the_model_alone_is_no_line_of_the_row(asset: Asset) -> None:
    assert said(asset, rivals(Dimension.MODEL, "A-1", "B-2")) == ()


def test_of_very_many_makers_the_rest_is_counted(asset: Asset) -> None:
    (line,) = said(asset, rivals(Dimension.MAKER, *(f"m{number}" for number in range(NAMED + 3))))
    assert "m5 +3: no maker taken" in line


def test_a_contradiction_in_full_gives_names_and_grades() -> None:
    assert in_full(rivals(Dimension.BRAND, "axis", "hilook"), Language("en", LABELS)) == (
        "Axis (strong) / HiLook (strong)"
    )


@pytest.mark.parametrize(
    ("lang", "line"), [("en", "brand disputed: ANNKE, Axis"), ("fr", "marque contestée : ANNKE, Axis")]
)
def test_the_row_of_every_list_says_that_a_thing_is_disputed(written: Written, lang: str, line: str) -> None:
    def flat(text: str) -> str:
        return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())

    assert line in flat(written("markdown", lang=lang).decode())
    assert line.partition(":")[0].strip() in flat(written("table", lang=lang, width=300).decode())
    page = html.fromstring(written("html", lang=lang))
    rows = [flat(row.text_content()) for row in page.xpath("//details[contains(@class, 'card')]/summary")]
    assert sum(line in row for row in rows) == 1


def test_the_workbook_lists_contradictions_by_name(written: Written) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx")))["Contradictions"]
    ((*_, of_what, who),) = sheet.iter_rows(min_row=2, values_only=True)
    assert (of_what, who) == ("brand", "ANNKE (strong) / Axis (suggestive)")
