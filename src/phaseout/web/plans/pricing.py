"""Which prices hold for an organisation, and how are they written as a file?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from phaseout.web.estate.models import Organisation
from phaseout.web.plans.making import Line, line_of, price_list
from phaseout.web.plans.models import PriceVersion
from phaseout.web.plans.queries import price_version, price_versions
from phaseout.web.plans.toml_tables import with_tables
from phaseout.web.plans.words import priced, sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A price list as its page shows it."""

    version: PriceVersion | None
    """None for the list that is built in."""
    currency: str
    lines: Sequence[Line]
    versions: Sequence[PriceVersion]
    """Of the organisation, the newest first."""

    @property
    def number(self) -> int:
        """Of the version; 0 for the list that is built in."""
        return self.version.number if self.version else 0

    @property
    def is_newest(self) -> bool:
        """Whether no newer list takes its place."""
        return self.number == (self.versions[0].number if self.versions else 0)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The prices, each with its currency and what its kind is called."""
        return [
            {
                **line,
                "currency": self.currency,
                "name": priced(line["kind"]),
                "said_source": sourced(line["kind"], line["source"]),
            }
            for line in self.lines
        ]


def version_shown(text: str) -> int | None:
    """Return which version an address names; None for the newest.

    Raises:
        Http404: it is no number.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8):  # noqa: PLR2004 (far beyond any list)
        raise Http404
    return int(text)


def listed(organisation: Organisation, number: int | None = None) -> Listed:
    """Return the prices of an organisation: of a version, or the newest.

    Raises:
        Http404: there is no such version.
    """
    versions = list(price_versions(organisation.pk))
    newest = versions[0] if versions else None
    version = newest if number is None else price_version(organisation.pk, number)
    if number and version is None:
        raise Http404
    prices = price_list(version)
    lines = [line_of(kind, price) for kind, price in sorted(prices.prices.items())]
    return Listed(version=version, currency=prices.currency, lines=lines, versions=versions)


def text_of(prices: Listed) -> str:
    """Return a price list as tables of a programme."""
    tables = [{name: value for name, value in line.items() if value != ""} for line in prices.lines]
    return with_tables("", "cost", tables)
