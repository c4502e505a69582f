"""What changes surveys, and through them the estate?"""

from phaseout.web.surveys.services.again import ask_again, ask_where_due, resume_again
from phaseout.web.surveys.services.bringing import Brought, bring_in, cancel
from phaseout.web.surveys.services.deciding import ask_to_apply, ask_to_undo, settle
from phaseout.web.surveys.services.jobs import resume_left_behind
from phaseout.web.surveys.services.naming import add_named_sites

__all__ = [
    "Brought",
    "add_named_sites",
    "ask_again",
    "ask_to_apply",
    "ask_to_undo",
    "ask_where_due",
    "bring_in",
    "cancel",
    "resume_again",
    "resume_left_behind",
    "settle",
]
