"""Which open assets does a page show opened out, which in one line, and which only as a number?

A page of a hundred thousand assets would open in no browser. What is cut is counted and said on the page;
the gravest comes first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.report.standing import OPEN_OUTCOMES, Entry, entry_of

DETAILED = 500
"""Assets that open to their reasons and evidence."""
BRIEF = 5_000
"""Further assets that are listed in one line each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is shown of one site."""

    site: str
    shown: Sequence[Asset] = field(default_factory=list)
    brief: Sequence[Entry] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> int:
        """How many are only counted."""
        return self.total - len(self.shown) - len(self.brief)


class Selection:
    """Keeps as many assets as a page can show, the gravest first."""

    def __init__(self) -> None:
        self._assets: defaultdict[Outcome, list[Asset]] = defaultdict(list)
        self._entries: defaultdict[Outcome, list[Entry]] = defaultdict(list)
        self._totals: Counter[tuple[Outcome, str]] = Counter()

    def offer(self, asset: Asset, entry: Entry) -> None:
        """Take an open asset, whole while there is room for it."""
        outcome = entry.outcome
        if outcome is None:
            return
        self._totals[outcome, entry.site or ""] += 1
        if len(self._assets[outcome]) < DETAILED:
            self._assets[outcome].append(asset)
        elif len(self._entries[outcome]) < BRIEF:
            self._entries[outcome].append(entry)

    def of(self, outcomes: Iterable[Outcome]) -> Iterator[Chosen]:
        """Yield what is shown of some outcomes, by site; assets of no site come last."""
        wanted = frozenset(outcomes)
        shown, brief = self._rationed()
        sites = {site for outcome, site in self._totals if outcome in wanted}
        for site in sorted(sites, key=lambda name: (not name, name.casefold())):
            yield Chosen(
                site=site,
                shown=[a for o in OPEN_OUTCOMES if o in wanted for a in shown[o] if (a.site or "") == site],
                brief=[e for o in OPEN_OUTCOMES if o in wanted for e in brief[o] if (e.site or "") == site],
                total=sum(number for (o, s), number in self._totals.items() if o in wanted and s == site),
            )

    def _rationed(self) -> tuple[dict[Outcome, list[Asset]], dict[Outcome, list[Entry]]]:
        rooms, lines = DETAILED, BRIEF
        shown: dict[Outcome, list[Asset]] = {}
        brief: dict[Outcome, list[Entry]] = {}
        for outcome in OPEN_OUTCOMES:
            shown[outcome] = self._assets[outcome][:rooms]
            rest = [entry_of(asset) for asset in self._assets[outcome][rooms:]]
            brief[outcome] = [*rest, *self._entries[outcome]][:lines]
            rooms -= len(shown[outcome])
            lines -= len(brief[outcome])
        return shown, brief
