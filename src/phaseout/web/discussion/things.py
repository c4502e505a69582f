"""What can be spoken of, whose is it, and where is it shown?"""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from phaseout.web.discussion.models import Thing
from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Access, Permission
from phaseout.web.surveys.models import Survey

SORTS: dict[str, type[Thing]] = {
    "site": Site,
    "asset": Asset,
    "finding": Finding,
    "survey": Survey,
    "organisation": Organisation,
}
"""As addresses name them, and as columns are called."""


def sort_of(thing: Thing) -> str:
    """Return which sort of thing it is."""
    return next(name for name, model in SORTS.items() if isinstance(thing, model))


def organisation_of(thing: Thing) -> int:
    """Return the primary key of the organisation it belongs to."""
    return thing.pk if isinstance(thing, Organisation) else thing.organisation_id


def address_of(thing: Thing) -> str:
    """Return the page it is shown on; of an organisation, the list of its tasks."""
    if isinstance(thing, Organisation):
        return f"{reverse('tasks')}?organisation={thing.pk}"
    return reverse(sort_of(thing), args=[thing.pk])


def called(thing: Thing) -> str:
    """Return what it is called; of a finding, the thing too."""
    return f"{thing.asset}: {thing}" if isinstance(thing, Finding) else str(thing)


def thing_within(access: Access, permission: Permission, sort: str, pk: int) -> Thing:
    """Return a thing where somebody has a permission.

    Raises:
        Http404: there is none, or none for them.
    """
    if sort not in SORTS:
        raise Http404
    found: Thing = get_object_or_404(SORTS[sort].objects.within(access, permission), pk=pk)  # type: ignore[assignment]
    return found
