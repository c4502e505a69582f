"""What changes who may do what?"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission, Role
from phaseout.web.frame.events.services import noted
from phaseout.web.people.giving import BeyondTokenError, require_to_give
from phaseout.web.people.models import Grant, Person, SecondFactorRule


class LastAdministratorError(Exception):
    """Nobody else could give anybody a role in the tree any more."""


@transaction.atomic
def grant(access: Access, person: Person, organisation: Organisation, role: Role) -> Grant:
    """Give somebody a role in an organisation.

    Raises:
        PermissionDenied: who gives it may not keep people there, or gives it to themselves.
        BeyondTokenError: a token gives what it has not itself.
    """
    _refuse_oneself(access, person)
    require_to_give(access, organisation.pk, role)
    given, is_new = Grant.everything.get_or_create(
        person=person, organisation=organisation, role=role, defaults={"granted_by_id": access.person}
    )
    if is_new:
        noted(access, organisation.pk, "grant-given", about=str(person), after={"role": role.value})
    return given


@transaction.atomic
def take(access: Access, given: Grant) -> None:
    """Take a role away from somebody.

    Raises:
        PermissionDenied: who takes it may not keep people there, or takes their own.
        LastAdministratorError: nobody else administers the tree.
    """
    access.require(Permission.KEEP_PEOPLE, given.organisation_id)
    _refuse_oneself(access, given.person)
    if given.role == Role.ADMINISTRATOR:
        refuse_the_last_administrator(given.person, given.organisation)
    noted(access, given.organisation_id, "grant-taken", about=str(given.person), before={"role": given.role})
    given.delete()
    Person.objects.filter(pk=given.person_id).update(last_in=given.organisation_id)


@transaction.atomic
def demand_second_factor(access: Access, organisation: Organisation, roles: frozenset[Role]) -> None:
    """Say which roles in an organisation, and below it, need a second factor.

    Raises:
        PermissionDenied: who says it may not keep people there.
        BeyondTokenError: a token says it: whoever stole one of a branch would shut out who reaches into it.
    """
    access.require(Permission.KEEP_PEOPLE, organisation.pk)
    if access.is_by_token:
        raise BeyondTokenError
    known = SecondFactorRule.everything.filter(organisation=organisation)
    before = set(known.values_list("role", flat=True))
    after = {role.value for role in roles}
    if before == after:
        return
    known.exclude(role__in=after).delete()
    for role in after - before:
        SecondFactorRule(organisation=organisation, role=role).save()
    noted(
        access,
        organisation.pk,
        "second-factor-demanded",
        about=str(organisation),
        before={"roles": sorted(before)},
        after={"roles": sorted(after)},
    )


def refuse_the_last_administrator(person: Person, organisation: Organisation) -> None:
    """Refuse to lose the last one who administers a whole tree and may sign in.

    Raises:
        LastAdministratorError: nobody else does.
    """
    if organisation.parent_id is not None:
        return
    # Two who take each other away at once: the second waits here for the first, and then counts anew.
    Organisation.everything.select_for_update().get(pk=organisation.pk)
    others = Grant.everything.filter(
        organisation=organisation, role=Role.ADMINISTRATOR, person__is_active=True
    ).exclude(person=person)
    if not others.exists():
        raise LastAdministratorError


def _refuse_oneself(access: Access, person: Person) -> None:
    if access.person == person.pk:
        raise PermissionDenied
