"""Which packages of work do the things of a document make under a programme?"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from phaseout.domain.problem import UsageError
from phaseout.plan.problem import TOLERANCE, Package, Problem, Site
from phaseout.plan.programme import Price, Programme, SiteFacts
from phaseout.plan.score import scored
from phaseout.plan.thing import Thing
from phaseout.plan.ways import isolation, other_ways

NO_SITE = "-"


def problem_of(things: Sequence[Thing], programme: Programme) -> Problem:
    """Return what is to be planned.

    Raises:
        UsageError: a thing without a price or a crew, one too large for a crew-month, a name nobody has.
    """
    cells = _cells(things, programme)
    packages: list[Package] = []
    before: list[tuple[str, str]] = list(programme.before)
    at_site = Counter(thing.site or NO_SITE for thing in things)
    for members in cells:
        made = _split(members, programme, at_site[members[0].site or NO_SITE])
        packages += made
        before += [(made[0].id, later.id) for later in made[1:]]
    _refuse_a_stranger({package.id for package in packages}, before, programme)
    _refuse_a_circle(before, programme)
    return Problem(
        months=programme.months,
        days=tuple(_days(month) for month in programme.months),
        year_of=programme.year_of,
        years=programme.years,
        budgets=programme.budgets,
        carry=programme.carry,
        crews={name: crew.hours for name, crew in programme.crews.items()},
        sites={site: _site(programme, site, at_site[site]) for site in sorted(at_site)},
        packages=tuple(sorted(packages, key=lambda package: package.id)),
        before=tuple(sorted(set(before))),
        pins=programme.pins,
        terms=programme.terms,
        easing=programme.easing,
        keeps_deadlines=programme.keeps_deadlines,
    )


def _refuse_a_stranger(known: set[str], before: Sequence[tuple[str, str]], programme: Programme) -> None:
    for name in [*programme.pins, *(name for pair in before for name in pair)]:
        if name not in known:
            raise UsageError(
                f"no package is called {name!r}",
                where=programme.where,
                remedy="run without pins and precedence: the plan lists the packages",
            )


def _refuse_a_circle(before: Sequence[tuple[str, str]], programme: Programme) -> None:
    left = set(before)
    while left:
        followers = {then for _, then in left}
        free = {pair for pair in left if pair[0] not in followers}
        if not free:
            names = ", ".join(sorted({first for first, _ in left} & followers))
            raise UsageError(
                f"each of these comes before another of them, in a circle: {names}",
                where=programme.where,
                remedy="take one [[before]] away",
            )
        left -= free


def _days(month: date) -> int:
    following = (month + timedelta(days=31)).replace(day=1)
    return (following - month).days


def facts_of(programme: Programme, site: str) -> SiteFacts:
    """Return what is known of a site; one the programme does not name is open in every month."""
    return programme.sites.get(site, SiteFacts(is_open=(True,) * len(programme.months)))


def _site(programme: Programme, site: str, things: int) -> Site:
    facts = facts_of(programme, site)
    return Site(visit=facts.visit, is_open=facts.is_open, most_down=_most_down(programme, site, things))


def _most_down(programme: Programme, site: str, things: int) -> int | None:
    """Return how many things of a site may be down in one month: at least one, or nothing could be done."""
    own = facts_of(programme, site).continuity
    share = programme.continuity if own is None else own
    return None if share is None else max(1, int(share * things + TOLERANCE))


def _cells(things: Sequence[Thing], programme: Programme) -> list[list[Thing]]:
    """Return each recorder with its cameras, the recorder first, and what stands alone."""
    of = {thing.id: thing for thing in things}
    for name in [name for recorder, cameras in programme.cells.items() for name in (recorder, *cameras)]:
        if name not in of:
            raise UsageError(
                f"[[cell]] names {name!r}, which is no thing to be replaced",
                where=programme.where,
                remedy="name things by their ids in the document",
            )
    for recorder, cameras in programme.cells.items():
        for name in cameras:
            if of[name].site != of[recorder].site:
                raise UsageError(
                    f"[[cell]] ties {name!r} to {recorder!r}, which is at another site",
                    where=programme.where,
                    remedy="name the cameras of the recorder's own site",
                )
    taken: set[str] = set(programme.cells)
    cells: dict[str, list[Thing]] = {}
    for thing in things:
        if thing.id in programme.cells or thing.kind == "recorder":
            members = programme.cells.get(thing.id) or thing.behind
            free = [of[name] for name in members if name in of and name not in taken]
            free = [camera for camera in free if (camera.site or NO_SITE) == (thing.site or NO_SITE)]
            cells[thing.id] = [thing, *free]
            taken.update([thing.id, *(camera.id for camera in free)])
    cells |= {thing.id: [thing] for thing in things if thing.id not in taken}
    return [cells[name] for name in sorted(cells)]


def _split(members: Sequence[Thing], programme: Programme, at_site: int) -> list[Package]:
    """Return the packages of a cell: one, or several where it is larger than a month of its crew or site."""
    site = members[0].site or NO_SITE
    crew = _crew(site, programme)
    most = max(programme.crews[crew].hours)
    most_down = _most_down(programme, site, at_site) or len(members)
    groups: list[list[Thing]] = [[]]
    hours = 0.0
    for thing in members:
        price = price_of_thing(thing, programme)
        if price.hours > most:
            raise UsageError(
                f"{thing.id} takes {price.hours:g} hours and crew {crew!r} has {most:g} in its best month",
                where=programme.where,
                remedy="give the crew more hours, or the cost line fewer",
            )
        if groups[-1] and (hours + price.hours > most or len(groups[-1]) >= most_down):
            groups.append([])
            hours = 0.0
        groups[-1].append(thing)
        hours += price.hours
    names = (
        [members[0].id] if len(groups) == 1 else [f"{members[0].id}/{n}" for n in range(1, len(groups) + 1)]
    )
    return [_package(name, group, site, crew, programme) for name, group in zip(names, groups, strict=True)]


def _crew(site: str, programme: Programme) -> str:
    wanted = facts_of(programme, site).clearance
    for name, crew in programme.crews.items():
        if (not crew.sites or site in crew.sites) and crew.clearance >= wanted:
            return name
    cleared = f" with a clearance of {wanted:g}" if wanted else ""
    raise UsageError(
        f"no crew{cleared} goes to site {site!r}",
        where=programme.where,
        remedy="add it to the sites of a [[crew]]" + (" that has the clearance" if wanted else ""),
    )


def price_of_thing(thing: Thing, programme: Programme) -> Price:
    """Return what a thing costs.

    Raises:
        UsageError: its kind has no price.
    """
    kind = thing.priced_as
    if (price := programme.prices.get(kind)) is None:
        raise UsageError(
            f"there is no price in {programme.currency} for a thing of kind {kind!r} ({thing.id})",
            where=programme.where,
            remedy=f'add a [[cost]] with kind = "{kind}"',
        )
    return price


def _package(name: str, group: Sequence[Thing], site: str, crew: str, programme: Programme) -> Package:
    prices = [price_of_thing(thing, programme) for thing in group]
    weight, parts = scored(group, facts_of(programme, site), programme.weights)
    dues = [due for thing in group for due in thing.dues]
    label = group[0].label
    start = programme.months[0]
    return Package(
        id=name,
        things=tuple(thing.id for thing in group),
        site=site,
        crew=crew,
        hours=sum(price.hours for price in prices),
        cost=sum(price.typical for price in prices),
        weight=weight,
        lead=max(price.lead for price in prices),
        due=min((due for due in dues if due is not None and due > start), default=None),
        is_overdue=any(due is None or due <= start for due in dues),
        parts=parts,
        others=other_ways(group, prices, facts_of(programme, site), programme, site),
        label=label + name.removeprefix(group[0].id) if label else "",
        isolation=isolation(group, weight, facts_of(programme, site), programme, site),
    )
