"""Interchanges of X12 and EDIFACT as large as asked for, and a reader alone over one of them.

Run by ``run.py interchanges``; by itself it reads a file: ``interchanges.py x12 FILE``.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

LINES_OF_ONE = 1_000
"""Lines of a document."""
_GOODS = ("HIKVISION DS-2CD2143G2-I DOME CAMERA", "COPY PAPER, LETTER", "PATCH CABLE CAT6", "AXIS P3265-LVE")


def x12() -> Iterator[str]:
    """Yield orders of X12 without end, the header of the interchange first."""
    yield (
        "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         "
        "*261101*1200*U*00401*000000001*0*P*>~GS*PO*B*S*20261101*1200*1*X*004010~"
    )
    number = 0
    while True:
        number += 1
        head = (
            f"ST*850*{number:04}~BEG*00*SA*45{number:08}**20261101~CUR*BY*USD~N1*BY*EXAMPLE AGENCY~"
            "N1*SE*EXAMPLE SUPPLY LLC*1*123456789~"
        )
        parts = [
            f"PO1*{line}*10*EA*149.00**VP*BW-{line}~PID*F****{_GOODS[line % len(_GOODS)]} LOT {number}~"
            for line in range(1, LINES_OF_ONE + 1)
        ]
        yield "".join((head, *parts, f"CTT*{LINES_OF_ONE}~SE*{2 * LINES_OF_ONE + 7}*{number:04}~"))


def edifact() -> Iterator[str]:
    """Yield orders of EDIFACT without end, the header of the interchange first."""
    yield "UNA:+.? 'UNB+UNOC:3+S:14+B:14+261012:1030+1'"
    number = 0
    while True:
        number += 1
        head = (
            f"UNH+{number}+ORDERS:D:96A:UN:EAN008'BGM+220+B-{number}+9'DTM+137:20261012:102'"
            "NAD+BY+4000001000005::9++EXAMPLE AGENCY'NAD+SU+4012345000009::9++EXAMPLE SUPPLY LLC'CUX+2:EUR:9'"
        )
        parts = [
            f"LIN+{line}++4012345678901:EN'IMD+F++:::{_GOODS[line % len(_GOODS)]} LOT {number}'"
            "QTY+21:8:PCE'MOA+203:960'"
            for line in range(1, LINES_OF_ONE + 1)
        ]
        yield "".join((head, *parts, f"UNS+S'CNT+2:{LINES_OF_ONE}'UNT+{4 * LINES_OF_ONE + 9}+{number}'"))


FORMS = {"x12": x12, "edifact": edifact}


def write(path: Path, form: str, size: int) -> None:
    """Write an interchange of at least so many bytes, cut after a whole document."""
    written = 0
    with path.open("w", encoding="ascii") as out:
        for part in FORMS[form]():
            written += out.write(part)
            if written >= size:
                return


def main() -> None:
    """Read a file and say how many readings of each kind it gave."""
    form, name = sys.argv[1:]
    from phaseout.intake import READERS
    from phaseout.intake.source import FileStream

    reader = next(one for one in READERS if one.name == form)
    with Path(name).open("rb") as file, FileStream(name, file, None) as stream:
        counted = Counter(type(reading).__name__ for reading in reader.read(stream))
    print(dict(counted))


if __name__ == "__main__":
    main()
