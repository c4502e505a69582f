"""Every claim is said in both languages."""

import re
from string import Formatter

import pytest

from phaseout.decide import fact_phrases, phrases_en, phrases_fr, say, supplier_phrases
from phaseout.decide.code import Code
from phaseout.domain.facts import FACTS
from phaseout.domain.party import InterestKind
from phaseout.domain.truth import Reason, Truth
from phaseout.ownership import RelationCode

ENGLISH = {**phrases_en.SENTENCES, **supplier_phrases.ENGLISH}
FRENCH = {**phrases_fr.SENTENCES, **supplier_phrases.FRENCH}
EVERY_CODE = sorted({*map(str, Code), *map(str, RelationCode)})


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def keys(code: str) -> list[str]:
    """Return under which keys a code must be said."""
    truths = [f"{code}/{truth.value}" for truth in Truth]
    return [code] if code in ENGLISH else truths


@pytest.mark.parametrize("code", EVERY_CODE)
def test_every_code_is_said_in_both_languages_with_the_same_parameters(code: str) -> None:
    for key in keys(code):
        english, french = ENGLISH[key], FRENCH[key]
        assert fields(english) == fields(french), key
        assert english != french


def test_nothing_is_said_that_no_code_claims() -> None:
    for sentences in (ENGLISH, FRENCH):
        assert set(sentences) == {key for code in EVERY_CODE for key in keys(code)}


def test_every_fact_and_every_kind_of_interest_has_a_name_in_both_languages() -> None:
    for facts in (fact_phrases.ENGLISH, fact_phrases.FRENCH):
        assert set(facts) == set(FACTS)
    for phrases in (phrases_en, phrases_fr):
        assert set(phrases.INTERESTS) == {kind.value for kind in InterestKind}


def test_ids_are_put_in_words_where_there_are_words_for_them() -> None:
    reason = Reason(code="relation.not-stated", truth=Truth.UNKNOWN, params={"named": "hikvision, dahua"})
    assert say(reason, "en", names={"hikvision": "Hangzhou Hikvision"}) == (
        "The maker is not known (named: Hangzhou Hikvision, dahua)."
    )


def test_names_that_hold_a_comma_are_set_apart_and_end_in_one_full_stop() -> None:
    reason = Reason(code="relation.named", truth=Truth.YES, params={"named": "hikvision, dahua"})
    names = {"hikvision": "Hikvision Co., Ltd.", "dahua": "Dahua Co., Ltd."}
    assert say(reason, "en", names=names) == "The maker is named: Hikvision Co., Ltd.; Dahua Co., Ltd."


def test_a_chain_of_interests_is_said_leg_by_leg() -> None:
    path = "top|hikvision|control|0|1|;hikvision|ezviz|shareholding|0.48|0.51|2026-01-01"
    params = {"maker": "ezviz", "named": "hikvision", "path": path}
    reason = Reason(code=RelationCode.ENDED, truth=Truth.UNKNOWN, params=params)
    assert "top controls hikvision; hikvision owns 48–51% of ezviz (until 1 January 2026)" in say(
        reason, "en"
    )
    assert "hikvision détient 48–51\u00a0% de ezviz (jusqu’au 1er janvier 2026)" in say(reason, "fr")


def test_a_share_nobody_knows_is_said_to_be_unknown() -> None:
    params = {"maker": "p", "named": "x", "path": "x|p|shareholding|0|1|"}
    reason = Reason(code=RelationCode.SHARE_UNSETTLED, truth=Truth.UNKNOWN, params=params)
    assert "an unknown share" in say(reason, "en")
    assert "une part inconnue" in say(reason, "fr")


def test_an_interval_of_days_is_said_with_the_ends_it_has() -> None:
    since = Reason(
        code="date.not-stated",
        truth=Truth.UNKNOWN,
        params={"fact": "acquired", "since": "2023-12-22"},
        fact="acquired",
    )
    assert (
        say(since, "en")
        == "Nobody has stated the day of acquisition; asked for: on or after 22 December 2023."
    )
    assert "le 22 décembre 2023 ou après" in say(since, "fr")


def test_french_falls_back_to_english_only_for_texts_that_have_no_french() -> None:
    reason = Reason(code="clause", truth=Truth.YES, params={"text_en": "No use."})
    assert say(reason, "fr") == "Cette disposition s’applique\u00a0: No use."


def test_french_keeps_its_signs_on_the_line() -> None:
    for sentence in phrases_fr.SENTENCES.values():
        assert not re.search(r"\s[;!?]", sentence), sentence
    reason = Reason(code="coverage", truth=Truth.YES, params={"coverage": "named"})
    assert say(reason, "fr") == "Elle relève de «\u00a0named\u00a0»."
