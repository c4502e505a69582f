"""Who would ask today, where and for what, if a survey were made anew, and is that another than was told?

Roles in law, whose a building is and what it serves change while nothing is looked at again, and people say
that a thing stands elsewhere: the findings follow.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from phaseout.report.json_bytes import Json, Object, json_bytes
from phaseout.survey.asking import shown_context
from phaseout.web.estate.models import Site
from phaseout.web.estate.queries import line_of
from phaseout.web.surveys.asked_as import context_of
from phaseout.web.surveys.models import Survey
from phaseout.web.surveys.packing import unpacked
from phaseout.web.surveys.queries import decided_for, moved_by_people, sites_of

_OF_LAW = ("roles", "country", "use")
_SITES = "sites"
_NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What holds today, whatever the survey was told."""

    context: Mapping[str, object]
    """As a document shows who asks."""
    placed: Mapping[int, str | None] = field(default_factory=dict)
    """Place of a thing in the document → id of the site to which people put it since; None where to none."""


def present_of(survey: Survey) -> Present:
    """Return what a document of the survey would say today; sites that are gone stay as they were."""
    told = told_context(survey)
    moved = moved_by_people(survey)
    sites = _named_apart(*sites_of(survey, moved.values()))
    now = shown_context(context_of(line_of(survey.organisation), sites, survey.site))
    together = {**_mapping(told.get(_SITES)), **_mapping(now.get(_SITES))}
    ids = {site.pk: site.ref for site in sites}
    return Present(
        context={**now, _SITES: together} if together else now,
        placed={position: ids.get(site or 0) for position, site in moved.items()},
    )


def _named_apart(homes: Sequence[Site], away: Sequence[Site]) -> list[Site]:
    """Return the sites of the survey's organisation and others; none of these is called as one of those."""
    taken = {site.ref for site in homes}
    for site in away:
        if site.ref in taken:
            site.ref = f"{site.ref} / {site.pk}"  # in the document alone: it is not saved
        taken.add(site.ref)
    return [*homes, *away]


def told_context(survey: Survey) -> Mapping[str, object]:
    """Return what the survey was told of who asks."""
    head = cast("Object", unpacked(bytes(survey.document.head)))
    return _mapping(head.get("context"))


def digest_of(present: Present, survey: Survey) -> str:
    """Return a digest of what the law may look at; of sites those known to it or that things were put to."""
    known = {*_mapping(told_context(survey).get(_SITES)), *present.placed.values()}
    said = [
        [[name, present.context.get(name)] for name in _OF_LAW],
        _facts(_mapping(present.context.get(_SITES)), known),
        [[position, site] for position, site in sorted(present.placed.items())],
    ]
    return hashlib.sha256(json_bytes(cast("Json", _ordered(said)))).hexdigest()


def is_told_otherwise(survey: Survey) -> bool:
    """Return whether the findings of a survey were decided for another context than is there today."""
    decided = decided_for(survey) or digest_of(Present(context=told_context(survey)), survey)
    return decided != digest_of(present_of(survey), survey)


def _facts(sites: Mapping[str, object], known: Collection[str | None]) -> dict[str, dict[str, object]]:
    """Return what is said of the sites that are known, but for how they are called."""
    return {
        site: {fact: values for fact, values in _mapping(facts).items() if fact != _NAME}
        for site, facts in sorted(sites.items())
        if site in known
    }


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _ordered(value: object) -> object:
    """Return a value with every mapping as pairs in the order of their names."""
    if isinstance(value, Mapping):
        return [[name, _ordered(one)] for name, one in sorted(value.items())]
    return [_ordered(one) for one in value] if isinstance(value, list | tuple) else value
