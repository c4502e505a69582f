"""Is a table one of purchases or a list of firms, and not an inventory?"""

from collections.abc import Sequence

from phaseout.intake.column_profile import Profiles, recognised
from phaseout.intake.grid import Row
from phaseout.intake.order.open_data import open_data_header_of
from phaseout.intake.order.order_header import OrderHeader, order_header_of
from phaseout.intake.order.profiled_table import profiled_header_of
from phaseout.intake.table_header import header_of


def order_header_in(rows: Sequence[Row], profiles: Profiles) -> OrderHeader | None:
    """Return the header of purchases or firms among the rows, None where an inventory's comes first.

    A table that a profile recognises is what the profile says.
    """
    for number, cells in rows:
        titles = tuple(cell.strip() for cell in cells)
        if (profile := recognised(titles, profiles)) is not None:
            return profiled_header_of(number, titles, profile)
        if (found := open_data_header_of(number, cells) or order_header_of(number, cells)) is not None:
            return found
        if header_of((number, cells), profiles) is not None:
            return None
    return None
