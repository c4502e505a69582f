"""Is a condition read as it is written?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.condition import All, AnyOf, Condition, FactDate, FactIs, Not
from phaseout.register.condition import leaves, parse_condition, unparse_condition

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
value_leaves = st.builds(
    lambda fact, values: FactIs(fact=fact, values=tuple(values)),
    st.sampled_from(["role", "purpose", "maker", "item"]),
    st.lists(words, min_size=1, max_size=3),
)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
date_leaves = st.one_of(
    st.builds(lambda day: FactDate(fact="acquired", since=day), days),
    st.builds(lambda day: FactDate(fact="removal-planned", before=day), days),
)
conditions = st.recursive(
    value_leaves | date_leaves,
    lambda parts: (
        st.builds(lambda p: All(parts=tuple(p)), st.lists(parts, min_size=1, max_size=3))
        | st.builds(lambda p: AnyOf(parts=tuple(p)), st.lists(parts, min_size=1, max_size=3))
        | st.builds(lambda p: Not(part=p), parts)
    ),
    max_leaves=8,
)


@given(conditions)
def test_a_condition_written_out_and_read_again_is_the_same(condition: Condition):
    assert parse_condition(unparse_condition(condition)) == condition


def test_a_single_value_is_a_list_of_one():
    assert parse_condition({"owner": "self"}) == FactIs(fact="owner", values=("self",))


def test_an_interval_may_be_open_on_either_side():
    assert parse_condition({"acquired": {"before": "2024-01-01"}}) == FactDate(
        fact="acquired", before=date(2024, 1, 1)
    )


def test_leaves_come_from_left_to_right():
    condition = parse_condition({"all": [{"role": "a"}, {"not": {"any": [{"item": "b"}, {"kind": "c"}]}}]})
    assert [leaf.fact for leaf in leaves(condition)] == ["role", "item", "kind"]


@pytest.mark.parametrize(
    "written",
    [
        None, "role", [], {}, {"role": "a", "kind": "b"}, {"role": []}, {"role": [""]}, {"role": {"x": "a"}},
        {"role": ["a", None]}, {"colour": "red"}, {"asset.kind": "b"}, {"all": []}, {"all": {"kind": "a"}},
        {"any": "role"}, {"not": []}, {"acquired": "2024-01-01"}, {"acquired": {}},
        {"acquired": {"since": "2024-1-1"}}, {"acquired": {"since": None}},
        {"acquired": {"since": "2024-01-01", "before": "2024-01-01"}},
        {"acquired": {"since": "2024-01-01", "until": "2025-01-01"}},
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused_with_the_reason(written):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        parse_condition(written)
