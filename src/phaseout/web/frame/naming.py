"""Whose name does somebody learn who reads what people did?"""

from django.utils.translation import gettext as _

from phaseout.web.frame.access import Access, Permission


def name_for(access: Access, person: object, organisation: int) -> str:
    """Return the name of whoever did something, or that it was a person.

    Whoever has any role there beyond a reader's learns it; readers, landlords among them, do not.

    Args:
        access: of who reads.
        person: who did it.
        organisation: primary key of the one it was done in.
    """
    return str(person) if access.may(Permission.DISCUSS, organisation) else _("a person")
