from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest
from markdown_it import MarkdownIt

from phaseout.report.markdown_text import LISTED, plain

Written = Callable[..., bytes]


def test_each_group_is_a_table_of_five_columns(written: Written) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(written("markdown").decode())
    rows = "".join(token.type + " " for token in tokens).split("tr_close")[:-1]
    assert len(rows) == 10
    assert {row.count("td_open") + row.count("th_open") for row in rows} == {5}


def test_device_words_are_code_and_never_markup(written: Written) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(written("markdown").decode())
    inline = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}
    assert not [child for child in inline if child.type in ("link_open", "image")]
    assert any("<script>" in child.content for child in inline if child.type == "code_inline")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b *c* _d_ [e](f)", r"a\|b \*c\* \_d\_ \[e\](f)"),
        ("@team #12", "`@`team `#`12"),
        ("https://e.x www.e.x", r"https\://e.x www\.e.x"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("Hangzhou Co., Ltd. (2024)", "Hangzhou Co., Ltd. (2024)"),
    ],
)
def test_words_of_the_register_are_neither_markup_nor_a_link_nor_a_mention(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_ticket_is_not_flooded_and_says_so(scenario: ModuleType, written: Written) -> None:
    many = [replace(scenario.ASSETS[0], id=f"a-{number}") for number in range(LISTED + 5)]
    shown = written("markdown", many).decode()
    assert shown.count("`cam-17`") == LISTED
    assert "… and 5 more (the JSON document lists them)" in shown
