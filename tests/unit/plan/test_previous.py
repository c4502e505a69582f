"""Is the plan before this one read, kept to where that is worth it, and compared?"""

import json
from pathlib import Path

import pytest

from phaseout.domain.problem import UsageError
from phaseout.plan.engine import plan
from phaseout.plan.previous import Change, changes, read_previous, with_previous
from phaseout.plan.problem import Terms
from plan_problems import months, package, problem


def test_a_month_is_kept_where_the_change_counts_more_than_it_gains() -> None:
    """Being done a month later counts 28 score-days more."""
    for per_change, month in ((27.0, 0), (29.0, 1)):
        of = with_previous(problem(package("a"), terms=Terms(per_change=per_change)), {"a": "2027-03"})
        made = plan(of, where="t")
        assert made.placing == months({"a": month})
        assert made.value.changes == pytest.approx(per_change * (month == 0))


def test_a_month_outside_the_programme_and_a_package_that_was_not_done_bind_nothing() -> None:
    of = with_previous(problem(package("a"), package("b"), package("c")), {"a": "2020-01", "b": None})
    assert [one.previous for one in of.packages] == [None, None, None]


def test_what_changed_is_listed_also_of_packages_only_one_plan_has() -> None:
    of = problem(package("a"), package("b"), package("c"))
    before = {"a": "2027-02", "b": "2027-03", "gone": "2027-02", "never": None}
    assert changes(of, months({"a": 0, "b": 0, "c": 2}), before) == (
        Change(package="b", before="2027-03", now="2027-02"),
        Change(package="c", before=None, now="2027-04"),
        Change(package="gone", before="2027-02", now=None),
    )


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"packages": [{"id": "a"}]}', '{"packages": [{"id": "a", "month": 3}]}']
)
def test_what_is_no_saved_plan_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="is no saved plan"):
        read_previous(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_previous(tmp_path / "ghost.json")


def test_a_saved_plan_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"packages": [{"id": "a", "month": "2027-03"}, {"id": "b", "month": None}]}))
    assert read_previous(path) == {"a": "2027-03", "b": None}
