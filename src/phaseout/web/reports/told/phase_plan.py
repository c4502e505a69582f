"""What does the phase plan say: what is to be replaced when, in which package, and where?"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from phaseout.web.reports.document import Bars, Document, Figure, Figures, Month, Section, Table, Value
from phaseout.web.reports.queries.planned import Planned, at_sites, planned
from phaseout.web.reports.saying import both, where
from phaseout.web.reports.scope import Scope
from phaseout.web.reports.told.parts import section, table

ASSETS, RECORDERS = ("assets", _("Assets")), ("recorders", _("Recorders among them"))
UNPLANNED = ("unplanned", _("Of these with no month yet"))
"""What the months beside it do not speak of."""


def sections(scope: Scope, _before: Document | None) -> tuple[Section, ...]:
    """Return the sections: of what is still there alone, by month, package and site."""
    lines = planned(scope)
    return (
        section("months", _("By month"), _sums(lines), _by_month(lines)),
        section("packages", _("By package"), _by_package(lines)),
        section("sites", _("By site"), _by_site(scope, lines)),
        section("lines", _("Month by month"), _lines(scope, lines)),
    )


def _sums(lines: list[Planned]) -> Figures:
    with_month = sum(one.assets for one in lines if one.month)
    rows = (
        Figure(id="planned", label=both(_("still there, with a month")), value=with_month),
        Figure(id="unplanned", label=both(_("still there, without a month")),
               value=sum(one.assets for one in lines) - with_month),
    )  # fmt: skip
    return Figures(id="planned", title=both(_("What is planned")), rows=rows)


def _by_month(lines: list[Planned]) -> Bars:
    months: dict[date, int] = defaultdict(int)
    for one in lines:
        if one.month:
            months[one.month] += one.assets
    return Bars(
        id="months", title=both(_("Assets still there by the month planned")),
        head=(both(_("Month planned")), both(_("Assets"))),
        rows=tuple((Month(first=first), number) for first, number in sorted(months.items())),
    )  # fmt: skip


def _by_package(lines: list[Planned]) -> Table:
    columns = [("package", _("Package")), ("first", _("From")), ("last", _("Until")),
               ("sites", _("Sites")), ASSETS, RECORDERS, UNPLANNED]  # fmt: skip
    packages: dict[str, list[Planned]] = defaultdict(list)
    for one in lines:
        packages[one.package].append(one)
    rows = [[name or None, *_span(some), len({one.site for one in some if one.site}), *_sum(some),
             _without_month(some)]
            for name, some in sorted(packages.items())]  # fmt: skip
    return table("packages", _("Packages"), columns, rows)


def _by_site(scope: Scope, lines: list[Planned]) -> Table:
    columns = [("site", _("Site")), ("first", _("From")), ("last", _("Until")), ASSETS, RECORDERS, UNPLANNED]
    names = at_sites(scope, lines)
    sites: dict[int | None, list[Planned]] = defaultdict(list)
    for one in lines:
        sites[one.site].append(one)
    order = sorted(sites, key=lambda pk: (pk is None, names[pk].ref if pk in names else "", pk or 0))
    rows = [[where(names[pk]) if pk in names else None, *_span(sites[pk]), *_sum(sites[pk]),
             _without_month(sites[pk])] for pk in order]  # fmt: skip
    return table("sites", _("Sites"), columns, rows)


def _lines(scope: Scope, lines: list[Planned]) -> Table:
    columns = [("month", _("Month planned")), ("site", _("Site")), ("package", _("Package")),
               ("funding", _("Funding line")), ASSETS, RECORDERS]  # fmt: skip
    names = at_sites(scope, lines)
    rows = [
        [Month(first=one.month) if one.month else None, where(names[one.site]) if one.site in names else None,
         one.package or None, one.funding or None, one.assets, one.recorders]
        for one in lines
    ]  # fmt: skip
    return table("lines", _("What is planned, month by month"), columns, rows)


def _span(some: list[Planned]) -> Iterator[Value]:
    months = sorted(one.month for one in some if one.month)
    yield Month(first=months[0]) if months else None
    yield Month(first=months[-1]) if months else None


def _without_month(some: list[Planned]) -> int:
    return sum(one.assets for one in some if not one.month)


def _sum(some: list[Planned]) -> tuple[int, int]:
    return sum(one.assets for one in some), sum(one.recorders for one in some)
