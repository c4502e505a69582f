"""How a clause on whom one contracts with is said."""

import pytest

from phaseout.decide.contractor import of_supplier, with_supplier
from phaseout.decide.phrases_en import SENTENCES
from phaseout.decide.wording import say
from phaseout.domain.facts import UNKNOWN_PARTY, FactSheet
from phaseout.domain.truth import Reason, Truth

OF_RELATIONS = {code for code in SENTENCES if code.startswith("relation.")}
OF_THINGS = {
    *("relation.any-maker", "relation.production-unknown"),
    *(
        "relation.another",
        "relation.unheard-of",
    ),  # a supplier is a party or nobody known
}
PARAMS = {"maker": "acme", "named": "bolt", "path": ""}


@pytest.mark.parametrize("code", sorted(OF_RELATIONS - OF_THINGS))
@pytest.mark.parametrize(("lang", "maker"), [("en", "maker"), ("fr", "fabricant")])
def test_no_sentence_on_a_supplier_calls_it_the_maker(code, lang, maker):
    said = say(of_supplier(Reason(code=code, truth=Truth.YES, params=PARAMS, fact="maker")), lang)
    assert f"{maker} " not in said
    assert "{" not in said


def test_whom_nobody_knows_is_no_party():
    sheet = with_supplier(FactSheet.of({"maker": ("acme",), "supplier": (UNKNOWN_PARTY,)}))
    assert sheet is not None
    assert sheet.get("maker") is None


def test_without_a_supplier_nothing_changes():
    assert with_supplier(FactSheet.of({"maker": ("acme",)})) is None
