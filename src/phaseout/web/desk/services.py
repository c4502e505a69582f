"""What keeps, changes and removes kept lists?"""

from dataclasses import dataclass
from urllib.parse import parse_qs

from django.core.exceptions import PermissionDenied
from django.db import transaction

from phaseout.web.desk.lists import LISTS
from phaseout.web.desk.models import KeptList
from phaseout.web.desk.queries import is_keeper
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.credentials import refuse_secret
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFacts:
    """What somebody says of a list they keep."""

    name: str
    query: str
    organisation: Organisation | None = None
    """With whom it is shared."""


@transaction.atomic
def keep_list(access: Access, route: str, facts: ListFacts) -> KeptList:
    """Keep a list as it is looked at.

    Raises:
        KeyError: there is no such list.
        PermissionDenied: it is shared where somebody may not discuss.
        ValidationError: what it is narrowed by bears a credential.
    """
    if route not in LISTS:
        raise KeyError(route)
    _require_to_share(access, facts.organisation)
    return _written(access, KeptList(person_id=access.person, route=route), facts)


@transaction.atomic
def change_list(access: Access, kept: KeptList, version: int, facts: ListFacts) -> KeptList:
    """Call it otherwise, let it show something else, or share it with others.

    Raises:
        PermissionDenied: it is not theirs, or it is newly shared where they may not discuss.
        ValidationError: what it is narrowed by bears a credential.
        ChangedMeanwhileError: somebody else changed it since.
    """
    current = claim(kept, version)
    if not is_keeper(access, current):
        raise PermissionDenied
    if facts.organisation is not None and facts.organisation.pk != current.organisation_id:
        _require_to_share(access, facts.organisation)
    return _written(access, current, facts)


@transaction.atomic
def remove_list(access: Access, kept: KeptList, version: int) -> None:
    """Remove it.

    Raises:
        PermissionDenied: it is not theirs.
        ChangedMeanwhileError: somebody else changed it since.
    """
    current = claim(kept, version)
    if not is_keeper(access, current):
        raise PermissionDenied
    if current.organisation_id is not None:
        noted(access, current.organisation_id, "list-unshared", about=current.name)
    current.delete()


def _require_to_share(access: Access, organisation: Organisation | None) -> None:
    if organisation is not None:
        access.require(Permission.DISCUSS, organisation.pk)


def _written(access: Access, kept: KeptList, facts: ListFacts) -> KeptList:
    before = kept.organisation_id
    for values in parse_qs(facts.query).values():
        for value in values:
            refuse_secret(value)
    kept.name, kept.query, kept.organisation = facts.name, facts.query, facts.organisation
    kept.save()
    if before is not None and before != kept.organisation_id:
        noted(access, before, "list-unshared", about=kept.name)
    if kept.organisation_id is not None and before != kept.organisation_id:
        noted(access, kept.organisation_id, "list-shared", about=kept.name)
    return kept
