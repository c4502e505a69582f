"""In which words is refused what somebody asks about people, on pages and in answers to programs alike?"""

from django.utils.translation import gettext_lazy as _

LAST_ADMINISTRATOR = _("Nobody else administers this organisation: make somebody administrator first.")
NOT_TO_CLOSE = _("This account also has roles beyond your reach, or is your own: you cannot close it.")
TOO_MANY_LETTERS = _("Too many invitations were sent. Try again in an hour.")
BEYOND_TOKEN = _(
    "A token gives only a role that permits nothing beyond what it may do itself there, and never an "
    "administrator’s: do this on the page."
)
