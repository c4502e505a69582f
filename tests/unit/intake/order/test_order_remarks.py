"""What is read of the cells of a table of purchases that no column of one takes?"""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Observation
from phaseout.intake import csv_inventory
from phaseout.intake.reader import SourceStream

StreamOf = Callable[..., SourceStream]
HEAD = "Order No,Line,Description,Quantity"


def texts(table: str, stream_of: StreamOf) -> list[tuple[str, bool]]:
    readings = csv_inventory.READER.read(stream_of(table.encode()))
    return [
        (r.value, r.subject.is_beside)
        for r in readings
        if isinstance(r, Observation) and r.trait == "order.text"
    ]


@pytest.mark.parametrize(
    "table",
    [
        f"{HEAD},Approval note\n7,1,Dome camera,2,Hikvision cameras\n",
        f"{HEAD}\n7,1,Dome camera,2,,,Hikvision cameras\n",
    ],
)
def test_a_cell_that_no_column_of_a_purchase_takes_is_text_of_its_line(
    table: str, stream_of: StreamOf
) -> None:
    assert texts(table, stream_of) == [("Dome camera", False), ("Hikvision cameras", False)]


def test_a_column_of_credentials_is_no_text_of_a_line(stream_of: StreamOf) -> None:
    table = f"{HEAD},Password\n7,1,Dome camera,2,planted secret words\n"
    assert texts(table, stream_of) == [("Dome camera", False)]


def test_the_words_of_a_row_that_is_no_line_stand_beside_the_lines(stream_of: StreamOf) -> None:
    table = f"{HEAD}\n7,1,Dome camera,2\n,,All lines as Hikvision cameras,\n"
    assert texts(table, stream_of) == [("Dome camera", False), ("All lines as Hikvision cameras", True)]
