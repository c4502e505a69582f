"""How many of what, over the whole survey?"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from phaseout.domain.claim import Dimension, Identification
from phaseout.domain.commodity import spoken_in
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.document import Summary
from phaseout.domain.question import NO_SITE
from phaseout.domain.trait import Basis
from phaseout.survey.answering import Ruled, gravest

NOBODY = "unknown"
_NAMED_PARTIES = frozenset((Dimension.MAKER, Dimension.PLATFORM))


class Case(NamedTuple):
    """What is counted of an asset. Large surveys repeat few of these."""

    site: str | None
    maker: str | None
    brand: str | None
    nobody: bool
    """Whether nothing says what it is, or of a firm which party."""
    firm: bool
    ruled: int
    """Identity of the answers, which are decided once for each distinct sheet of facts."""


class Tally:
    """Counts assets as they pass; each asset once, by its gravest outcome."""

    def __init__(self) -> None:
        self._cases: Counter[Case] = Counter()
        self._ruled: dict[int, Ruled] = {}
        self._parties: set[str] = set()
        self._brands: set[str] = set()
        self._commodities: set[str] = set()

    def count(
        self,
        site: str | None,
        identification: Identification,
        ruled: Ruled,
        *,
        is_firm: bool,
        is_nobody: bool,
    ) -> None:
        """Count one asset."""
        maker, brand = identification.maker.value, identification.brand.value
        self._ruled[id(ruled)] = ruled
        self._name(identification)
        self._cases[Case(site, maker, brand, is_nobody, is_firm, id(ruled))] += 1

    def _name(self, identification: Identification) -> None:
        if _is_ordered(identification):
            for rule in identification.rules():
                if (spoken := spoken_in(rule)) is not None:
                    self._commodities.add(spoken[1])
        if identification.platform.value is not None:
            self._parties.add(identification.platform.value)
        for conflict in identification.conflicts:
            if conflict.dimension in _NAMED_PARTIES:
                self._parties.update(claim.value for claim in conflict.claims if claim.value is not None)
            elif conflict.dimension is Dimension.BRAND:
                self._brands.update(claim.value for claim in conflict.claims if claim.value is not None)

    @property
    def sites(self) -> frozenset[str]:
        """Every site at which an asset stands, ``NO_SITE`` for those that belong to none."""
        return frozenset(case.site or NO_SITE for case in self._cases)

    @property
    def brands(self) -> frozenset[str]:
        """Every brand that was claimed, or stands against another."""
        return frozenset(self._brands).union(case.brand for case in self._cases if case.brand is not None)

    @property
    def makers(self) -> frozenset[str]:
        """Every maker of a thing or its platform that was claimed, or stands against another."""
        return frozenset(self._parties).union(case.maker for case in self._cases if case.maker is not None)

    @property
    def commodities(self) -> frozenset[str]:
        """Every entry of a list of goods and services whose code had something to say of a claim."""
        return frozenset(self._commodities)

    @property
    def open_measures(self) -> frozenset[str]:
        """Every measure that leaves something to do for an asset on a work list."""
        leaving = {
            case.ruled
            for case in self._cases
            if self._ruled[case.ruled].leaves_work(unidentified=case.nobody)
        }
        return frozenset(
            answer.measure
            for ruled in leaving
            for answer in self._ruled[ruled].every
            if answer.outcome.is_open
        )

    def summary(self, *, unread: int, dropped: int, not_examined: int, beside: int) -> Summary:
        """Return the figures so far."""
        outcomes: Counter[str] = Counter()
        makers: Counter[str] = Counter()
        measures: defaultdict[str, Counter[str]] = defaultdict(Counter)
        sites: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for case, assets in self._cases.items():
            makers[case.maker or NOBODY] += assets
            ruled = self._ruled[case.ruled]
            if ruled.gravest is None:
                continue
            outcomes[ruled.gravest.value] += assets
            sites[case.site or NO_SITE][ruled.gravest.value] += assets
            for measure, outcome in _by_measure(ruled):
                measures[measure][outcome.value] += assets
        return Summary(
            assets=self._cases.total(),
            by_outcome=_sorted(outcomes),
            by_maker=_sorted(makers),
            by_measure={measure: _sorted(counts) for measure, counts in sorted(measures.items())},
            by_site={site: _sorted(counts) for site, counts in sorted(sites.items())},
            unidentified=sum(assets for case, assets in self._cases.items() if case.nobody and not case.firm),
            unread=unread,
            dropped=dropped,
            not_examined=not_examined,
            beside=beside,
        )


def _is_ordered(identification: Identification) -> bool:
    """Return whether an order may say something of a thing: most things of large surveys are not asked."""
    claims = (identification.maker, identification.brand, identification.kind)
    return bool(identification.conflicts) or any(Basis.ORDER_DOCUMENT in claim.bases for claim in claims)


def _by_measure(ruled: Ruled) -> Iterator[tuple[str, Outcome]]:
    answers: defaultdict[str, list[Determination]] = defaultdict(list)
    for answer in ruled.every:
        answers[answer.measure].append(answer)
    for measure, group in answers.items():
        if (worst := gravest(group)) is not None:
            yield measure, worst


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
