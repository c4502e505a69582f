"""How many assets must go, in the programme or not, by which measures, and of how many is it not known?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from phaseout.domain.timeline import State as MeasureState
from phaseout.web.estate.models import Asset
from phaseout.web.findings.models import Finding
from phaseout.web.findings.must_go import let_off, must_go_once
from phaseout.web.findings.recording import UNDETERMINED, ranks_of
from phaseout.web.frame.words import register
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.replacement.vocabulary import State
from phaseout.web.reports.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A measure by which assets must go."""

    id: str
    assets: int
    state: MeasureState | None
    """As it stands on the day; None where the register no longer has it."""
    since: date | None
    checked: date | None
    """The last day of which anyone has checked how it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MustGo:
    """What must go, and what nobody knows of."""

    tracked: int
    """Assets that must go, are in the programme and not closed."""
    left: int
    """Assets that must go and are in no programme."""
    unknown: int
    """Assets of which nobody knows yet whether they must go."""
    findings: int
    """Findings that are undetermined, on whatever act."""
    measures: list[Saying]
    """Those by which assets must go, with most assets first."""

    @property
    def assets(self) -> int:
        """Assets that must go."""
        return self.tracked + self.left


def must_go_of(scope: Scope) -> MustGo:
    """Return what must go of all that a report is of, whether anybody took it into the programme or not."""
    assets = going(scope)
    tracked = Q(Exists(Replacement.everything.filter(asset=OuterRef("pk"))))
    counted = dict(assets.annotate(is_tracked=tracked).values_list("is_tracked").annotate(Count("pk")))
    open_ones = Finding.objects.visible_to(scope.access).filter(outcome=UNDETERMINED)
    return MustGo(
        tracked=counted.get(True, 0),
        left=counted.get(False, 0),
        unknown=unknown(scope).count(),
        findings=scope.at_sites(open_ones).count(),
        measures=_measures(assets, scope.day),
    )


def going(scope: Scope) -> QuerySet[Asset]:
    """Return the assets that must go, today or from a day to come, and are not closed."""
    closed = with_standing(Replacement.everything.filter(asset=OuterRef("pk")), scope.day)
    seen = scope.at_sites(Asset.objects.visible_to(scope.access), "site").order_by()
    of_it = Finding.everything.filter(must_go_once(scope.day), asset=OuterRef("pk"))
    return seen.filter(Exists(of_it), ~Exists(closed.filter(Q(("standing", State.CLOSED)))))


def unknown(scope: Scope) -> QuerySet[Asset]:
    """Return the assets in no programme of which nobody knows yet whether they must go.

    What waits there is an answer on having, using or buying them: what is open on other acts, such as
    exports, sends nobody to look.
    """
    of_it = Finding.everything.filter(asset=OuterRef("pk"))
    waits = of_it.filter(Q(rank=ranks_of(UNDETERMINED)[0]) & ~let_off(scope.day))
    rows = scope.at_sites(Asset.objects.visible_to(scope.access), "site").filter(replacement=None)
    return rows.filter(Exists(waits), ~Exists(of_it.filter(must_go_once(scope.day))))


def _measures(assets: QuerySet[Asset], day: date) -> list[Saying]:
    saying = Finding.everything.filter(must_go_once(day), asset__in=assets.values("pk")).order_by()
    counted = saying.values_list("measure").annotate(assets=Count("asset", distinct=True))
    return [_saying(measure, number, day) for measure, number in counted.order_by("-assets", "measure")]


def _saying(measure: str, assets: int, day: date) -> Saying:
    known = register().measures.get(measure)
    step = known.timeline.at(day) if known else None
    return Saying(
        id=measure, assets=assets, state=step.state if step else None,
        since=known.timeline.first_of_run(step).on if known and step else None,
        checked=known.timeline.checked_through if known else None,
    )  # fmt: skip
