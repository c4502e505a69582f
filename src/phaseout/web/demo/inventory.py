"""What does the inventory of the invented department say? The same every time it is asked."""

import csv
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

THINGS = 2_000
HEADINGS = (
    "Asset tag", "Site", "IP address", "MAC address", "Manufacturer", "Model", "Serial number", "Firmware",
    "Type", "Description", "Installed",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2015, 2026
Row = Mapping[str, str]


@cache
def sites() -> Sequence[Row]:
    """Return the sites, each with the region it belongs to."""
    return _rows("sites.csv")


def inventory(region: str) -> str:
    """Return the inventory of a region as the CSV file somebody would export."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(line for site, line in _lines() if site["region"] == region)
    return out.getvalue()


def _lines() -> Iterator[tuple[Row, Sequence[str]]]:
    dice = random.Random(20250627)  # noqa: S311 (an invented estate is no secret)
    kinds = _rows("things.csv")
    shares = [int(kind["share"]) for kind in kinds]
    for number in range(THINGS):
        place = number % len(sites())
        thing = dice.choices(kinds, shares)[0]
        site = sites()[place]
        yield (
            site,
            (
                f"{site['ref']}-{number:04}",
                site["ref"],
                f"10.{20 + place}.{number // len(sites()) // 250}.{number // len(sites()) % 250 + 2}",
                f"{thing['mac']}:{number >> 16:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
                if thing["mac"]
                else "",
                thing["manufacturer"],
                thing["model"],
                f"{thing['serial']}{number:06}" if thing["serial"] else "",
                thing["firmware"],
                thing["kind"],
                thing["description"],
                f"{dice.randint(FIRST_YEAR, LAST_YEAR)}-{dice.randint(1, 12):02}-15",
            ),
        )


def _rows(name: str) -> Sequence[Row]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))
