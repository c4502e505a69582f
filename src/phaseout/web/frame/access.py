"""Who may do what, and in which branches of the organisation?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """What a role lets a person do."""

    READ = "read"
    """See everything of a branch but who did what."""
    AUDIT = "audit"
    """See who did what, and when."""
    SURVEY = "survey"
    """Bring in what was found: files, photographs, visits."""
    ASSESS = "assess"
    """Weigh evidence, answer questions, propose a judgement."""
    DECIDE = "decide"
    """Decide what somebody else proposed."""
    DISCUSS = "discuss"
    """Speak to others: comment, give tasks and settle them, share filters. Who only reads, only reads."""
    KEEP_ESTATE = "keep-estate"
    """Enter and change sites, buildings, floors and rooms."""
    KEEP_PEOPLE = "keep-people"
    """Invite people, and say what they may do."""


SHOWING = frozenset({Permission.READ, Permission.AUDIT})
"""Permissions that show and change nothing."""


class Role(StrEnum):
    """What a person is in a branch."""

    READER = "reader"
    AUDITOR = "auditor"
    TECHNICIAN = "technician"
    ANALYST = "analyst"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = MappingProxyType(
    {
        Role.READER: _("Reader"),
        Role.AUDITOR: _("Auditor"),
        Role.TECHNICIAN: _("Technician"),
        Role.ANALYST: _("Analyst"),
        Role.APPROVER: _("Approver"),
        Role.ADMINISTRATOR: _("Administrator"),
    }
)
PERMITS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.READER: frozenset({Permission.READ}),
        Role.AUDITOR: frozenset({Permission.READ, Permission.DISCUSS, Permission.AUDIT}),
        Role.TECHNICIAN: frozenset({Permission.READ, Permission.DISCUSS, Permission.SURVEY}),
        Role.ANALYST: frozenset(
            {
                Permission.READ,
                Permission.DISCUSS,
                Permission.SURVEY,
                Permission.ASSESS,
                Permission.KEEP_ESTATE,
            }
        ),
        Role.APPROVER: frozenset({Permission.READ, Permission.DISCUSS, Permission.AUDIT, Permission.DECIDE}),
        Role.ADMINISTRATOR: frozenset(
            {
                Permission.READ,
                Permission.DISCUSS,
                Permission.AUDIT,
                Permission.KEEP_ESTATE,
                Permission.KEEP_PEOPLE,
            }
        ),
    }
)
"""Who decides assesses nothing, and who keeps people decides nothing: two persons for what binds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Somebody signed in, with the organisations in which each permission holds."""

    person: int
    """Primary key of the person."""
    reach: Mapping[Permission, frozenset[int]] = field(default_factory=dict)
    """Permission → primary keys of organisations."""
    is_by_token: bool = False
    """Whether a program asks, by a token of the person."""

    def within(self, permission: Permission) -> frozenset[int]:
        """Return the organisations in which the permission holds."""
        return self.reach.get(permission, frozenset())

    def may(self, permission: Permission, organisation: int) -> bool:
        """Return whether the permission holds in an organisation."""
        return organisation in self.within(permission)

    def may_anywhere(self, permission: Permission) -> bool:
        """Return whether the permission holds in any organisation."""
        return bool(self.within(permission))

    def may_give(self, role: Role, organisation: int) -> bool:
        """Return whether a role in an organisation may be given to somebody else.

        Who keeps people there gives any. A token gives only a role of which each permission is its own there,
        and none that keeps people: what it gives outlives it.
        """
        if not self.may(Permission.KEEP_PEOPLE, organisation):
            return False
        permits = PERMITS[role]
        is_its_own = all(self.may(one, organisation) for one in permits)
        return not self.is_by_token or (is_its_own and Permission.KEEP_PEOPLE not in permits)

    def only_shows(self) -> bool:
        """Return whether nothing holds anywhere by which something is changed."""
        return not any(self.may_anywhere(one) for one in self.reach if one not in SHOWING)

    def require(self, permission: Permission, organisation: int) -> None:
        """Refuse unless the permission holds in an organisation.

        Raises:
            PermissionDenied: it does not.
        """
        if not self.may(permission, organisation):
            raise PermissionDenied


NOBODY = Access(person=0)
"""Somebody who has not signed in."""
