"""What stands in the addresses of the matrix: for each route that takes something, a row of the home organisation.

Every text of such a row holds ``SECRET``, so that a page which shows one to a foreigner is found out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from phaseout.web.estate.models import Organisation

SECRET = "nobody-else-may-read-this"


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """An organisation with one of everything."""

    organisation: Organisation


def furnish(organisation: Organisation) -> Furnished:
    """Put one of everything into an organisation."""
    return Furnished(organisation=organisation)


Arguments = Mapping[str, object]
EXAMPLES: Mapping[str, Callable[[Furnished], Arguments]] = {
    "welcome": lambda _: {"code": "forged"},
}
"""Name of a route → what stands in its address."""
