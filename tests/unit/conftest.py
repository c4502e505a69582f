"""What do the tests of several rooms ask of one measure?"""

from datetime import date

import pytest

from phaseout.domain.cite import Cite, EvidenceGrade, Text
from phaseout.domain.condition import FactIs
from phaseout.domain.measure import Binding, Clause, Coverage, Duty, Exemption, Measure, RelationTest
from phaseout.domain.timeline import State, Step, Timeline


@pytest.fixture(scope="session")
def ban() -> Measure:
    """A measure with a milestone of every turn.

    Proposed 2022-01-10, in force 2023-03-01, checked through 2026-01-31, ``remove`` from 2026-12-31, to be
    unverified from 2027-06-01, and landlords' things exempted from ``use`` until 2028-01-01.
    """
    cite = (Cite(source="gazette", grade=EvidenceGrade.OFFICIAL, at="s. 3"),)
    steps = (
        Step(on=date(2022, 1, 10), state=State.PROPOSED, cite=cite),
        Step(on=date(2023, 3, 1), state=State.IN_FORCE, cite=cite, note=Text(en="It begins.", fr="Début.")),
        Step(on=date(2027, 6, 1), state=State.UNVERIFIED, cite=cite),
    )
    clauses = (
        Clause(id="buy", acts=("procure",), duty=Duty.PROHIBIT, cite=cite),
        Clause(
            id="remove", acts=("use",), duty=Duty.REMOVE, cite=cite, since=date(2026, 12, 31),
            text=Text(en="It goes.", fr="À retirer."),
        ),
    )  # fmt: skip
    exempted = Exemption(
        id="leased", when=FactIs(fact="purpose", values=("public-safety",)), cite=cite, acts=("use",),
        text=Text(en="While the lease runs.", fr="Tant que court le bail."), until=date(2028, 1, 1),
    )  # fmt: skip
    return Measure(
        id="xx/ban",
        instrument="xx/act",
        title=Text(en="Ban", fr="Interdiction"),
        jurisdiction="xx",
        nature="statute",
        timeline=Timeline(steps=steps, checked_through=date(2026, 1, 31)),
        binds=(Binding(role="any", cite=cite),),
        binds_not=(),
        binds_perhaps=(),
        covers=(
            Coverage(id="all", named=("acme",), relation=RelationTest.NAMED_ONLY, things=("any",), cite=cite),
        ),
        clauses=clauses,
        exemptions=(exempted,),
    )
