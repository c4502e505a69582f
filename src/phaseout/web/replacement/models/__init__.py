"""What is kept of replacements, of their media, and of what goes on beside them?"""

from phaseout.web.replacement.models.beside import Inspected, Inspection, Mitigation, Referral
from phaseout.web.replacement.models.medium import Handover, Medium
from phaseout.web.replacement.models.replacement import Photo, Replacement, Step

__all__ = (
    "Handover", "Inspected", "Inspection", "Medium", "Mitigation", "Photo", "Referral", "Replacement", "Step",
)  # fmt: skip
