"""Does a variant change what it names, and nothing else?"""

import pytest

from phaseout.domain.problem import UsageError
from phaseout.plan.variant import variant
from plan_problems import package, problem

OF = problem(package("a"), crews={"east": (20.0, 0.0, 20.0), "west": (10.0, 10.0, 10.0)})


@pytest.mark.parametrize(
    ("text", "budgets", "east", "west"),
    [
        ("budget=+20%", (1200.0, 1200.0), (20.0, 0.0, 20.0), 10.0),
        ("budget.2027=-300", (1000.0, 700.0), (20.0, 0.0, 20.0), 10.0),
        ("budget=-200%", (0.0, 0.0), (20.0, 0.0, 20.0), 10.0),
        ("hours=+5", (1000.0, 1000.0), (25.0, 0.0, 25.0), 15.0),
        ("hours.west=-50%", (1000.0, 1000.0), (20.0, 0.0, 20.0), 5.0),
        ("crews=+1", (1000.0, 1000.0), (40.0, 0.0, 40.0), 20.0),
        ("crews.east=+2 budget=+10%", (1100.0, 1100.0), (60.0, 0.0, 60.0), 10.0),
    ],
)
def test_a_variant_changes_what_it_names(
    text: str, budgets: tuple[float, ...], east: tuple[float, ...], west: float
) -> None:
    changed = variant(OF, text).problem
    assert changed.budgets == pytest.approx(budgets)
    assert changed.crews["east"] == pytest.approx(east)
    assert changed.crews["west"] == pytest.approx((west,) * 3)
    assert changed.packages == OF.packages


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no change is asked for"),
        ("money=+1", "'money=.1' is not understood"),
        ("budget=20%", "is not understood"),
        ("crews=+20%", "is not understood"),
        ("budget.1999=+1", "there is no year '1999'"),
        ("crews.north=+1", "there is no crew 'north'"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        variant(OF, text)
