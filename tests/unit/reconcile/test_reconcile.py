"""Is what was bought counted against what is seen, and is nothing paired by guess?"""

from collections.abc import Sequence
from itertools import permutations

from phaseout.domain.claim import Grade
from phaseout.domain.reconciliation import (
    Count,
    Line,
    Position,
    Reconciliation,
    Remark,
    RestsOn,
    Thing,
)
from phaseout.reconcile import reconcile
from phaseout.reconcile.counting import NONE

MODEL, LOOSE = "ds2cd2143g2i", "hikvision camera"


def line(
    name: str,
    quantity: int | Count,
    *,
    document: str = "order",
    day: str | None = None,
    site: str | None = "city-hall",
    article: str = MODEL,
    is_return: bool = False,
    serials: tuple[str, ...] = (),
) -> Line:
    count = Count(least=quantity, most=quantity) if isinstance(quantity, int) else quantity
    return Line(
        id=name, name=name, document=document, supplier=None, quantity=count, is_return=is_return, day=day,
        site=site, article=article, shown=article, has_model=article != LOOSE, serials=serials, fallback=LOOSE,
    )  # fmt: skip


def cameras(
    number: int, *, site: str | None = "City Hall", article: str | None = MODEL, start: int = 0,
    first: str | None = None, serials: Sequence[str] = (),
) -> list[Thing]:  # fmt: skip
    return [
        Thing(
            id=f"cam-{one}", name=f"cam-{one}", site=site, article=article, shown=article or "", first=first,
            fallback=LOOSE, serials=tuple(serials[one - start : one - start + 1]),
        )
        for one in range(start, start + number)
    ]  # fmt: skip


def only(found: Reconciliation) -> Position:
    (position,) = found.positions
    return position


def exactly(number: int) -> Count:
    return Count(least=number, most=number)


def test_ten_bought_and_seven_seen_are_three_not_seen_and_nobody_says_which() -> None:
    position = only(reconcile([line("PO-1/1", 10)], cameras(7)))
    assert (position.bought, position.seen, position.not_seen) == (exactly(10), 7, exactly(3))
    assert position.not_bought == NONE
    assert position.units == ()
    assert position.missing_serials == ()
    assert (position.rests_on, position.grade) == (RestsOn.MODEL_AND_SITE, Grade.STRONG)


def test_what_is_seen_beyond_what_was_bought_is_not_bought() -> None:
    position = only(reconcile([line("PO-1/1", 2)], cameras(5)))
    assert (position.not_seen, position.not_bought) == (NONE, exactly(3))


def test_what_no_line_names_is_seen_and_not_bought() -> None:
    found = reconcile([line("PO-1/1", 1)], [*cameras(1), *cameras(1, article="e892ab", start=9)])
    other = next(one for one in found.positions if one.article == "e892ab")
    assert (other.bought, other.not_bought, other.things) == (NONE, exactly(1), ("cam-9",))


def test_returns_are_taken_off() -> None:
    lines = [line("PO-1/1", 10), line("CN-1/1", 3, document="credit-note", is_return=True)]
    position = only(reconcile(lines, cameras(7)))
    assert (position.returned, position.not_seen) == (exactly(3), NONE)
    assert position.is_balanced


def test_more_given_back_than_bought_is_said() -> None:
    position = only(reconcile([line("CN-1/1", 3, is_return=True)], []))
    assert Remark.MORE_RETURNED in position.remarks
    assert position.not_seen == NONE


def test_an_order_and_its_invoice_do_not_make_twenty_of_ten() -> None:
    lines = [line("PO-1/1", 10), line("IN-1/1", 10, document="invoice")]
    position = only(reconcile(lines, cameras(10)))
    assert position.bought == Count(least=10, most=20)
    assert position.not_seen == Count(least=0, most=10)
    assert Remark.PERHAPS_COUNTED_TWICE in position.remarks


def test_a_line_without_a_quantity_bounds_nothing_from_above() -> None:
    position = only(reconcile([line("PO-1/1", Count(least=1, most=None))], cameras(4)))
    assert position.not_seen == Count(least=0, most=None)
    assert position.not_bought == Count(least=0, most=3)
    assert Remark.QUANTITY_NOT_KNOWN in position.remarks


def test_a_serial_number_says_which_unit_is_which_and_which_is_missing() -> None:
    lines = [line("PO-1/1", 2, serials=("S1", "S2"))]
    position = only(reconcile(lines, cameras(1, serials=("S2",))))
    assert [(unit.serial, unit.line, unit.thing) for unit in position.units] == [("S2", "PO-1/1", "cam-0")]
    assert position.missing_serials == ("S1",)
    assert position.not_seen == exactly(1)


def test_a_serial_number_joins_what_the_models_do_not() -> None:
    found = reconcile([line("PO-1/1", 1, serials=("S1",))], cameras(1, article="other", serials=("S1",)))
    assert only(found).is_balanced


def test_a_unit_that_stands_elsewhere_by_its_serial_number_is_no_loss_but_is_said() -> None:
    lines = [line("PO-1/1", 1, serials=("S1",))]
    position = only(reconcile(lines, cameras(1, site="depot", serials=("S1",))))
    assert position.is_balanced
    assert Remark.AT_ANOTHER_SITE in position.remarks


def test_a_returned_unit_that_is_seen_is_said() -> None:
    lines = [line("CN-1/1", 1, is_return=True, serials=("S1",))]
    position = only(reconcile(lines, cameras(1, serials=("S1",))))
    assert Remark.RETURNED_BUT_SEEN in position.remarks
    assert position.not_bought == exactly(1)


def test_sites_are_counted_apart_and_what_may_have_moved_is_said() -> None:
    lines = [line("PO-1/1", 5), line("PO-1/2", 5, site="depot")]
    found = reconcile(lines, [*cameras(3), *cameras(7, site="Depot", start=10)])
    differences = {one.site: (one.not_seen, one.not_bought) for one in found.positions}
    assert differences == {"city-hall": (exactly(2), NONE), "depot": (NONE, exactly(2))}
    assert all(Remark.PERHAPS_MOVED in one.remarks for one in found.positions)


def test_where_a_site_is_not_told_all_are_counted_together_and_less_surely() -> None:
    position = only(
        reconcile([line("PO-1/1", 5, site=None)], [*cameras(3), *cameras(2, site="depot", start=5)])
    )
    assert position.is_balanced
    assert (position.rests_on, position.grade) == (RestsOn.MODEL, Grade.SUGGESTIVE)
    assert Remark.SITES_NOT_TOLD in position.remarks


def test_a_line_that_names_no_model_takes_things_of_its_brand_and_kind_that_no_line_names() -> None:
    lines = [line("PO-1/1", 2, article=LOOSE), line("PO-1/2", 1)]
    found = reconcile(lines, [*cameras(1), *cameras(2, article="x9", start=5)])
    assert all(one.is_balanced for one in found.positions)
    assert {one.rests_on for one in found.positions} == {RestsOn.BRAND_AND_KIND, RestsOn.MODEL_AND_SITE}


def test_a_later_purchase_may_have_replaced_what_is_not_seen_and_an_invoice_is_no_later_purchase() -> None:
    bought = [line("PO-1/1", 10, day="2022-03-01"), line("PO-2/1", 2, day="2024-05-01")]
    assert only(reconcile(bought, cameras(9))).perhaps_replaced == 2
    billed = [line("PO-1/1", 10, day="2022-03-01"), line("IN-1/1", 10, day="2022-04-01", document="invoice")]
    assert only(reconcile(billed, cameras(9))).perhaps_replaced == 0


def test_what_was_seen_before_the_first_purchase_is_not_of_it() -> None:
    lines = [line("PO-1/1", 2, day="2024-05-01")]
    position = only(
        reconcile(lines, [*cameras(1, first="2023-01-01"), *cameras(1, first="2024-06-01", start=5)])
    )
    assert (position.not_seen, position.not_bought) == (exactly(1), exactly(1))
    assert Remark.SEEN_BEFORE in position.remarks


def test_a_purchase_of_a_year_is_not_before_a_thing_seen_in_that_year() -> None:
    position = only(reconcile([line("PO-1/1", 1, day="2024")], cameras(1, first="2024-01-10")))
    assert position.is_balanced


def test_a_thing_of_which_nothing_is_known_is_counted_and_not_accused() -> None:
    thing = Thing(id="x", name="x", site=None, article=None, shown="", fallback=None)
    found = reconcile([line("PO-1/1", 1)], [*cameras(1), thing])
    assert found.unidentified == 1
    assert only(found).is_balanced


def test_the_order_of_lines_and_things_changes_no_figure() -> None:
    lines = [line("PO-1/1", 3), line("PO-2/1", 2, site="depot"), line("CN-1/1", 1, is_return=True)]
    things = [*cameras(2), *cameras(2, site="depot", start=5)]

    def figures(found: Reconciliation) -> list[tuple[str | None, Count, Count, int]]:
        return [(one.site, one.not_seen, one.not_bought, one.seen) for one in found.positions]

    expected = figures(reconcile(lines, things))
    for shuffled in permutations(lines):
        assert figures(reconcile(shuffled, reversed(things))) == expected
