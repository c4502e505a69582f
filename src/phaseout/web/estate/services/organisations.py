"""What changes the tree of organisations?"""

from collections.abc import Sequence

from django.db import transaction

from phaseout.web.estate.models import Organisation
from phaseout.web.estate.services.differing import differences
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim


@transaction.atomic
def found(*, name_en: str, name_fr: str, roles: Sequence[str] = ()) -> Organisation:
    """Make the organisation at the root of a tree; nobody can be asked yet whether they may."""
    return _planted(Organisation(name_en=name_en, name_fr=name_fr, roles=list(roles)), "/")


@transaction.atomic
def add_branch(
    access: Access, parent: Organisation, *, name_en: str, name_fr: str, roles: Sequence[str] = ()
) -> Organisation:
    """Add a branch below an organisation.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
    """
    access.require(Permission.KEEP_ESTATE, parent.pk)
    branch = Organisation(parent=parent, name_en=name_en, name_fr=name_fr, roles=list(roles))
    _planted(branch, parent.path)
    noted(access, branch.pk, "branch-added", about=str(branch), after=_as_noted(branch))
    return branch


@transaction.atomic
def change_organisation(
    access: Access, organisation: Organisation, version: int, *, names: tuple[str, str], roles: Sequence[str]
) -> Organisation:
    """Rename an organisation, or say anew what it is in law.

    Args:
        access: of who does it.
        organisation: the row.
        version: of the row when the form was opened.
        names: in English and in French, of which one may be empty.
        roles: ids of the register's roles; none takes those of the organisation above.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ChangedMeanwhileError: somebody else changed it since.
    """
    access.require(Permission.KEEP_ESTATE, organisation.pk)
    current = claim(organisation, version)
    before = _as_noted(current)
    current.name_en, current.name_fr = names
    current.roles = list(roles)
    current.save()
    if changed := differences(before, _as_noted(current)):
        noted(access, current.pk, "organisation-changed", about=str(current),
              before=changed.before, after=changed.after)  # fmt: skip
    return current


def _as_noted(one: Organisation) -> dict[str, object]:
    return {"name_en": one.name_en, "name_fr": one.name_fr, "roles_in_law": list(one.roles)}


def _planted(organisation: Organisation, above: str) -> Organisation:
    """Save it with the path that its own primary key ends."""
    organisation.path = f"{above}new"
    organisation.save()
    organisation.path = f"{above}{organisation.pk}/"
    organisation.save(update_fields=["path"])
    return organisation
