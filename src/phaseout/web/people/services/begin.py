"""Who is the very first?"""

from django.db import transaction

from phaseout.web.estate.services import found
from phaseout.web.frame.access import Access, Role
from phaseout.web.frame.events.services import noted
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
    noted(Access(person=person.pk), root.pk, "begun", about=str(root), after={"administrator": person.email})
    return person
