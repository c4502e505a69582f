"""Which addresses does the application answer, and what does each need?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An address with what answers it."""

    name: str
    pattern: str
    view: Callable[..., object]
    takes: tuple[str, ...]
    """Names of what stands in the address."""

    @property
    def is_ours(self) -> bool:
        """Whether it is ours, and not a library's."""
        return self.view.__module__.startswith("phaseout.")


def routes() -> Iterator[Route]:
    """Yield every route of the application."""
    yield from _below(get_resolver(), "", ())


def _below(resolver: URLResolver, before: str, taken: tuple[str, ...]) -> Iterator[Route]:
    for one in resolver.url_patterns:
        takes = (*taken, *one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            yield from _below(one, before + str(one.pattern), takes)
        elif isinstance(one, URLPattern):
            yield Route(
                name=one.name or "", pattern=before + str(one.pattern), view=one.callback, takes=takes
            )
