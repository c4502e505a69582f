"""What do tables of millions of lines say? A batch of Arrow in, a batch of Arrow out (contract §6)."""

from phaseout.batch.observations import identify
from phaseout.batch.rule_pack import RulePack
from phaseout.batch.screening import screen

__all__ = ["RulePack", "identify", "screen"]
