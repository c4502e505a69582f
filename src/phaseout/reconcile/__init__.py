"""Which purchases and which things are the same, as far as that can be told?

Pure: lines and things in, positions out. A serial number makes one unit surely another. Everything else
is counted, article by article and site by site, and no unit is ever paired with a line by guess.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from phaseout.domain.reconciliation import (
    Line,
    LineAside,
    Position,
    Reconciliation,
    Remark,
    RestsOn,
    Thing,
    Unit,
)
from phaseout.reconcile.articles import one_form
from phaseout.reconcile.counting import all_of, balance, bought_in, perhaps_replaced

Cell = tuple[list[Line], list[Thing]]


def reconcile(lines: Iterable[Line | LineAside], things: Iterable[Thing]) -> Reconciliation:
    """Return what was bought beside what is seen."""
    entered, aside = list[Line](), list[LineAside]()
    for line in lines:
        if isinstance(line, LineAside):
            aside.append(line)
        else:
            entered.append(line)
    met = list(things)
    units = _Units(entered, met)
    articles = _by_article(entered, met, units)
    named = {thing.id for _, found in articles.values() for thing in found}
    removed = {one.article for one in aside if one.article is not None}
    positions = [
        _with(position, Remark.PERHAPS_REMOVED)
        if article in removed and position.not_seen.least
        else position
        for article, found in articles.items()
        for position in _positions(*found, units)
    ]
    return Reconciliation(
        positions=tuple(sorted(positions, key=_order)),
        aside=tuple(aside),
        unidentified=sum(thing.id not in named for thing in met),
    )


class _Units:
    """The units that are the same by their serial numbers."""

    def __init__(self, lines: Sequence[Line], things: Sequence[Thing]) -> None:
        having: dict[str, list[Thing]] = defaultdict(list)
        for thing in things:
            for serial in thing.serials:
                having[serial].append(thing)
        self.of_line: dict[str, list[tuple[str, Thing]]] = defaultdict(list)
        self.line_of: dict[str, Line] = {}
        """Thing → the line that bought it; of several the first that is no return."""
        for line in lines:
            for serial in line.serials:
                for thing in having.get(serial, ())[:1]:
                    self.of_line[line.id].append((serial, thing))
                    held = self.line_of.get(thing.id)
                    if held is None or (held.is_return and not line.is_return):
                        self.line_of[thing.id] = line


def _by_article(lines: Sequence[Line], things: Sequence[Thing], units: _Units) -> Mapping[str, Cell]:
    """Return lines and things by article.

    A thing goes with the line its serial number is on, else with its model, else, where no line names the
    model, with lines of its brand and kind that name none.
    """
    found: dict[str, Cell] = defaultdict(lambda: ([], []))
    for line in lines:
        found[line.article or line.id][0].append(line)
    models = {line.article for line in lines if line.has_model}
    loose = {line.article for line in lines if not line.has_model}
    for thing in things:
        by_serial = units.line_of.get(thing.id)
        if by_serial is not None:
            found[by_serial.article or by_serial.id][1].append(thing)
        elif thing.fallback in loose and thing.article not in models and thing.fallback is not None:
            found[thing.fallback][1].append(thing)
        elif (article := thing.article or thing.fallback) is not None:
            found[article][1].append(thing)
    return found


def _positions(lines: list[Line], things: list[Thing], units: _Units) -> Iterator[Position]:
    """Yield the positions of one article: one a site where all tell theirs, else one."""
    if not _tells_sites(lines, things, units):
        yield _position(None, lines, things, units, _rests_on(lines, by_site=False), told=not lines)
        return
    cells: dict[str, Cell] = defaultdict(lambda: ([], []))
    names: dict[str, str] = {}
    for line in lines:
        cells[one_form(line.site or "")][0].append(line)
        names.setdefault(one_form(line.site or ""), line.site or "")
    for thing in things:
        # What is of a line by its serial number is counted with it, wherever it stands.
        by_serial = units.line_of.get(thing.id)
        site = (by_serial.site if by_serial else thing.site) or ""
        cells[one_form(site)][1].append(thing)
        names.setdefault(one_form(site), site)
    rests_on = _rests_on(lines, by_site=True)
    found = [
        _position(names[site], *cell, units, rests_on, told=True) for site, cell in sorted(cells.items())
    ]
    is_short = any(one.not_seen.least for one in found)
    is_over = any(one.not_bought.least for one in found)
    for one in found:
        moved = is_short and is_over and not one.is_balanced
        yield _with(one, Remark.PERHAPS_MOVED) if moved else one


def _tells_sites(lines: Sequence[Line], things: Sequence[Thing], units: _Units) -> bool:
    """Return whether every line and thing tells its site, in names of which some are the same."""
    of_lines = {one_form(line.site or "") for line in lines}
    of_things = {one_form(thing.site or "") for thing in things if thing.id not in units.line_of}
    if "" in of_lines or "" in of_things or not lines:
        return not lines and "" not in of_things
    return not of_things or bool(of_lines & of_things)


def _rests_on(lines: Sequence[Line], *, by_site: bool) -> RestsOn:
    if any(not line.has_model for line in lines):
        return RestsOn.BRAND_AND_KIND
    return RestsOn.MODEL_AND_SITE if by_site else RestsOn.MODEL


def _position(
    site: str | None, lines: list[Line], things: list[Thing], units: _Units, rests_on: RestsOn, *, told: bool
) -> Position:
    buying = [line for line in lines if not line.is_return]
    returns = [line for line in lines if line.is_return]
    bought, is_doubled = bought_in(buying)
    returned = all_of(line.quantity for line in returns)
    names = (*(line.shown for line in lines), *(thing.shown for thing in things))
    days = sorted(line.day for line in buying if line.day)
    early = [thing for thing in things if _is_earlier(thing, days, buying, units)]
    counted = balance(bought, returned, seen=len(things) - len(early), early=len(early))
    pairs = tuple(_units(lines, units))
    seen_serials = {unit.serial for unit in pairs}
    back = {serial for line in returns for serial in line.serials}
    remarks = {
        Remark.PERHAPS_COUNTED_TWICE: is_doubled,
        Remark.QUANTITY_NOT_KNOWN: any(not line.quantity.is_exact for line in lines),
        Remark.SITES_NOT_TOLD: not told and bool(things),
        Remark.RETURNED_BUT_SEEN: any(unit.is_return for unit in pairs),
        Remark.AT_ANOTHER_SITE: any(_is_elsewhere(line, units) for line in buying),
        Remark.SEEN_BEFORE: bool(early),
        Remark.MORE_RETURNED: bought.most is not None and returned.least > bought.most,
    }
    return Position(
        article=next(filter(None, names), ""),
        site=site,
        rests_on=rests_on,
        grade=rests_on.grade,
        bought=bought,
        returned=returned,
        seen=len(things),
        not_seen=counted.not_seen,
        not_bought=counted.not_bought,
        perhaps_replaced=perhaps_replaced(buying, counted.not_seen),
        units=pairs,
        missing_serials=tuple(
            serial
            for line in buying
            for serial in line.serials
            if serial not in seen_serials and serial not in back
        ),
        lines=tuple(line.name for line in lines),
        things=tuple(thing.name for thing in things),
        days=tuple(dict.fromkeys((days[0], days[-1]))) if days else (),
        remarks=tuple(remark for remark, holds in remarks.items() if holds),
    )


def _units(lines: Sequence[Line], units: _Units) -> Iterator[Unit]:
    for line in lines:
        for serial, thing in units.of_line.get(line.id, ()):
            yield Unit(serial=serial, line=line.name, thing=thing.name, is_return=line.is_return)


def _is_earlier(thing: Thing, days: Sequence[str], buying: Sequence[Line], units: _Units) -> bool:
    """Return whether it was seen before the first of the purchases, all of which tell their day."""
    if thing.first is None or thing.id in units.line_of or len(days) < len(buying) or not days:
        return False
    return thing.first < days[0][: len(thing.first)] and not days[0].startswith(thing.first[: len(days[0])])


def _is_elsewhere(line: Line, units: _Units) -> bool:
    sites = {one_form(thing.site) for _, thing in units.of_line.get(line.id, ()) if thing.site}
    return bool(line.site) and bool(sites - {one_form(line.site or "")})


def _with(position: Position, remark: Remark) -> Position:
    return replace(position, remarks=(*position.remarks, remark))


def _order(position: Position) -> tuple[bool, str, str]:
    return position.is_balanced, position.article.casefold(), position.site or ""
