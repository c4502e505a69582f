"""What stands in the cells that name an article, once all is gone that spreadsheets put around it?

Cells are read as a survey reads those of a table of purchases, so that both say the same of a line.
"""

import pyarrow as pa
import pyarrow.compute as pc

from phaseout.batch.columns import distinct, filled
from phaseout.intake.cell_text import is_error, plain, what_mangled

TEXT, MANUFACTURER, BRAND, MPN, SKU = "text", "manufacturer", "brand", "mpn", "sku"
DESIGNATIONS = (MPN, SKU)


def cell(name: str, written: str | None) -> str | None:
    """Return what stands in a cell of a column; None for a placeholder or what a program made of it.

    A text is returned as it is written: its places are told.
    """
    value = plain(written or "")
    if not value or (what_mangled(value) if name in DESIGNATIONS else is_error(value)):
        return None
    return written if name == TEXT else value


def readable(name: str, texts: pa.StringArray) -> pa.StringArray:
    """Return a column as it is scanned, without nulls.

    Names of makers repeat and are read as cells; of article numbers only those in which there may be letters
    that nobody sees.
    """
    if name == TEXT:
        return filled(texts)
    if name not in DESIGNATIONS:
        known, of_line = distinct(texts)
        return pa.array([cell(name, one) or "" for one in known], pa.string()).take(pa.array(of_line))
    numbers = filled(texts)
    is_foreign = pc.invert(pc.string_is_ascii(numbers))
    if not pc.any(is_foreign).as_py():
        return numbers
    seen = pa.array(map(plain, numbers.filter(is_foreign).to_pylist()), pa.string())
    return pc.replace_with_mask(numbers, is_foreign, seen)
