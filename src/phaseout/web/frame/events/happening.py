"""What can happen that is noted? Each app adds a line for what its services do."""

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.access import ROLE_NAMES

WHAT = MappingProxyType(
    {
        "begun": _("the review begun"),
        "signed-in": _("signed in"),
        "sign-in-failed": _("sign-in failed"),
        "second-factor-failed": _("second factor failed"),
        "invited": _("invited"),
        "invited-again": _("invited again"),
        "invitation-withdrawn": _("invitation withdrawn"),
        "invitation-taken": _("invitation accepted"),
        "grant-given": _("role given"),
        "grant-taken": _("role taken away"),
        "deactivated": _("account closed"),
        "reactivated": _("account opened again"),
        "account-changed": _("own account changed"),
        "password-changed": _("password changed"),
        "session-ended": _("session ended"),
        "second-factor-demanded": _("second factor required"),
        "second-factor-taken": _("second factor taken away"),
        "token-made": _("API token made"),
        "token-revoked": _("API token revoked"),
    }
)
"""Id → how a reader is told; the ids are never renamed."""
FIELDS = MappingProxyType(
    {
        "account": _("account"),
        "administrator": _("administrator"),
        "by": _("by way of"),
        "from": _("from"),
        "language": _("language"),
        "name": _("name"),
        "permissions": _("permissions"),
        "role": _("role"),
        "roles": _("roles"),
        "sessions": _("sessions"),
        "until": _("until"),
        "password": _("password"),
        "sign-on": _("sign-on"),
        **{role.value: name for role, name in ROLE_NAMES.items()},
    }
)
"""What stands before and after: names of fields, and values from a closed list, as a reader is told."""
