"""How the rows of a quote in PDF are put together from where its words stand."""

import sys
from collections.abc import Callable, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.quote import pdf
from phaseout.intake.reader import SourceStream

FIXTURES = Path(__file__).parents[2] / "fixtures"
StreamOf = Callable[..., SourceStream]
Placed = tuple[int, int, str]
COLUMNS = (50, 80, 170, 400, 440, 500)
LEADING = 11
NO_ROWS = "the rows of this table cannot be put together; each of its lines is read by itself"
HEAD = ("Item", "Part No.", "Description", "Qty", "Unit|price", "Total")
TETE = ("Ligne", "No de pièce", "Désignation", "Qté", "Prix|unitaire", "Montant")
ROWS = (
    ("1", "DS-2CD2143G2-I", "Hikvision dome camera,|outdoor", "12", "189.00", "2,268.00"),
    ("2", "C800", "Annke bullet camera", "2", "95.00", "190.00"),
    ("3", "SVC-MNT", "Annual maintenance of existing|Hikvision cameras, 40 units,|parts and travel", "1", "900.00", "900.00"),
    ("4", "IPC-|HDW2431T-AS", "Dahua camera", "4", "130.00", "520.00"),
)  # fmt: skip
LIGNES = (
    ("1", "IPC-|HDW2431T-AS", "Caméra IP Dahua", "4", "130,00 $", "520,00 $"),
    ("2", "", "Fourniture et installation de|caméras de marque Hikvision,|Dahua ou Uniview", "6", "400,00 $", "2 400,00|$"),
    ("3", "", "Enlèvement des caméras et|remise en état des murs", "1", "1 250,50|$", "1 250,50|$"),
)  # fmt: skip
SAID = [
    ("1", "Hikvision dome camera, outdoor", "DS-2CD2143G2-I", "12", "2268.00 CAD"),
    ("2", "Annke bullet camera", "C800", "2", "190.00 CAD"),
    ("3", "Annual maintenance of existing Hikvision cameras, 40 units, parts and travel", "SVC-MNT", "1", "900.00 CAD"),
    ("4", "Dahua camera", "IPC-HDW2431T-AS", "4", "520.00 CAD"),
]  # fmt: skip
DIT = [
    ("1", "Caméra IP Dahua", "IPC-HDW2431T-AS", "4", "520.00 CAD"),
    ("2", "Fourniture et installation de caméras de marque Hikvision, Dahua ou Uniview", "", "6", "2400.00 CAD"),
    ("3", "Enlèvement des caméras et remise en état des murs", "", "1", "1250.50 CAD"),
]  # fmt: skip


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = spec_from_file_location("make_quotes", FIXTURES / "make_quotes.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def table(
    top: int, rows: Sequence[Sequence[str]], aligned: str = "top", padding: int = 6, left: int = 0
) -> list[Placed]:
    """Return the words of a table in their places; “|” breaks a line within a cell."""
    placed = []
    for row in rows:
        cells = [cell.split("|") for cell in row]
        tallest = max(map(len, cells))
        for x, cell in zip(COLUMNS, cells, strict=True):
            spare = (tallest - len(cell)) * LEADING
            down = {"top": 0, "middle": spare // 2, "bottom": spare}[aligned]
            placed += [(x - left, top - down - LEADING * n, line) for n, line in enumerate(cell) if line]
        top -= tallest * LEADING + padding
    return placed


def read(make: ModuleType, stream_of: StreamOf, *pages: Sequence[Placed]) -> list[Reading]:
    data = make.pdf([make.page(*page) for page in pages])
    return list(pdf.READER.read(stream_of(data, name="quote.pdf")))


def bought(readings: list[Reading]) -> list[tuple[str, ...]]:
    """Return number, text, article, quantity and amount of each line of a purchase."""
    lines: dict[str, dict[str, str]] = {}
    for reading in readings:
        if isinstance(reading, Observation) and not reading.subject.is_beside:
            lines.setdefault(reading.subject.key, {})[reading.trait.removeprefix("order.")] = reading.value
    return [
        tuple(line.get(what, "") for what in ("line", "text", "sku", "quantity", "amount"))
        for line in lines.values()
    ]


def beside(readings: list[Reading]) -> list[str]:
    return [
        one.value
        for one in readings
        if isinstance(one, Observation) and one.subject.is_beside and one.trait == "order.text"
    ]


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(one.locator, one.why) for one in readings if isinstance(one, Unread)]


@pytest.mark.parametrize("padding", [0, 1, 6])
@pytest.mark.parametrize("aligned", ["top", "middle", "bottom"])
@pytest.mark.parametrize(
    ("head", "rows", "total", "said"),
    [(HEAD, ROWS, "Total 3,878.00 CAD", SAID), (TETE, LIGNES, "Total 4 170,50 CAD", DIT)],
    ids=["en", "fr"],
)
def test_cells_that_wrap_are_one_row_however_they_are_aligned(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    total: str,
    said: list[tuple[str, ...]],
    aligned: str,
    padding: int,
    make: ModuleType,
    stream_of: StreamOf,
) -> None:
    body = table(700, [head], aligned) + table(660, rows, aligned, padding)
    title = (50, 780, "QUOTE Q-17 SOUMISSION")
    readings = read(make, stream_of, [title, *body, (440, 500, total), (50, 480, "Thank you.")])
    assert bought(readings) == said
    assert told(readings) == []
    assert {"QUOTE Q-17 SOUMISSION", total, "Thank you."} <= set(beside(readings))


def test_a_row_stands_where_its_first_line_does(make: ModuleType, stream_of: StreamOf) -> None:
    readings = read(make, stream_of, [*table(700, [HEAD]), *table(660, ROWS)])
    keys = dict.fromkeys(
        one.subject.key for one in readings if isinstance(one, Observation) and not one.subject.is_beside
    )
    assert list(keys) == [f"page 1, line {line}" for line in (3, 5, 6, 9)]


def test_a_table_goes_on_overleaf_with_its_head_or_without(make: ModuleType, stream_of: StreamOf) -> None:
    first = [(50, 780, "QUOTE Q-17"), *table(700, [HEAD]), *table(660, ROWS[:2])]
    total = (440, 500, "Total 3,878.00 CAD")
    with_head = read(make, stream_of, first, [*table(780, [HEAD]), *table(740, ROWS[2:]), total])
    without = read(make, stream_of, first, [*table(740, ROWS[2:], left=20), total])
    said = [line[:4] for line in SAID]
    assert [line[:4] for line in bought(with_head)] == said
    assert [line[:4] for line in bought(without)] == said
    assert beside(without)[-1] == total[2]


def test_prose_overleaf_is_no_row_of_the_table_before(make: ModuleType, stream_of: StreamOf) -> None:
    terms = "We deliver 40 units within 4 weeks."
    readings = read(make, stream_of, [*table(700, [HEAD]), *table(660, ROWS)], [(50, 780, terms)])
    assert [line[1] for line in bought(readings)] == [*(line[1] for line in SAID), terms]


def test_what_stands_below_a_table_is_not_taken_into_its_last_row(
    make: ModuleType, stream_of: StreamOf
) -> None:
    close = [
        (50, 700 - 11 * n, text) for n, text in enumerate(("Recorders of Dahua are extra.", "No returns."))
    ]
    rows = table(660 + 100, ROWS[:2], padding=0)
    readings = read(
        make, stream_of, [*table(800, [HEAD]), *rows, *[(x, y + 26, text) for x, y, text in close]]
    )
    assert [line[1] for line in bought(readings)] == [line[1] for line in SAID[:2]]
    assert {"Recorders of Dahua are extra.", "No returns."} <= set(beside(readings))


def test_sums_and_a_heading_between_rows_are_beside(make: ModuleType, stream_of: StreamOf) -> None:
    rows = [
        ROWS[0], ("", "", "Services", "", "", ""), ROWS[2], ("", "", "", "", "Subtotal", "3,168.00"),
        ("", "", "", "", "HST", "411.84"),
    ]  # fmt: skip
    readings = read(make, stream_of, [*table(700, [HEAD]), *table(660, rows)])
    assert [line[0] for line in bought(readings)] == ["1", "3"]
    assert {"Services", "Subtotal  3,168.00"} <= set(beside(readings))


def test_numbers_that_stand_at_the_right_are_below_the_head_they_belong_to(
    make: ModuleType, stream_of: StreamOf
) -> None:
    head = [(50, 700, "Description"), (300, 700, "Qty"), (360, 700, "Price"), (440, 700, "Amount")]
    rows = [
        placed
        for n, name in enumerate(("Dome camera", "Recorder"))
        for placed in (
            (50, 670 - 25 * n, name),
            *((335, 670 - 25 * n, "4"), (405, 670 - 25 * n, "25.00"), (490, 670 - 25 * n, "100.00 CAD")),
        )
    ]
    readings = read(make, stream_of, [*head, *rows])
    assert bought(readings) == [("", name, "", "4", "100.00 CAD") for name in ("Dome camera", "Recorder")]


def test_amounts_of_no_currency_are_told_once(make: ModuleType, stream_of: StreamOf) -> None:
    readings = read(make, stream_of, [*table(700, [HEAD]), *table(660, ROWS)])
    assert told(readings) == [("page 1, line 3", "amount 2268.00 without a currency")]


def test_the_head_may_name_the_currency(make: ModuleType, stream_of: StreamOf) -> None:
    head = (*HEAD[:5], "Amount (USD)")
    readings = read(make, stream_of, [*table(700, [head]), *table(660, ROWS)])
    assert [line[4] for line in bought(readings)][:2] == ["2268.00 USD", "190.00 USD"]


def test_a_table_that_cannot_be_put_together_is_told_once_and_read_line_by_line(
    make: ModuleType, stream_of: StreamOf
) -> None:
    """Text that runs across the columns leaves no strip between them."""
    across = [
        (50 + 14 * n, 660 - 14 * n, f"{n + 1} Hikvision camera model DS-{n}CD2143 for the outside  4  99.00")
        for n in range(20)
    ]
    page = [*table(700, [HEAD]), *across]
    readings = read(make, stream_of, page, page)
    assert told(readings) == [("page 1, line 1", NO_ROWS)]
    assert len(bought(readings)) == 40


def test_a_row_without_a_number_of_its_own_is_one_by_its_quantity(
    make: ModuleType, stream_of: StreamOf
) -> None:
    rows = [("", *row[1:]) for row in ROWS]
    readings = read(make, stream_of, [*table(700, [HEAD]), *table(660, rows)])
    assert [line[1:4] for line in bought(readings)] == [line[1:4] for line in SAID]


def test_a_document_full_of_heads_comes_to_an_end(
    make: ModuleType, stream_of: StreamOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_MOST_TRIED", 5)
    heads = [word for n in range(10) for word in table(780 - 40 * n, [HEAD])]
    readings = read(make, stream_of, heads, [*table(700, [HEAD]), *table(660, ROWS)])
    assert [why for _, why in told(readings)] == [NO_ROWS]
    assert "Hikvision" in " ".join(line[1] for line in bought(readings))


def test_words_far_outside_of_a_page_make_no_table(make: ModuleType, stream_of: StreamOf) -> None:
    far = [(x * 10_000_000, y, text) for x, y, text in table(660, ROWS)]
    assert bought(read(make, stream_of, [*table(700, [HEAD]), *far]))


def test_words_of_a_head_that_nearly_touch_are_columns_and_no_row_overleaf(
    make: ModuleType, stream_of: StreamOf
) -> None:
    """“Qty” and “Price” stand as near as two words of one cell, the numbers below them do not."""
    head = [(50, 780, "Description"), (300, 780, "Qty"), (317, 780, "Price"), (440, 780, "Amount")]
    page = [
        *head,
        *((50, 750, "Dome camera of"), (300, 750, "4"), (320, 750, "25.00"), (440, 750, "100.00 CAD")),
        (50, 739, "Hikvision, outdoor"),
    ]
    readings = read(make, stream_of, page, page)
    assert bought(readings) == [("", "Dome camera of Hikvision, outdoor", "", "4", "100.00 CAD")] * 2
