"""What is a report of: which organisation, which of its sites, which days, and what may its maker see?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.frame.access import Access

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report is of. Whatever it tells is asked for with this access, and of these sites."""

    access: Access
    """Of the maker, narrowed to the organisation and all below it."""
    organisation: Organisation
    branches: int
    """Organisations below it."""
    sites: Sequence[Site]
    """None: all."""
    begin: date
    end: date
    day: date
    """Today: the day on which all stands as it is told."""
    made: datetime
    maker: str
    """Name of whoever makes it."""
    server: str
    """Address of the server, as QR codes on paper have it; ends with a slash."""

    @property
    def is_over(self) -> bool:
        """Whether its days were over before it was made."""
        return self.end < self.day

    @property
    def places(self) -> list[int]:
        """Primary keys of the sites; none: all."""
        return [one.pk for one in self.sites]

    def at_sites(self, rows: QuerySet[Row], way: str = "asset__site") -> QuerySet[Row]:
        """Return the rows that belong to the sites.

        Args:
            rows: of the organisations already.
            way: over fields, from a row to its site.
        """
        return rows.filter(**{f"{way}__in": self.places}) if self.sites else rows
