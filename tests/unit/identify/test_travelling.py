"""Does an identifier say the same in another process?"""

import pickle

from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

SEEN = (("o1", "order.text", "Hikvision DS-2CD2143G2-I dome camera"), ("o2", "mac", "44:19:b6:00:00:01"))


def test_rules_and_identifiers_travel_to_another_process_and_answer_the_same() -> None:
    rules = rules_of(Register.open())
    identifier = Identifier(rules)
    expected = identifier.identify(SEEN)
    assert expected.maker.value == "hikvision"
    assert pickle.loads(pickle.dumps(identifier)).identify(SEEN) == expected
    assert Identifier(pickle.loads(pickle.dumps(rules))).identify(SEEN) == expected


def test_one_thing_by_itself_is_what_it_is_among_others() -> None:
    identifier = Identifier(rules_of(Register.open()))
    sheet = tuple(trait for _, trait, _ in SEEN), tuple(value for _, _, value in SEEN)
    (alone,) = identifier.drafts([sheet])
    among = identifier.drafts([((), ()), sheet, (("order.text",), ("toner",))])[1]
    assert alone == among
    assert identifier.identify(SEEN).maker.evidence == tuple(
        SEEN[int(place)][0] for place in alone.identification.maker.evidence
    )
