"""What is kept of prices, programmes and plans?"""

from phaseout.web.plans.models.plan import AT_WORK, State, WorkPackage, WorkPlan
from phaseout.web.plans.models.prices import PriceLine, PriceVersion
from phaseout.web.plans.models.programme import ProgrammeVersion

__all__ = ["AT_WORK", "PriceLine", "PriceVersion", "ProgrammeVersion", "State", "WorkPackage", "WorkPlan"]
