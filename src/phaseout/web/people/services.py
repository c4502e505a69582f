"""What changes who may do what?"""

from django.db import transaction

from phaseout.web.estate.models import Organisation
from phaseout.web.estate.services import found
from phaseout.web.frame.access import Access, Permission, Role
from phaseout.web.people.models import Grant, Person


class AlreadyBegunError(Exception):
    """Somebody can sign in already: the first administrator was made."""


@transaction.atomic
def begin(*, organisation: tuple[str, str], roles: list[str], name: str, email: str, password: str) -> Person:
    """Make the first organisation and its first administrator, who may also assess until others come.

    Args:
        organisation: its names in English and in French, of which one may be empty.
        roles: ids of the register's roles.

    Raises:
        AlreadyBegunError: there are people already.
    """
    if Person.objects.exists():
        raise AlreadyBegunError
    root = found(name_en=organisation[0], name_fr=organisation[1], roles=roles)
    person = Person(email=email.lower(), name=name)
    person.set_password(password)
    person.save()
    for role in (Role.ADMINISTRATOR, Role.ANALYST):
        Grant(person=person, organisation=root, role=role).save()
    return person


@transaction.atomic
def grant(access: Access, person: Person, organisation: Organisation, role: Role) -> Grant:
    """Give somebody a role in an organisation.

    Raises:
        PermissionDenied: who gives it may not keep people there.
    """
    access.require(Permission.KEEP_PEOPLE, organisation.pk)
    given, _ = Grant.everything.get_or_create(
        person=person, organisation=organisation, role=role, defaults={"granted_by_id": access.person}
    )
    return given
