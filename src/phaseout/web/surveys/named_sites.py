"""Which sites do the files of a survey name that are not known where it was made?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from phaseout.survey.sites import folded_name
from phaseout.web.estate.models import Site
from phaseout.web.surveys.asked_as import names_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSite:
    """A site as files name it."""

    written: str
    """As the first of them has it."""
    things: int
    """How many things stand there, as the files say."""
    below: Site | None = None
    """The site of a branch below that goes by this name; it is not to be added a second time."""

    @property
    def ref(self) -> str:
        """The reference it would get: the files' own word, so that they mean it when they come again."""
        return self.written[: Site._meta.get_field("ref").max_length]


def gathered(written: Iterable[tuple[str, int]], below: Iterable[Site]) -> list[NamedSite]:
    """Return each site once, however it is written, those with most things first.

    Args:
        written: how files write a site, and how many things stand there.
        below: the sites of branches below the organisation of the survey.
    """
    words: dict[str, str] = {}
    things: dict[str, int] = {}
    for word, number in written:
        name = folded_name(word)
        words.setdefault(name, word)
        things[name] = things.get(name, 0) + number
    known = _by_name(below)
    found = [NamedSite(written=words[one], things=things[one], below=known.get(one)) for one in words]
    return sorted(found, key=lambda one: (-one.things, one.written))


def _by_name(sites: Iterable[Site]) -> Mapping[str, Site]:
    """Return the sites by the names that files may mean them by, each branch by itself."""
    of_branch: dict[int, list[Site]] = {}
    for site in sites:
        of_branch.setdefault(site.organisation_id, []).append(site)
    named: dict[str, Site] = {}
    for one in of_branch.values():
        by_ref = {site.ref: site for site in one}
        named |= {name: by_ref[ref] for name, ref in names_of(one).items()}
    return named
