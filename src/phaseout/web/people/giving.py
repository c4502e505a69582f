"""May somebody give others a role, and by a token?"""

from django.core.exceptions import PermissionDenied

from phaseout.web.frame.access import Access, Permission, Role


class BeyondTokenError(PermissionDenied):
    """A person may do it on a page; what a token does so would outlive it."""


def require_to_give(access: Access, organisation: int, role: str) -> None:
    """Refuse unless somebody may give a role in an organisation.

    Raises:
        PermissionDenied: they keep no people there.
        BeyondTokenError: it is a token that has not itself what the role permits, or the role keeps people.
    """
    access.require(Permission.KEEP_PEOPLE, organisation)
    if not access.may_give(Role(role), organisation):
        raise BeyondTokenError
