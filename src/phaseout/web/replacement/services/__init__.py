"""What changes replacements, and what is beside them? Each asks first whether somebody may."""

from phaseout.web.replacement.services.adopting import plan_as_decided, take_back
from phaseout.web.replacement.services.beside import (
    Reviewed,
    answer_referral,
    end_mitigation,
    mitigate,
    refer,
    review_mitigation,
)
from phaseout.web.replacement.services.inspecting import (
    draw,
    record_inspection,
    withdraw_inspection,
)
from phaseout.web.replacement.services.media import certify, hand_over, list_medium, say_media
from phaseout.web.replacement.services.moving import move
from phaseout.web.replacement.services.planning import plan, say_replacing, say_terms
from phaseout.web.replacement.services.starting import start
from phaseout.web.replacement.services.together import plan_many

__all__ = [
    "Reviewed",
    "answer_referral",
    "certify",
    "draw",
    "end_mitigation",
    "hand_over",
    "list_medium",
    "mitigate",
    "move",
    "plan",
    "plan_as_decided",
    "plan_many",
    "record_inspection",
    "refer",
    "review_mitigation",
    "say_media",
    "say_replacing",
    "say_terms",
    "start",
    "take_back",
    "withdraw_inspection",
]
