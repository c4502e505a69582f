"""Are the cases of ownership read as they are written, and blamed where they are not right?"""

from datetime import date

import pytest

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import InterestKind
from phaseout.domain.problem import RegisterError
from phaseout.domain.truth import Truth
from phaseout.ownership import RelationCode, Share
from phaseout.register.fault import Level
from phaseout.register.relation_cases import read_relation_cases

FILE = "relation-cases/shares.yml"
GIVEN = """\
- name: Half of a half
  given:
    interests:
      - {holder: x, held: a, share: 0.5, since: 2020-01-01}
      - {holder: a, held: b, share: {min: 0.4, max: 0.6}}
      - {holder: ministry, held: b, kind: control}
    countries: {b: SE}
    state-bodies: [ministry]
  named: [x]
  party: b
  test: aggregate-50
  as-of: 2026-11-23
  expect: {answer: undetermined, because: share-unsettled, chain: [a > b], economic: {min: 0.2, max: 0.3}}
"""
OWN = """\
- name: Of this register
  named: [holding]
  party: acme
  test: control
  as-of: 2026-11-23
  expect: {answer: no}
"""


def test_a_case_comes_out_with_its_own_small_world(book):
    book.write(FILE, GIVEN)
    (case,) = read_relation_cases(book.directory)
    assert (case.named, case.party, case.test) == (("x",), "b", RelationTest.AGGREGATE_50)
    assert (case.truth, case.code) == (Truth.UNKNOWN, RelationCode.SHARE_UNSETTLED)
    assert (case.chain, case.economic) == (("a > b",), Share(lowest=0.2, highest=0.3))
    assert case.where == f"{book.directory}/{FILE}:1"
    assert case.graph is not None
    (first,) = case.graph.held_on("a", date(2020, 1, 1))
    assert (first.kind, first.share_min, first.share_max) == (InterestKind.SHAREHOLDING, 0.5, 0.5)
    assert case.graph.held_on("a", date(2019, 12, 31)) == ()
    assert case.graph.countries == {"b": "SE"}
    assert case.graph.state_bodies == {"ministry"}


def test_a_case_without_a_world_is_asked_of_the_register(book):
    book.write(FILE, OWN)
    (case,) = read_relation_cases(book.directory)
    assert case.graph is None
    assert (case.code, case.chain, case.economic) == (None, None, None)
    assert book.faults() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("party: acme", "party: emca", "there is no party 'emca'"),
        ("named: [holding]", "named: [acme, ghost]", "there is no party 'ghost'"),
    ],
)
def test_a_party_the_register_does_not_have_is_blamed_on_its_line(book, old, new, said):
    book.write(FILE, OWN.replace(old, new))
    assert book.only_fault(FILE, new) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("party: b", "party: c", "nothing is given of c"),
        ("named: [x]", "named: [y]", "nothing is given of y"),
        ("share: 0.5", "share: {max: 1.5}", "share.max: is at most 1.0, not"),
        ("because: share-unsettled", "because: whim", "relation.named"),
        ("chain: [a > b]", "chain: [a to b]", "is written like"),
        ("answer: undetermined", "answer: perhaps", "undetermined"),
        ("test: aggregate-50", "test: aggregate-60", "aggregate-50"),
        ("since: 2020-01-01", "since: 2020-01-01, until: 2019-01-01", "not after it begins"),
    ],
)
def test_a_case_that_is_not_right_is_blamed(book, old, new, said):
    book.write(FILE, GIVEN.replace(old, new, 1))
    (fault,) = book.faults()
    assert fault.level is Level.SHAPE
    assert said in fault.message
    with pytest.raises(RegisterError, match="the cases do not read"):
        read_relation_cases(book.directory)
