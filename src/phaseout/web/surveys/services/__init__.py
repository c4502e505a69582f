"""What changes surveys, and through them the estate?"""

from phaseout.web.surveys.services.again import ask_again, ask_where_due, resume_again
from phaseout.web.surveys.services.bringing import Brought, bring_in, cancel
from phaseout.web.surveys.services.collecting import Refusal, RefusedError, Taken, bring_bundle
from phaseout.web.surveys.services.deciding import ask_to_apply, ask_to_undo, settle
from phaseout.web.surveys.services.jobs import resume_left_behind
from phaseout.web.surveys.services.naming import add_named_sites
from phaseout.web.surveys.services.scope_key import public_key, recipient_text
from phaseout.web.surveys.services.scoping import (
    Draft,
    change_scope,
    decide_scope,
    draft_scope,
    withdraw_scope,
)

__all__ = [
    "Brought",
    "Draft",
    "Refusal",
    "RefusedError",
    "Taken",
    "add_named_sites",
    "ask_again",
    "ask_to_apply",
    "ask_to_undo",
    "ask_where_due",
    "bring_bundle",
    "bring_in",
    "cancel",
    "change_scope",
    "decide_scope",
    "draft_scope",
    "public_key",
    "recipient_text",
    "resume_again",
    "resume_left_behind",
    "settle",
    "withdraw_scope",
]
