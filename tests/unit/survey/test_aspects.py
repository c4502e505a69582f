"""Do statements about different matters stand beside each other, and about one matter not?"""

import pytest

from phaseout.survey.aspects import Statements

SAID = Statements(
    {
        ("item", "export"): "rules",
        ("item", "no-export"): "rules",
        ("item", "toy"): "drone",
        ("item", "no-toy"): "drone",
    }
)


@pytest.mark.parametrize(
    ("fact", "nearer", "farther", "together", "differ"),
    [
        ("item", ("export",), ("toy",), ("export", "toy"), False),
        ("item", ("export",), ("no-export",), ("export",), True),
        ("item", ("export",), ("no-export", "toy"), ("export", "toy"), True),
        ("item", ("export", "toy"), ("toy",), ("export", "toy"), False),
        ("item", ("export",), None, ("export",), False),
        ("purpose", ("other",), ("public-safety",), ("other",), True),
        ("purpose", ("other",), ("other",), ("other",), False),
    ],
)
def test_the_nearer_statement_holds_for_each_matter_it_speaks_of(
    fact: str,
    nearer: tuple[str, ...],
    farther: tuple[str, ...] | None,
    together: tuple[str, ...],
    *,
    differ: bool,
) -> None:
    assert SAID.together(fact, nearer, farther) == together
    assert SAID.differ(fact, nearer, farther or ()) is differ
