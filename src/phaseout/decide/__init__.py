"""What does a measure say of an asset on a day? Conditions to determinations with reasons; pure."""

from phaseout.decide.determination import determine, determine_act
from phaseout.decide.wording import say
from phaseout.decide.world import World

__all__ = ["World", "determine", "determine_act", "say"]
