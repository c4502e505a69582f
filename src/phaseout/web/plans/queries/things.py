"""What of an organisation's replacements is there to be planned, and what is known of each?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from phaseout.domain.part import PartKind
from phaseout.domain.truth import Truth
from phaseout.plan.thing import Thing, exploited
from phaseout.web.estate.models import Organisation
from phaseout.web.estate.queries import branches
from phaseout.web.findings.models import Finding
from phaseout.web.findings.must_go import COMES, must_go_once, names_no_day
from phaseout.web.frame.among import among
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.replacement.vocabulary import FUNDED_ON, IN_PLACE, State
from phaseout.web.surveys.models import Change
from phaseout.web.surveys.models import State as SurveyState
from phaseout.web.surveys.packing import unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPlan:
    """What is to be planned."""

    things: list[Thing]
    """By the number of the asset, as a text."""
    months: Mapping[str, date]
    """Of those whose month is decided: the first day of it."""
    below: Sequence[tuple[str, int]]
    """Organisations below that have something in place that must go, with how much; looked for where nothing
    of its own is."""
    left: int
    """Replacements that are not planned: gone, let off, referred to others, lost, or not found."""


@dataclass(slots=True, kw_only=True)
class _Known:
    """What the last survey taken over showed of a thing."""

    behind: tuple[str, ...] = ()
    exploited: Truth = Truth.NO


def to_plan(organisation: int, day: date) -> ToPlan:
    """Return what of an organisation is still in place and on its way, as it stands on a day."""
    every = Replacement.everything.filter(organisation=organisation)
    rows = list(
        with_standing(every, day).order_by("asset").values_list(
            *("asset", "asset__kind", "asset__site__ref", "standing", "month", "asset__label")
        )
    )  # fmt: skip
    there = [row for row in rows if row[3] in (*IN_PLACE, State.SEEN_AGAIN)]
    keys = [row[0] for row in there]
    dues, known = _dues(keys, day), _known(keys)
    things = [
        Thing(
            id=str(pk), kind=kind or None, site=site, behind=known[pk].behind, dues=tuple(dues[pk]),
            exploited=known[pk].exploited, label=label,
        )
        for pk, kind, site, _, _, label in there
    ]  # fmt: skip
    decided = {
        str(pk): month.replace(day=1) for pk, _, _, state, month, _ in there if state in FUNDED_ON and month
    }
    things.sort(key=lambda thing: thing.id)
    below = [] if things else [(str(one), count) for one, count in in_place_below(organisation, day)]
    return ToPlan(things=things, months=decided, below=below, left=len(rows) - len(there))


def in_place_below(organisation: int, day: date) -> list[tuple[Organisation, int]]:
    """Return the organisations below one that have replacements still in place, with how many, by name."""
    path = Organisation.everything.values_list("path", flat=True).get(pk=organisation)
    beneath = branches([path])[path] - {organisation}
    rows = with_standing(Replacement.everything.filter(organisation__in=beneath), day)
    standing = rows.values_list(*("organisation", "standing"))
    counts = Counter(pk for pk, state in standing if state in IN_PLACE)
    found = Organisation.everything.in_bulk(list(counts))
    return sorted(((found[pk], count) for pk, count in counts.items()), key=lambda one: str(one[0]))


def _dues(keys: Iterable[int], day: date) -> Mapping[int, list[date | None]]:
    """Return asset → the first day of each prohibition that nobody let off; None for one that holds today.

    One that names no day has none, and is left out.
    """
    rows = Finding.everything.filter(must_go_once(day) & ~names_no_day(day), among("asset", keys))
    rows = rows.order_by("asset", "measure")
    found: dict[int, list[date | None]] = defaultdict(list)
    for asset, outcome, on in rows.values_list("asset", "outcome", "on"):
        found[asset].append(on if outcome == COMES else None)
    return found


def _known(keys: list[int]) -> Mapping[int, _Known]:
    """Return asset → what the last survey taken over showed of it."""
    shown = Change.everything.filter(among("asset", keys), survey__state=SurveyState.APPLIED)
    rows = shown.order_by("survey", "surveyed").values_list("asset", "survey", "surveyed__packed")
    found: dict[int, _Known] = defaultdict(_Known)
    parts: dict[int, tuple[int, list[str]]] = {}
    assets: dict[tuple[int, str], int] = {}
    for asset, survey, kept in rows.iterator(chunk_size=1000):
        told, _ = cast("tuple[dict[str, Any], object]", unpacked(bytes(kept)))
        assets[survey, told["id"]] = asset
        equipment = PartKind.EQUIPMENT.value
        names = [part["asset"] for part in told["parts"] if part["kind"] == equipment and part["asset"]]
        parts[asset] = survey, names
        listed = [Truth(one["affected"]) for one in told["vulnerabilities"] if one["kev"]]
        found[asset].exploited = exploited(listed)
    for asset, (survey, names) in parts.items():
        behind = {assets[survey, name] for name in names if (survey, name) in assets}
        found[asset].behind = tuple(sorted(map(str, behind)))
    return found
