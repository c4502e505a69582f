"""Do signs in fields of their own weigh as much as the same signs in one text?"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from phaseout.domain.claim import Dimension, Grade, Identification
from phaseout.domain.wording import Stance
from phaseout.identify.identification import Identifier
from phaseout.identify.mentions import Mention, Reader, Written
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

_PRACTICE = Path(__file__).parents[2] / "quality" / "practice"
_RULES = rules_of(Register.open())


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return Identifier(_RULES)


def _identified(identifier: Identifier, fields: dict[str, str]) -> Identification:
    observed = [(str(number), trait, value) for number, (trait, value) in enumerate(fields.items())]
    return identifier.identify(observed)


def _rebrands() -> Iterator[tuple[str, Mention, Mention]]:
    """Yield each practice line of a rebrand that names its brand and a designation of it, with the two."""
    lines = (
        row["text"]
        for path in sorted(_PRACTICE.glob("*.csv"))
        for row in csv.DictReader(path.open(encoding="utf-8", newline=""))
        if "rebrand" in row["why"] and row["truth"] == "bought"
    )
    texts = list(lines)
    for text, reading in zip(texts, Reader(_RULES).read(texts), strict=True):
        plain = [
            one
            for one in reading.mentions
            if one.stance is Stance.BOUGHT and one.written is Written.AS_IS and text.isascii()
        ]
        named = [one for one in plain if one.dimension is Dimension.BRAND]
        typed = [one for one in plain if one.dimension is Dimension.MODEL]
        if len(named) == len(typed) == 1 and named[0].brand == typed[0].brand:
            yield text, named[0], typed[0]


def test_a_line_of_a_rebrand_is_no_weaker_in_fields_than_in_one_text(identifier: Identifier) -> None:
    weaker = []
    found = list(_rebrands())
    for text, named, typed in found:
        spans = sorted(((named.start, named.end), (typed.start, typed.end)))
        rest = text[: spans[0][0]] + text[spans[0][1] : spans[1][0]] + text[spans[1][1] :]
        joined = _identified(identifier, {"order.text": text})
        for name, number in (
            ("order.manufacturer", "order.part-number"),
            ("order.brand", "order.part-number"),
            ("order.brand", "order.sku"),
        ):
            split = _identified(
                identifier,
                {
                    name: text[named.start : named.end],
                    number: text[typed.start : typed.end],
                    "order.text": " ".join(rest.split()),
                },
            )
            for dimension in (Dimension.MAKER, Dimension.BRAND):
                one, other = joined.claim(dimension), split.claim(dimension)
                if other.grade.rank < one.grade.rank or other.value != one.value:
                    weaker.append((text, name, number, dimension.value, one.grade.value, other.grade.value))
    assert len(found) > 20
    assert weaker == []


@pytest.mark.parametrize(
    ("brand", "designation", "maker"),
    [("LTS", "CMIP3C42W-28M", "hikvision"), ("Lorex", "LNB8005", "dahua"), ("Annke", "C800", "hikvision")],
)
@pytest.mark.parametrize("field", ["order.manufacturer", "order.brand"])
@pytest.mark.parametrize("code", [{}, {"order.code": "unspsc:46171610"}])
def test_a_brand_and_a_designation_in_columns_of_their_own_say_the_maker_firmly(
    identifier: Identifier, brand: str, designation: str, maker: str, field: str, code: dict[str, str]
) -> None:
    found = _identified(
        identifier,
        {field: brand, "order.part-number": designation, "order.text": "Turret camera", **code},
    )
    assert (found.maker.value, found.maker.grade) == (maker, Grade.STRONG)
    assert (found.kind.value, found.kind.grade) == ("camera", Grade.STRONG)


def test_a_word_for_the_thing_prevails_over_what_is_only_likely_of_a_designation(
    identifier: Identifier,
) -> None:
    found = _identified(
        identifier,
        {"order.manufacturer": "Annke", "order.part-number": "C800", "order.text": "Network video recorder"},
    )
    assert found.kind.value == "recorder"
    assert found.conflicts == ()


def test_a_brand_that_is_only_beside_makes_no_designation_firm(identifier: Identifier) -> None:
    fields = {"order.part-number": "C800", "order.text": "Bracket for Annke camera"}
    assert _identified(identifier, fields).maker.grade is not Grade.STRONG
