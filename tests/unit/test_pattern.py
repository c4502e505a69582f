"""Tests of the one engine that matches the register's patterns."""

import pytest

from phaseout.pattern import Pattern, PatternError, any_of


def test_a_pattern_is_looked_for_anywhere_and_in_either_case():
    assert Pattern("acme").catches("by ACME, inc.")
    assert not Pattern("^acme").catches("by ACME, inc.")


def test_what_named_groups_hold_is_captured_and_a_group_left_out_holds_nothing():
    pattern = Pattern(r"(?P<brand>acme)-(?P<model>\d+)?")
    whole, cut = pattern.found("é Acme-12"), pattern.found("é Acme-")
    assert whole is not None
    assert (whole["brand"], whole["model"], whole[2]) == ("Acme", "12", "12")
    assert cut is not None
    assert (cut["brand"], cut["model"]) == ("Acme", None)
    assert (whole.span("brand"), whole.span("model"), cut.span("model")) == ((2, 6), (7, 9), None)
    assert pattern.found("other") is None
    assert pattern.groups == {"brand", "model"}


def test_the_end_is_before_or_after_a_last_line_break():
    assert Pattern("ready$").catches("220 ready\n")
    assert not Pattern("ready$").catches("220 ready\nfor you\n")


def test_half_a_character_in_a_text_is_matched_around():
    assert Pattern("^acme.web$").catches("acme\ud83dweb")


def test_any_of_catches_what_one_of_them_does_though_they_name_their_groups_alike():
    both = any_of(["^(?P<model>a)$", "^(?P<model>b)$"])
    assert [text for text in ("a", "b", "ab") if both.catches(text)] == ["a", "b"]


@pytest.mark.parametrize("written", ["(", "(?=a)", "(?<!a)b", r"(a)\1", "a{1001}", "(a{500}){500}"])
def test_what_would_not_match_in_bounded_time_and_memory_is_refused_in_words(written):
    with pytest.raises(PatternError, match=r"^(missing|invalid|bad|pattern) "):
        Pattern(written)


@pytest.mark.parametrize("written", ["(a+)+$", "(a|aa)*b", "(a|a)*b", "a*a*a*a*a*a*b", "(.*)*x"])
def test_a_pattern_made_to_be_slow_answers(written):
    # an engine that goes back takes longer than the universe has for any of these
    assert not Pattern(written).catches("a" * 16_000 + "!")
