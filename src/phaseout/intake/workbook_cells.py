"""Which cells does this workbook hold? Run as a process of its own with limits, never imported.

Started as ``python -I -S workbook_cells.py PATH MEGABYTES SECONDS FOLDER FOLDER``, where the folders hold
python_calamine and this file. It imports as little as it can, since it starts for every workbook. It
writes records to its standard output: fields parted by 0x1F, each record ended by 0x1E.

    S name first-column     a sheet begins
    R number cell…          a row that is not empty
    X name why              a sheet cannot be read
    F what why              the workbook cannot be read
    D                       all was read
"""

import datetime
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping

TYPE_CHECKING = False
"""Type checkers take it for true. Importing it would cost as much as all the rest."""
FIELD, RECORD = "\x1f", "\x1e"
UNREADABLE = "\ufffd"
OUT_OF_MEMORY = 41
LARGEST_EXACT = 1e15
"""From here on spreadsheet programs keep no more than 15 digits of a number."""
MOST_MERGED = 100_000
MOST_ALIKE = 10_000
"""One row may be repeated a million times in four bytes of an OpenDocument."""
WRITE_AT_ONCE = 1 << 16

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
Range = tuple[tuple[int, int], tuple[int, int]]


def limit(megabytes: int, seconds: int) -> None:
    """Let this process use no more memory and time than this, where the system can hold it to that."""
    try:
        import resource
    except ImportError:
        return
    memory = megabytes << 20
    for kind, soft, most in (
        (resource.RLIMIT_AS, memory, memory),
        # The first signal says that it was the time; the second cannot be ignored.
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
    ):
        _, hard = resource.getrlimit(kind)
        ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (min(soft, ceiling), ceiling))
        except (ValueError, OSError):  # macOS knows limits that it does not let anybody set
            continue


def text_of(value: Value) -> str:
    """Return a cell as text: days as ISO dates, whole numbers without decimals."""
    if isinstance(value, str):
        if FIELD in value or RECORD in value:
            value = value.replace(FIELD, " ").replace(RECORD, " ")
        # Workbooks can write it as _x0000_; no database takes it, and nobody means it.
        return value.replace("\0", UNREADABLE)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _number(value: float) -> str:
    if not abs(value) < LARGEST_EXACT:
        return f"{value:.5E}"
    return str(int(value)) if value == int(value) else repr(value)


def filled_down(rows: Iterator[list[Value]], ranges: list[Range], first_column: int) -> Iterator[list[Value]]:
    """Yield the rows with the value of cells merged downwards in each of their rows."""
    starting: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in ranges[:MOST_MERGED]:
        if bottom > top:
            starting.setdefault(top, []).append((left - first_column, bottom))
    holding: dict[int, tuple[int, Value]] = {}
    for number, row in enumerate(rows):
        for column, (bottom, value) in list(holding.items()):
            if number > bottom:
                del holding[column]
            elif row[column] == "":
                row[column] = value
        for column, bottom in starting.get(number, ()):
            if 0 <= column < len(row):
                holding[column] = bottom, row[column]
        yield row


def send_sheets(path: str, send: Callable[[str], None]) -> None:
    """Send every sheet of the workbook, hidden ones too, in the order of the workbook."""
    import python_calamine

    if TYPE_CHECKING:
        from phaseout.intake.sheet_errors import errors_of_sheets
    else:
        from sheet_errors import errors_of_sheets

    # Given a path the parser would go by the ending of its name, and endings lie.
    book = python_calamine.load_workbook(io.FileIO(path))
    errors = errors_of_sheets(path)
    for place, about in enumerate(book.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        name = text_of(about.name)
        try:
            sheet = book.get_sheet_by_index(place)
        except python_calamine.CalamineError as error:
            send(FIELD.join(("X", name, f"damaged ({text_of(str(error))}); save the workbook again")))
            continue
        if sheet.start is None:
            continue
        first_column = sheet.start[1]
        send(FIELD.join(("S", name, str(first_column))))
        rows = filled_down(iter(sheet.iter_rows()), sheet.merged_cell_ranges or [], first_column)
        wrong = errors.of_sheet(place) if errors is not None else {}
        if len(sheet.merged_cell_ranges or []) > MOST_MERGED:
            why = f"more than {MOST_MERGED} merged ranges; the rest are read as they stand"
            send(FIELD.join(("X", name, why)))
        if alike := send_rows(rows, wrong, first_column, send):
            rows_alike = f"{alike} row" if alike == 1 else f"{alike} rows"
            send(FIELD.join(("X", name, f"{rows_alike} left out, each equal to the one above it")))


def send_rows(
    rows: Iterator[list[Value]],
    wrong: Mapping[int, list[tuple[int, str]]],
    first_column: int,
    send: Callable[[str], None],
) -> int:
    """Send the rows that are not empty; return how many of very many equal ones were left out."""
    before: list[Value] = []
    alike = left_out = 0
    for number, row in enumerate(rows, 1):
        for column, text in wrong.get(number, ()):
            if 0 <= column - first_column < len(row):
                row[column - first_column] = text
        if not any(row):
            continue
        alike = alike + 1 if row == before else 0
        before = row
        if alike > MOST_ALIKE:
            left_out += 1
            continue
        send(FIELD.join(["R", str(number), *map(text_of, row)]))
    return left_out


def main(arguments: list[str]) -> int:
    """Read the workbook and send its cells."""
    path, megabytes, seconds, *folders = arguments
    limit(int(megabytes), int(seconds))
    sys.path[:0] = folders
    import python_calamine

    out = sys.stdout.buffer
    waiting: list[str] = []
    size = 0

    def send(record: str) -> None:
        """Keep a record until there are enough to write at once."""
        nonlocal size
        waiting.append(record)
        size += len(record)
        if size > WRITE_AT_ONCE:
            flush()

    def flush() -> None:
        """Write the records that wait."""
        nonlocal size
        out.write((RECORD.join(waiting) + RECORD).encode("utf-8", "replace"))
        waiting.clear()
        size = 0

    try:
        send_sheets(path, send)
        send("D")
    except python_calamine.PasswordError:
        send(FIELD.join(("F", "password", "")))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        send(FIELD.join(("F", "unreadable", text_of(str(error)))))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    flush()
    out.flush()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(1)
