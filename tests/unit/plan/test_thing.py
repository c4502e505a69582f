"""By which day must a thing be gone, as a plan knows it?"""

from dataclasses import replace
from pathlib import Path

from phaseout.decide.code import Code
from phaseout.domain.determination import Outcome
from phaseout.domain.truth import Reason, Truth
from phaseout.plan.thing import to_replace
from phaseout.report.reading import read_document


def test_an_announcement_without_a_date_is_no_deadline_and_the_thing_is_planned_all_the_same(
    town: Path,
) -> None:
    asset = next(one for one in read_document(town).assets if to_replace([one]))
    answer = next(one for one in asset.determinations if one.act == "use" and one.outcome is Outcome.APPLIES)

    def dues(code: Code) -> tuple[object, ...]:
        leaf = Reason(code=code, truth=Truth.YES)
        reason = Reason(code=Code.CLAUSE, truth=Truth.YES, because=(leaf,))
        (thing,) = to_replace([replace(asset, determinations=(replace(answer, reason=reason),))])
        return thing.dues

    assert dues(Code.DIRECTED) == ()
    assert dues(Code.DIRECTED_FROM) == (None,)
    assert dues(Code.IN_FORCE) == (None,)
