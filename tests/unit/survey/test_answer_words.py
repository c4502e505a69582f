"""In which words may a kind be answered?"""

from phaseout.register.query import Register
from phaseout.survey.answer_words import words_to_answer, words_to_show


def test_nobody_answers_that_a_thing_is_an_order_line() -> None:
    register = Register.open()
    offered = words_to_show(register, "en").closed["kind"]
    assert {"camera", "alarm", "component"} <= set(offered)
    assert "order-line" not in offered
    assert set(words_to_answer(register)["kind"].values()) == set(offered)
