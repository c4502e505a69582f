"""Is a thing the same whether it is looked at by itself or together with others?"""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phaseout.identify import identification, memory
from phaseout.identify.identification import Identifier, with_evidence
from phaseout.identify.rules import Hit, Look, Rules
from phaseout.identify.sheet import LONGEST_LIKE_OTHERS, Sheet
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

SEEN = st.sampled_from(
    [
        ("mac", "44:19:b6:00:00:01"),
        ("mac", "3c-ef-8c-00-00-02"),
        ("http.server", "App-webs/"),
        ("http.server", "nginx"),
        ("inventory.manufacturer", "Hikvision"),
        ("inventory.manufacturer", "Annke"),
        ("inventory.model", "DS-2CD2386G2-I"),
        ("inventory.serial", "ABC1234567"),
        ("hostname", "cam-1"),
        ("ip", "10.0.0.1"),
        ("banner", "HTTP/1.1 200 OK\r\nServer: App-webs/"),
    ]
)
LONG = LONGEST_LIKE_OTHERS // 2 + 1


def sheet(seen: list[tuple[str, str]], times: int) -> Sheet:
    return tuple(trait for trait, _ in seen) * times, tuple(value for _, value in seen) * times


SHEETS = st.lists(st.builds(sheet, st.lists(SEEN, max_size=4), st.sampled_from([1, 1, 1, LONG])), max_size=6)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of(Register.open())


@pytest.fixture(params=[3, memory.REMEMBERED], ids=["little-memory", "much-memory"])
def identifier(request: pytest.FixtureRequest, rules: Rules, monkeypatch: pytest.MonkeyPatch) -> Identifier:
    monkeypatch.setattr(memory, "REMEMBERED", request.param)
    return Identifier(rules)


@pytest.fixture(scope="module")
def alone(rules: Rules) -> Identifier:
    return Identifier(rules)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(sheets=SHEETS)
def test_things_looked_at_together_are_what_each_is_by_itself(
    sheets: list[Sheet], identifier: Identifier, alone: Identifier
) -> None:
    for (traits, values), draft in zip(sheets, identifier.drafts(sheets), strict=True):
        ids = [f"o{place}" for place in draft.telling]
        seen = [(f"o{place}", *one) for place, one in enumerate(zip(traits, values, strict=True))]
        assert with_evidence(draft.identification, ids) == alone.identify(seen)


def test_things_that_say_the_same_share_what_they_are(alone: Identifier) -> None:
    def host(number: int) -> Sheet:
        values = (f"10.0.0.{number}", f"44:19:b6:00:00:{number:02x}", "App-webs/", f"h{number}")
        return ("ip", "mac", "http.server", "hostname"), values

    first, second = alone.drafts([host(1), host(2)])
    assert first is second
    assert first.identification.maker.value == "hikvision"
    assert first.telling == (1, 2)


def test_what_never_repeats_does_not_crowd_out_what_does(
    rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "REMEMBERED", 20)
    looked_at = list[str]()

    def watched(looks: Sequence[Look]) -> Iterator[tuple[int, Hit]]:
        looked_at.extend(look.value for look in looks)
        return iter(())

    monkeypatch.setattr(identification, "METHODS", (lambda _rules: watched,))
    identifier = Identifier(rules)
    for number in range(100):
        identifier.drafts([(("hostname", "http.server"), (f"h{number}", f"nginx/{number % 9}"))])
    assert len(looked_at) == 100 + 9
