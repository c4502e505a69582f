"""What changes prices, programmes and plans? Each asks first whether somebody may."""

from phaseout.web.plans.services.adopting import ask_to_adopt
from phaseout.web.plans.services.asking import NoProgrammeError, ask_for_plan
from phaseout.web.plans.services.jobs import resume_left_behind
from phaseout.web.plans.services.writing import write_prices, write_programme

__all__ = [
    "NoProgrammeError",
    "ask_for_plan",
    "ask_to_adopt",
    "resume_left_behind",
    "write_prices",
    "write_programme",
]
