"""The fewest facts that settle an open answer."""

from phaseout.decide.code import Code
from phaseout.decide.questions import is_surely_settled, smallest_questions
from phaseout.domain.truth import Reason, Truth


def open_fact(fact: str, wanted: str = "x") -> Reason:
    return Reason(code=Code.FACT_NOT_STATED, truth=Truth.UNKNOWN, params={"wanted": wanted}, fact=fact)


def silent() -> Reason:
    """Something no fact can settle."""
    return Reason(code=Code.ROLE_PERHAPS, truth=Truth.UNKNOWN, fact="role")


def holds() -> Reason:
    return Reason(code=Code.FACT_IS, truth=Truth.YES, fact="network")


def fails() -> Reason:
    return Reason(code=Code.FACT_IS_NOT, truth=Truth.NO, fact="network")


def all_of(*parts: Reason) -> Reason:
    return Reason(code=Code.ALL, truth=Truth.all(p.truth for p in parts), because=parts)


def one_of(*parts: Reason) -> Reason:
    return Reason(code=Code.ANY, truth=Truth.any(p.truth for p in parts), because=parts)


def opposite(part: Reason) -> Reason:
    return Reason(code=Code.NOT, truth=part.truth.negated(), because=(part,))


def test_one_open_fact_is_asked_for() -> None:
    assert smallest_questions(all_of(holds(), open_fact("purpose"))) == ("purpose",)


def test_what_must_hold_together_is_asked_together() -> None:
    assert smallest_questions(all_of(open_fact("purpose"), open_fact("funding"))) == ("purpose", "funding")


def test_a_fact_that_settles_both_ways_alone_is_asked_alone() -> None:
    wide = one_of(open_fact("class"), all_of(open_fact("class"), open_fact("purpose")))
    assert smallest_questions(wide) == ("class",)


def test_what_is_settled_already_is_not_asked() -> None:
    assert smallest_questions(all_of(one_of(holds(), open_fact("class")), open_fact("purpose"))) == (
        "purpose",
    )
    assert smallest_questions(one_of(all_of(fails(), open_fact("class")), open_fact("purpose"))) == (
        "purpose",
    )


def test_the_opposite_is_settled_by_the_same_fact() -> None:
    assert smallest_questions(all_of(holds(), opposite(open_fact("item")))) == ("item",)


def test_two_questions_to_one_fact_are_one_question() -> None:
    assert smallest_questions(all_of(open_fact("network", "4g"), open_fact("network", "5g"))) == ("network",)


def test_where_no_fact_can_settle_it_nothing_is_asked() -> None:
    assert smallest_questions(silent()) == ()
    assert smallest_questions(one_of(silent(), fails())) == ()


def test_where_a_fact_could_still_settle_it_the_best_is_asked() -> None:
    assert smallest_questions(all_of(silent(), open_fact("purpose"), open_fact("maker"))) == ("maker",)
    assert smallest_questions(one_of(silent(), open_fact("purpose"))) == ("purpose",)


def test_a_foreign_name_on_the_box_never_clears_so_it_is_not_asked_beside_what_is_silent() -> None:
    brand = Reason(code=Code.BRAND_NOT_STATED, truth=Truth.UNKNOWN, fact="brand")
    assert smallest_questions(all_of(holds(), brand)) == ("brand",)
    assert smallest_questions(all_of(silent(), brand)) == ()


def test_a_settled_answer_asks_nothing() -> None:
    assert smallest_questions(all_of(fails(), open_fact("purpose"))) == ()


def test_beyond_a_dozen_open_leaves_every_open_fact_is_asked_at_once() -> None:
    facts = ("purpose", "class", "network", "funding", "kind", "acquired", "item")
    leaves = [open_fact(fact, wanted) for fact in facts for wanted in ("x", "y")]
    assert set(smallest_questions(all_of(*leaves))) == set(facts)


def test_facts_that_every_answer_settles_settle_it_surely() -> None:
    reason = all_of(holds(), open_fact("purpose"), open_fact("funding"))
    assert is_surely_settled(reason, ("purpose", "funding"))
    assert not is_surely_settled(reason, ("purpose",))


def test_a_maker_may_turn_out_to_be_one_on_which_the_text_is_silent() -> None:
    maker = Reason(code=Code.MAKER_NOT_STATED, truth=Truth.UNKNOWN, fact="maker")
    assert smallest_questions(all_of(holds(), maker)) == ("maker",)
    assert not is_surely_settled(all_of(holds(), maker), ("maker",))
    assert is_surely_settled(one_of(open_fact("purpose"), all_of(open_fact("purpose"), maker)), ("purpose",))


def test_an_answer_about_an_article_may_speak_of_another_matter() -> None:
    assert smallest_questions(all_of(holds(), open_fact("item"))) == ("item",)
    assert not is_surely_settled(all_of(holds(), open_fact("item")), ("item",))


def test_what_no_fact_can_settle_is_never_surely_settled() -> None:
    assert not is_surely_settled(one_of(silent(), open_fact("purpose")), ("purpose",))
