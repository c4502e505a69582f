"""Does something take the asset out of the measure again, and until when?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from phaseout.decide.code import Code
from phaseout.decide.conditions import holds
from phaseout.decide.statement import cited, every, one_of, texts
from phaseout.domain.facts import Aspects, FactSheet
from phaseout.domain.measure import Exemption, Measure
from phaseout.domain.truth import Reason, Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Exempted:
    """Whether nothing takes the asset out (yes: nothing does), and when what does so ends."""

    reason: Reason
    until: date | None = None

    @property
    def is_excepted(self) -> bool:
        """Whether an exemption certainly takes the asset out."""
        return self.reason.truth is Truth.NO

    @property
    def if_covered(self) -> Reason:
        """What stands beside a doubt whether the thing is covered: if it is, it is taken out."""
        return self.reason.because[0] if self.is_excepted else self.reason


def exemptions_of(measure: Measure, act: str, ids: tuple[str, ...]) -> tuple[Exemption, ...]:
    """Return what may take a thing out for an act and of all of these coverages."""
    return tuple(
        [
            one
            for one in measure.exemptions
            if (not one.acts or act in one.acts) and (not one.covers or set(one.covers).issuperset(ids))
        ]
    )


def by_exemptions(measure: Measure, ids: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Return the coverages in groups of which the same exemptions speak."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for id_ in ids:
        key = tuple([one.id for one in measure.exemptions if id_ in one.covers])
        groups.setdefault(key, []).append(id_)
    return [tuple(group) for group in groups.values()]


def exempted(found: tuple[Exemption, ...], facts: FactSheet, day: date, aspects: Aspects) -> Exempted | None:
    """Return whether any of the exemptions holds on a day, None where there are none."""
    if not found:
        return None
    because = tuple(_exemption(exemption, facts, day, aspects) for exemption in found)
    some = Reason(code=Code.EXCEPTIONS, truth=one_of(because), because=because)
    reason = Reason(code=Code.NOT_EXCEPTED, truth=some.truth.negated(), because=(some,))
    return Exempted(reason=reason, until=_last(found, because))


def _last(exemptions: Iterable[Exemption], reasons: Iterable[Reason]) -> date | None:
    """Return the day the longest exemption ends that certainly holds, None where one never ends."""
    pairs = zip(exemptions, reasons, strict=True)
    ends = [exemption.until for exemption, reason in pairs if reason.truth is Truth.YES]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _exemption(exemption: Exemption, facts: FactSheet, day: date, aspects: Aspects) -> Reason:
    because = [holds(exemption.when, facts, aspects)]
    if exemption.since is not None and day < exemption.since:
        params = {"on": exemption.since.isoformat()}
        because.append(Reason(code=Code.EXCEPTION_TO_COME, truth=Truth.NO, params=params))
    if exemption.until is not None:
        is_open = day < exemption.until
        because.append(
            Reason(
                code=Code.EXCEPTION_OPEN if is_open else Code.EXCEPTION_ENDED,
                truth=Truth.YES if is_open else Truth.NO,
                params={"until": exemption.until.isoformat()},
            )
        )
    return Reason(
        code=Code.EXCEPTION,
        truth=every(because),
        params={"exemption": exemption.id, **texts(exemption.text)},
        because=tuple(because),
        evidence=cited(exemption.cite),
    )
