import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from types import ModuleType

import pytest
from lxml import html

from phaseout.domain.asset import Asset
from phaseout.domain.truth import Reason, Truth
from phaseout.report import html_selection
from phaseout.report.html_branch import Branches, together

Written = Callable[..., bytes]


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section(page: html.HtmlElement, name: str) -> html.HtmlElement:
    return page.xpath(f"//section[@aria-labelledby='{name}']")[0]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_is_whole_in_itself_and_in_one_language(written: Written, lang: str) -> None:
    content = written("html", lang=lang)
    page = html.fromstring(content)
    assert page.get("lang") == lang
    assert b"<script" not in content.replace(b"&lt;script", b"")
    assert not page.xpath("//@src | //link | //img")
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
    assert b"url(" not in content
    assert b"@import" not in content


def test_a_french_page_has_no_english_heading(written: Written) -> None:
    pages = [html.fromstring(written("html", lang=lang)) for lang in ("en", "fr")]
    english, french = ({text_of(e) for e in page.xpath("//h2 | //dt | //th[@scope='col']")} for page in pages)
    assert english & french == {"Organisation", "Observations", "Source", "Question"}


def test_headings_go_down_one_step_at_a_time_and_every_anchor_leads_somewhere(written: Written) -> None:
    page = html.fromstring(written("html"))
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//a/@href")} <= set(ids)


def test_the_summary_comes_first_and_says_what_the_report_cannot(written: Written) -> None:
    page = html.fromstring(written("html"))
    summary = text_of(section(page, "summary"))
    assert page.xpath("//section")[0].get("aria-labelledby") == "summary"
    assert "8 things found; a measure applies to 2." in summary
    assert "not cleared" in summary
    assert "parts could not be read or held nothing" in summary


def test_what_applies_stands_by_site_and_opens_to_reasons_and_evidence(written: Written) -> None:
    applies = section(html.fromstring(written("html")), "applies")
    sites = [text_of(site) for site in applies.xpath("./h3")]
    assert sites[1:] == ["City Hall (2)", "depot (1)"]
    card = next(card for card in applies.xpath(".//details") if "cam-17" in text_of(card))
    shown = text_of(card)
    for part in (
        "Federal prohibition on Hikvision products: procure, use", "It binds this role: Federal department.",
        "The maker is named: Hikvision.", "goc-statement-2025", "hardware address 4419B6000001: scan.xml, lines.jsonl",
        "<DeviceType>DS-2CD2043G2-I</DeviceType>", "lines.jsonl, line 12", "Other measures asked: nothing to do",
    ):  # fmt: skip
        assert part in shown


def test_a_conflict_and_a_join_that_was_refused_are_shown(written: Written) -> None:
    shown = text_of(section(html.fromstring(written("html")), "undetermined"))
    assert "Contradiction: brand: ANNKE, strong" in shown
    assert "Axis, suggestive (a person’s word" in shown
    assert "not joined by address 10.20.0.20: two serial numbers" in shown


def test_a_measure_nobody_has_checked_up_to_the_day_is_marked(written: Written) -> None:
    rows = {
        text_of(row) for row in section(html.fromstring(written("html")), "measures").xpath(".//tbody/tr")
    }
    stale = {row for row in rows if "nobody has checked it since" in row}
    assert len(rows) == 4
    assert {row.split()[0] for row in rows - stale} == {"Made-up"}


def test_settled_things_are_counted_and_not_listed(written: Written) -> None:
    page = html.fromstring(written("html"))
    assert "10.20.0.40" not in text_of(page)
    assert "Axis Communications: 1" in text_of(section(page, "settled"))


def test_a_report_of_open_things_says_that_more_were_examined(scenario: ModuleType, written: Written) -> None:
    page = html.fromstring(written("html", [asset for asset in scenario.ASSETS if asset.is_open]))
    assert "Only open things were passed to this report; 2 more were examined." in text_of(
        section(page, "settled")
    )


def test_what_is_too_much_for_a_page_is_cut_gravest_last_and_counted(
    scenario: ModuleType, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_selection, "DETAILED", 2)
    monkeypatch.setattr(html_selection, "BRIEF", 3)
    grave, open_still = scenario.ASSETS[0], scenario.ASSETS[4]

    def copies(asset: Asset, ref: str, number: int) -> list[Asset]:
        keys = asset.keys
        return [
            replace(asset, id=f"{ref}-{n}", keys=replace(keys, ref=(f"{ref}-{n}",))) for n in range(number)
        ]

    page = html.fromstring(written("html", [*copies(open_still, "u", 4), *copies(grave, "g", 3)]))
    applies, undetermined = section(page, "applies"), section(page, "undetermined")
    assert len(applies.xpath(".//details[contains(@class, 'card')]")) == 2
    assert "1 more, in one line each" in text_of(applies)
    assert not undetermined.xpath(".//details")
    shown = text_of(undetermined)
    assert re.findall(r"u-\d", shown) == ["u-0", "u-1"]
    assert "… and 2 more are counted here and not listed" in shown


def test_acts_are_put_together_only_where_the_reasons_are_the_same(scenario: ModuleType) -> None:
    procure, use, other = scenario.ASSETS[0].determinations
    assert [[one.act for one in alike] for alike in together((procure, use, other))] == [
        ["procure", "use"],
        ["use"],
    ]
    moved = replace(use, reason=replace(use.reason, because=()))
    assert len(list(together((procure, moved)))) == 2


def test_a_branch_that_stands_above_is_named_and_not_repeated(scenario: ModuleType) -> None:
    procure, use, other = scenario.ASSETS[0].determinations
    branches = Branches()
    (first,) = branches.of(procure.reason)
    (again,) = branches.of(use.reason)
    (different,) = branches.of(other.reason)
    assert first.parts
    assert not first.is_above
    assert again.is_above
    assert not again.parts
    assert different.parts
    assert all(part.reason in different.reason.because for part in different.parts)


def test_of_a_clause_that_did_not_decide_only_the_leaf_that_settles_it_is_shown(scenario: ModuleType) -> None:
    answer = scenario.ASSETS[0].determinations[0].reason
    leaf = Reason(code="who.not-bound", truth=Truth.NO)
    who = Reason(code="who", truth=Truth.NO, because=(leaf,))
    clause = Reason(code="clause", truth=Truth.NO, because=(who, *answer.because))
    whole, brief = Branches().of(replace(answer, because=(*answer.because, clause)))
    assert whole.parts
    assert [part.reason for part in brief.parts] == [leaf]


def test_answers_that_ask_nothing_for_one_reason_are_said_once(
    scenario: ModuleType, written: Written
) -> None:
    asset = scenario.ASSETS[0]
    silent = asset.determinations[2]
    again = replace(silent, measure="ca-qc/hikvision-dahua-order", act="install")
    page = html.fromstring(written("html", [replace(asset, determinations=(*asset.determinations, again))]))
    (more,) = page.xpath("//details[@class='more']//li")
    assert text_of(more) == (
        "does not apply – It does not fall under “named”. Huawei and ZTE telecom policy: use; "
        "Québec order on Hikvision and Dahua: install"
    )
