"""How is each column of a table read, given what the others hold?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from phaseout.intake.cell import (
    CellMemory,
    ReadCell,
    day_cell,
    described_cell,
    designation_cell,
    device_type_cell,
    kind_cell,
    named_cell,
    owner_cell,
    text_cell,
    wordy_cell,
)
from phaseout.intake.column_meanings import KEYS, Meaning
from phaseout.intake.column_names import is_of_something_else
from phaseout.intake.days import order_in
from phaseout.intake.grid import Grid, one_line
from phaseout.intake.network_cell import (
    account_cell,
    address_cell,
    each_cell,
    host_cell,
    ip_cell,
    mac_cell,
    serial_and_mac_cell,
)
from phaseout.intake.table_header import Header
from phaseout.intake.told_by_equipment import as_equipment_told

_TEXT = "inventory.description"
_MAKERS = frozenset((Meaning.MANUFACTURER, Meaning.BRAND))
_MODELS = frozenset((Meaning.MODEL, Meaning.MODEL_NUMBER, Meaning.DEVICE_TYPE))
SITES = (Meaning.SITE, Meaning.BUILDING, Meaning.PLACE)
_DIFFERENT = frozenset(
    (
        *(Meaning.SERIAL, Meaning.MAC, Meaning.IP, Meaning.NAME, Meaning.HOSTNAME, Meaning.TAG),
        *(Meaning.SERIAL_AND_MAC, Meaning.ADDRESSES, Meaning.HOSTNAMES, Meaning.ACCOUNT),
    )
)
"""Columns whose cells seldom repeat, so that remembering them would cost more than it saves."""
REFS = (Meaning.TAG, Meaning.NAME, Meaning.ID, Meaning.THING)
"""Where the name of a thing may stand, the best first."""


class Column(NamedTuple):
    """A column that is read, and how the places of its cells are written around the row's number."""

    at: int
    before: str
    after: str
    say: ReadCell


class StandIn(NamedTuple):
    """A column that means something else where another one is filled."""

    other: int
    column: Column
    beside: ReadCell
    """How the cell is read where the other is filled."""


class CredentialColumn(NamedTuple):
    """A column whose cells are never looked at."""

    at: int
    before: str
    after: str
    what: str


class Columns(NamedTuple):
    """What the header of a table makes of its rows."""

    width: int
    read: tuple[Column, ...]
    stand_ins: tuple[StandIn, ...]
    credentials: tuple[CredentialColumn, ...]
    refs: tuple[Column, ...]
    """Where the name of a thing may stand, the best first."""
    tags: frozenset[int]
    """Which of those hold asset tags."""
    site: Column | None
    probe: int
    """A key column: a row that repeats the header has the name of the column there."""
    probe_title: str
    last_read: int
    """The last column that matters."""


def columns_of(header: Header, grid: Grid) -> Columns:
    """Decide how every column is read."""
    meanings = _settled(header.meanings)
    titles = header.titles
    first = {title: index for index, title in reversed(list(enumerate(titles)))}
    places = [
        grid.around(index, title, is_repeated=first[title] < index) for index, title in enumerate(titles)
    ]
    site = next((meanings.index(meaning) for meaning in SITES if meaning in meanings), None)
    read, stand_ins = _read_columns(meanings, header, places, site)
    credentials = tuple(
        CredentialColumn(index, *places[index], f"column {one_line(titles[index])}")
        for index, meaning in enumerate(meanings)
        if meaning is Meaning.CREDENTIAL
    )
    matter = [column.at for column in (*read, *(stand_in.column for stand_in in stand_ins))]
    probes = [index for index, meaning in enumerate(meanings) if meaning in KEYS - {Meaning.THING}]
    return Columns(
        width=len(meanings),
        read=tuple(read),
        stand_ins=tuple(stand_ins),
        credentials=credentials,
        refs=tuple(
            Column(index, *places[index], REF_READERS[wanted])
            for wanted in REFS
            for index, meaning in enumerate(meanings)
            if meaning is wanted
        ),
        tags=frozenset(index for index, meaning in enumerate(meanings) if meaning is Meaning.TAG),
        site=None if site is None else Column(site, *places[site], _remembering(text_cell(_TEXT))),
        probe=probes[0] if probes else 0,
        probe_title=titles[probes[0] if probes else 0],
        last_read=max(matter, default=0),
    )


def _read_columns(
    meanings: tuple[Meaning, ...],
    header: Header,
    places: list[tuple[str, str]],
    site: int | None,
) -> tuple[list[Column], list[StandIn]]:
    read: list[Column] = []
    stand_ins: list[StandIn] = []
    among = frozenset(meanings)
    for index, meaning in enumerate(meanings):
        is_trait = meaning is Meaning.TRAIT
        title = header.trait_of(index) if is_trait else header.titles[index]
        reader = cell_reader(meaning, title, among)
        if index == site or reader is None:
            continue
        if header.is_told_by_equipment:
            reader = as_equipment_told(reader)
        say = reader if meaning in _DIFFERENT else _remembering(reader)
        column = Column(index, *places[index], say)
        if meaning is Meaning.MODEL and Meaning.MODEL_NUMBER in meanings:
            other = meanings.index(Meaning.MODEL_NUMBER)
            stand_ins.append(StandIn(other, column, _remembering(wordy_cell(_TEXT))))
        else:
            read.append(column)
    return read, stand_ins


def _remembering(reader: ReadCell) -> ReadCell:
    return CellMemory(reader).__getitem__


def _without_troubles(reader: ReadCell) -> ReadCell:
    return lambda cell: (reader(cell)[0], (), ())


def _settled(found: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """Decide what depends on the other columns: a vendor, a part number."""
    vendor = Meaning.MANUFACTURER if _MAKERS.isdisjoint(found) else Meaning.SUPPLIER
    part = Meaning.MODEL if _MODELS.isdisjoint(found) else Meaning.DESCRIPTION
    instead = {Meaning.VENDOR: vendor, Meaning.PART: part}
    return tuple(instead.get(meaning, meaning) for meaning in found)


def cell_reader(meaning: Meaning, title: str, among: frozenset[Meaning]) -> ReadCell | None:
    """Return how the cells of a column are read, None if they are not.

    Args:
        meaning: what the column holds.
        title: its name; of a column that holds a trait, the name of the trait.
        among: what all columns of the table hold.
    """
    match meaning:
        case Meaning.KIND:
            return kind_cell(names_model=_MODELS.isdisjoint(among))
        case Meaning.ACQUIRED | Meaning.REMOVAL | Meaning.ORDER_DATE:
            return day_cell(_DAYS[meaning], order_in(title))
        case Meaning.TRAIT:
            return text_cell(title)
        case Meaning.UNKNOWN:
            # A table that names maker and model has said what there is to say; in any other a column
            # of words nobody foresaw may be the one that does.
            told = not _MAKERS.isdisjoint(among) and not _MODELS.isdisjoint(among)
            return None if told or not title or is_of_something_else(title) else wordy_cell(_TEXT)
        case _:
            return _READERS.get(meaning)


_DAYS: Mapping[Meaning, str] = MappingProxyType(
    {
        Meaning.ACQUIRED: "asset.acquired",
        Meaning.REMOVAL: "asset.removal-planned",
        Meaning.ORDER_DATE: "order.date",
    }
)
REF_READERS: Mapping[Meaning, ReadCell] = MappingProxyType(
    {
        Meaning.TAG: designation_cell(_TEXT),
        Meaning.NAME: _without_troubles(text_cell(_TEXT)),
        Meaning.ID: designation_cell(_TEXT),
        Meaning.THING: _without_troubles(text_cell(_TEXT)),
    }
)
"""Asked only about a cell that is odd: most names are taken as they stand. What is wrong with a name is
said once, where it is read as a description."""
_READERS: Mapping[Meaning, ReadCell] = MappingProxyType(
    {
        Meaning.MANUFACTURER: named_cell(text_cell("inventory.manufacturer")),
        Meaning.BRAND: named_cell(text_cell("inventory.brand")),
        Meaning.MODEL: named_cell(designation_cell("inventory.model")),
        Meaning.DEVICE_TYPE: device_type_cell,
        Meaning.MODEL_NUMBER: designation_cell("inventory.model"),
        Meaning.SERIAL: designation_cell("inventory.serial"),
        Meaning.MAC: mac_cell,
        Meaning.IP: ip_cell,
        Meaning.ADDRESS: address_cell,
        Meaning.HOSTNAME: host_cell,
        Meaning.SERIAL_AND_MAC: serial_and_mac_cell,
        Meaning.ACCOUNT: account_cell,
        Meaning.ADDRESSES: each_cell(ip_cell),
        Meaning.HOSTNAMES: each_cell(host_cell),
        Meaning.FIRMWARE: text_cell("inventory.firmware"),
        Meaning.DESCRIPTION: described_cell(_TEXT),
        Meaning.THING: described_cell(_TEXT),
        Meaning.CONCLUDED: wordy_cell(_TEXT),
        Meaning.NAME: wordy_cell(_TEXT),
        Meaning.BUILDING: wordy_cell(_TEXT),
        Meaning.PLACE: wordy_cell(_TEXT),
        Meaning.SITE: wordy_cell(_TEXT),
        Meaning.SUPPLIER: text_cell("order.supplier"),
        Meaning.OWNER: owner_cell,
    }
)
