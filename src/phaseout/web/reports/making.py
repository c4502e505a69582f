"""How does a report come to be: which of the reports is it, and what does it say of itself?"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import phaseout
from phaseout.web.frame.words import register
from phaseout.web.reports.defined import definitions
from phaseout.web.reports.document import Before, Document, File, Section
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.saying import both, place
from phaseout.web.reports.scope import Scope
from phaseout.web.reports.told import disposal, evidence, executive, phase_plan, public, status, work_sheets

Telling = Callable[[Scope, Document | None], tuple[Section, ...]]


def _no_files(_scope: Scope) -> tuple[File, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How one kind of report is made."""

    tell: Telling
    files: Callable[[Scope], tuple[File, ...]] = _no_files
    defined: tuple[str, ...] = field(default=())
    """The words it counts by; of none, all."""
    is_of_days: bool = False
    """Whether it tells of what happened in some days."""
    is_compared: bool = False
    """Whether it says what changed since the one before."""
    is_wide: bool = False
    is_one_page: bool = False
    is_public: bool = False
    """Whether it names neither sites nor whoever made it."""


MAKINGS: Mapping[Kind, Making] = {
    Kind.MONTHLY: Making(tell=status.sections, is_of_days=True, is_compared=True),
    Kind.EXECUTIVE: Making(
        tell=executive.sections,
        defined=executive.DEFINED,
        is_of_days=True,
        is_compared=True,
        is_one_page=True,
    ),
    Kind.PHASE_PLAN: Making(tell=phase_plan.sections, defined=("device", "recorder", "site", "still-there")),
    Kind.WORK_SHEETS: Making(
        tell=work_sheets.sections, defined=("device", "still-there", "removed", "closed"), is_wide=True
    ),
    Kind.DISPOSAL: Making(tell=disposal.sections, defined=("device", "removed", "closed"), is_wide=True),
    Kind.EVIDENCE: Making(tell=evidence.sections, files=evidence.files, is_wide=True),
    Kind.PUBLIC: Making(tell=public.sections, defined=public.DEFINED, is_public=True),
}


def made(kind: Kind, scope: Scope, before: tuple[Document, Before] | None) -> Document:
    """Return a report.

    Args:
        kind: which.
        scope: what it is of.
        before: the one it is compared with, and how it is known; None where there is none.
    """
    making = MAKINGS[kind]
    compared = before if before and making.is_compared else None
    return Document(
        kind=kind.value,
        title=both(kind.label),
        organisation=place(scope.organisation),
        branches=scope.branches,
        sites=tuple(place(one) for one in scope.sites),
        begin=scope.begin if making.is_of_days else None,
        end=scope.end if making.is_of_days else None,
        as_of=scope.end if making.is_of_days else scope.day,
        made=scope.made,
        made_by="" if making.is_public else scope.maker,
        edition=register().stamp.edition,
        program=phaseout.__version__,
        definitions=definitions(*making.defined),
        sections=making.tell(scope, compared[0] if compared else None),
        before=compared[1] if compared else None,
        files=making.files(scope),
        is_wide=making.is_wide,
        is_one_page=making.is_one_page,
        is_public=making.is_public,
    )


def places_digest(sites: Iterable[int]) -> str:
    """Return by what reports about the same sites are known; empty for all sites."""
    keys = sorted(sites)
    return hashlib.sha256(",".join(map(str, keys)).encode()).hexdigest() if keys else ""
