"""Is a value that was looked at before remembered, told from its neighbours, and forgotten in time?"""

from dataclasses import replace

import pytest

from phaseout.domain.claim import Dimension, Identification, Strength
from phaseout.domain.party import AddressBlock, Fingerprint, Told
from phaseout.domain.trait import Basis
from phaseout.identify import memory
from phaseout.identify.identification import Identifier
from phaseout.identify.memory import Memory
from phaseout.identify.rules import Hit, Rules
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of(Register.open())


def maker_of(identifier: Identifier, trait: str, value: str) -> str | None:
    return identifier.identify([("o1", trait, value)]).maker.value


def fingerprint(trait: str, pattern: str) -> Fingerprint:
    told = Told(dimension=Dimension.MAKER, value="axis", capture=None, strength=Strength.STRONG)
    return Fingerprint(id=f"{trait}/added", trait=trait, pattern=pattern, tells=(told,))


@pytest.mark.parametrize("digits", [6, 7, 9])
def test_addresses_of_two_blocks_are_told_apart_however_narrow_the_blocks(rules: Rules, digits: int) -> None:
    def block_of(address: str) -> AddressBlock | None:
        address = address.replace(":", "").upper()
        party = {"1": "hikvision", "2": "dahua"}[address[digits - 1]]
        return AddressBlock(prefix=address[:digits], party=party, registrant=party)

    identifier = Identifier(replace(rules, address_block=block_of))
    first, second = ("".join(("70B3D5000000"[: digits - 1], last, "0" * (12 - digits))) for last in "12")
    assert [maker_of(identifier, "mac", one) for one in (first, second, first)] == [
        "hikvision",
        "dahua",
        "hikvision",
    ]


def test_no_block_of_the_register_is_narrower_than_what_is_remembered_of_an_address() -> None:
    addresses = Register.open().addresses
    assert max(map(len, addresses)) == memory.BLOCK_DIGITS


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_where_a_fingerprint_looks_at_whole_addresses_the_order_does_not_answer(
    rules: Rules, order: tuple[int, int]
) -> None:
    added = {"mac": (fingerprint("mac", "01$"),), "ip": (fingerprint("ip", r"^192\.0\.2\.1$"),)}
    identifier = Identifier(replace(rules, fingerprints={**rules.fingerprints, **added}))
    seen = {"00:00:5e:00:53:01": "axis", "00:00:5e:00:53:02": None}
    for value in (list(seen)[place] for place in order):
        assert maker_of(identifier, "mac", value) == seen[value]
    assert maker_of(identifier, "ip", "192.0.2.1") == "axis"
    assert maker_of(identifier, "ip", "192.0.2.2") is None


def hit(number: int) -> Hit:
    return Hit(Dimension.MAKER, f"m{number}", Strength.HINT, "rule")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Memory:
    monkeypatch.setattr(memory, "REMEMBERED", 10)
    return Memory(("hostname", "http.server"), whole=())


def test_never_more_values_are_kept_than_are_to_be_remembered(small: Memory) -> None:
    for number in range(100):
        wanted = {"hostname": {f"h{number}": ""}, "http.server": {f"nginx/{number % 3}": ""}}
        small.remember(dict.fromkeys(small.missing(wanted), ()))
        assert sum(map(len, small.known.values())) <= 10
    assert len(small.known["http.server"]) == 3


def test_as_many_values_are_kept_as_are_to_be_remembered(small: Memory) -> None:
    wanted = {"hostname": {f"h{number}": "" for number in range(10)}}
    small.remember(dict.fromkeys(small.missing(wanted), ()))
    assert small.missing(wanted) == {}


def test_hits_are_forgotten_with_everything_that_counts_on_their_numbers(small: Memory) -> None:
    for number in range(11):
        small.remember({("hostname", str(number)): (hit(number),)})
    assert small.hits(11) == (hit(10),)
    small.missing({})
    assert not any(small.known.values())
    small.remember({("hostname", "new"): (hit(99),)})
    assert small.known["hostname"]["new"] == 1
    assert small.hits(1) == (hit(99),)


def test_what_hits_come_to_is_settled_once_until_there_is_too_much(small: Memory) -> None:
    asked = list[str]()

    def settle(telling: object) -> Identification:
        asked.append(str(telling))
        return Identification()

    for number in (*range(10), 0, 10, 0):
        small.settled(((Basis.SELF_REPORT, (hit(number),)),), settle)
    assert len(asked) == 10 + 2, "the tenth repeats, the eleventh pushes all out"


def test_drafts_beyond_what_is_to_be_remembered_push_the_others_out(rules: Rules, small: Memory) -> None:
    draft = Identifier(rules).drafts([((), ())])[0]
    for number in range(10):
        assert number == len(small.drafts_of(("hostname",)))
        small.drafted(("hostname",), (number,), draft)
    assert not small.drafts_of(("hostname",))
