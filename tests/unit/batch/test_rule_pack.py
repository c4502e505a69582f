"""Does a rule pack say elsewhere what it says here?"""

import zlib
from datetime import date

import orjson
import pytest

from phaseout.batch import RulePack
from phaseout.domain.document import Choice
from phaseout.domain.facts import Context
from phaseout.domain.problem import RegisterError
from phaseout.register.query import Register

DAY = date(2026, 11, 26)


def test_who_asks_what_of_which_register_arrives_as_it_was(register: Register) -> None:
    context = Context(
        roles=("ca/municipality",), named=("Canada Post Corporation",), country="CA",
        use={"purpose": ("public-safety",)},
    )  # fmt: skip
    pack = RulePack.of(register, context, DAY, choice=Choice(exclude=("us/bis-entity-list",)))
    asked = pack.open()
    assert asked.register.stamp == register.stamp
    assert asked.as_of == DAY
    assert asked.choice == Choice(exclude=("us/bis-entity-list",))
    assert set(context.roles) < set(asked.context.every_role)
    assert asked.context.institutions[0].roles == asked.context.every_role[1:]
    assert asked.context.use == context.use


def test_the_digest_tells_questions_apart_and_nothing_else(register: Register) -> None:
    one = RulePack.of(register, Context(roles=("any",)), DAY)
    assert one.digest == RulePack.of(Register.open(), Context(roles=("any",)), DAY).digest
    others = [
        RulePack.of(register, Context(), DAY),
        RulePack.of(register, Context(roles=("any",)), date(2026, 11, 25)),
        RulePack.of(register, Context(roles=("any",)), DAY, choice=Choice(only=("us/bis-entity-list",))),
    ]
    assert len({one.digest, *(other.digest for other in others)}) == 4


def test_a_pack_of_another_version_or_of_noise_is_refused(federal: RulePack) -> None:
    content = orjson.loads(zlib.decompress(federal.data))
    content["engine"] = "0.0.9"
    with pytest.raises(RegisterError, match=r"made by phaseout 0\.0\.9"):
        RulePack(zlib.compress(orjson.dumps(content))).open()
    with pytest.raises(RegisterError, match="no rule pack"):
        RulePack(b"noise").open()
