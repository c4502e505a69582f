"""What is noted of people, their accounts, roles and tokens, and in which words?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(
    what={
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
        "account-emptied": _("address shown to be theirs; what opened the account before was taken away"),
        "password-changed": _("password changed"),
        "session-ended": _("session ended"),
        "second-factor-demanded": _("second factor required"),
        "second-factor-taken": _("second factor taken away"),
        "token-made": _("API token made"),
        "token-revoked": _("API token revoked"),
    },
    passing=("signed-in", "sign-in-failed", "second-factor-failed", "session-ended"),
    words={
        "account": _("account"),
        "address": _("address"),
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
        "single_keys": _("single keys"),
        "sign-on": _("sign-on"),
    },
)
