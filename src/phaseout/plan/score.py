"""How much does a day count that a package stays in place, and what is that made of?"""

from collections.abc import Sequence

from phaseout.domain.truth import Truth
from phaseout.plan.problem import ScorePart
from phaseout.plan.programme import SiteFacts, Weights
from phaseout.plan.thing import Thing

NOT_STATED = "not stated"


def scored(things: Sequence[Thing], site: SiteFacts, weights: Weights) -> tuple[float, tuple[ScorePart, ...]]:
    """Return w = tier x (things x (network + data) + exploited) with its parts.

    The weights are an assumption of ours (grade I) that the programme file may change.
    """
    tier = weights.tier_unknown if site.tier is None else site.tier
    network = weights.network_unknown if site.network is None else weights.networks[site.network]
    exploited = [_exploited(thing, weights) for thing in things]
    parts = (
        ScorePart(name="tier", value=tier, source=NOT_STATED if site.tier is None else "programme"),
        ScorePart(name="network", value=network, source=site.network or NOT_STATED),
        ScorePart(name="data", value=site.data, source="programme"),
        ScorePart(name="exploited", value=sum(exploited), source="document"),
        ScorePart(name="things", value=float(len(things)), source="document"),
    )
    return tier * (len(things) * (network + site.data) + sum(exploited)), parts


def _exploited(thing: Thing, weights: Weights) -> float:
    if thing.exploited is Truth.YES:
        return weights.exploited
    return weights.exploited_unknown if thing.exploited is Truth.UNKNOWN else 0.0
