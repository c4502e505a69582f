"""What changed between two documents: the register, the day, who asked, or the evidence?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from phaseout.domain.asset import Asset
from phaseout.domain.determination import GRAVEST_FIRST, Determination
from phaseout.domain.document import Header
from phaseout.report.altered import Altered, altered
from phaseout.report.causes import Cause, circumstances_of, evidence_may_move, was_foretold
from phaseout.report.compared_thing import ComparedThing
from phaseout.report.matching import Matching, Regrouped
from phaseout.report.reading import SavedDocument
from phaseout.report.reidentified import Reidentified, movers, reidentified
from phaseout.report.replaced import Replaced, replaced
from phaseout.report.unseen import Unseen, unseen_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer that differs. ``before`` or ``after`` is None where there is none."""

    thing: ComparedThing
    measure: str
    act: str
    before: Determination | None
    after: Determination | None
    causes: tuple[Cause, ...]
    """All that may have caused it: a saved document cannot be decided anew, so none is singled out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that differs between two documents."""

    before: Header
    after: Header
    circumstances: tuple[Cause, ...]
    """What differs besides the evidence."""
    changes: tuple[Change, ...]
    """In the order of the later document, then what is missing there."""
    regrouped: tuple[Regrouped, ...]
    unseen: tuple[Unseen, ...] = ()
    """Of what was not seen again and had something left to do: whether its place was looked at."""
    reidentified: tuple[Reidentified, ...] = ()
    """Claims about a thing that differ, whether or not an answer does."""
    altered: tuple[Altered, ...] = ()
    """What else differs about a thing: its place, its firmware, its vulnerabilities."""
    replaced: tuple[Replaced, ...] = ()
    """Things not seen again whose tag or address another thing has now."""
    quiet: tuple[ComparedThing, ...] = ()
    """New things of which nothing is left to do: no answer speaks of them."""


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What is found while the later document is gone through."""

    changes: list[Change] = field(default_factory=list)
    renamed: list[Reidentified] = field(default_factory=list)
    altered: list[Altered] = field(default_factory=list)
    quiet: list[ComparedThing] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    listed: int = 0


Answers = Mapping[tuple[str, str], Determination]


def compare(old: SavedDocument, new: SavedDocument) -> Comparison:
    """Return every answer that differs, with all that may have caused it."""
    return _Comparing(old, new).whole()


class _Comparing:
    """Two documents side by side."""

    def __init__(self, old: SavedDocument, new: SavedDocument) -> None:
        self._old, self._new = old, new
        self._circumstances = tuple(circumstances_of(old.header, new.header))
        self._later = date.fromisoformat(new.header.as_of)

    def whole(self) -> Comparison:
        """Go through both documents."""
        matching = Matching(self._old.assets, self._new.assets)
        is_whole = matching.held >= self._old.trailer.summary.assets
        first_seen = Cause.NEW if is_whole else Cause.NOT_LISTED
        seen = _Seen()
        for asset in self._new.assets:
            seen.listed += 1
            self._take(asset, matching.earlier(asset), first_seen, seen)
        missing = tuple(matching.missing())
        is_gone = seen.listed >= self._new.trailer.summary.assets
        instead = tuple(replaced(missing, self._new.assets, seen.fresh)) if is_gone else ()
        elsewhere = {one.before.id for one in instead}
        for asset in missing:
            gone = Cause.REPLACED if asset.id in elsewhere else Cause.NOT_SEEN
            open_answers = (answer for answer in asset.every_answer if answer.outcome.is_open)
            causes = (gone if is_gone else Cause.NOT_LISTED,)
            seen.changes.extend(_change(asset, answer, None, causes) for answer in open_answers)
        away = (asset for asset in missing if asset.id not in elsewhere)
        return Comparison(
            before=self._old.header,
            after=self._new.header,
            circumstances=self._circumstances,
            changes=tuple(seen.changes),
            regrouped=matching.regrouped(),
            unseen=self._unseen(away) if is_gone else (),
            reidentified=tuple(seen.renamed),
            altered=tuple(seen.altered),
            replaced=instead,
            quiet=tuple(seen.quiet) if is_whole else (),
        )

    def _take(self, asset: Asset, earlier: tuple[Asset, ...], first_seen: Cause, seen: "_Seen") -> None:
        """Compare one thing of the later document with what it was."""
        changes = list(self._changes(earlier, asset, first_seen))
        seen.changes += changes
        if len(earlier) == 1:
            causes = movers(earlier[0], asset, self._circumstances)
            seen.renamed.extend(reidentified(earlier[0], asset, causes))
            both = all(one.header.examined.vulnerabilities for one in (self._old, self._new))
            seen.altered.extend(altered(earlier[0], asset, causes, vulnerabilities=both))
        if not earlier:
            seen.fresh.add(asset.id)
            if not changes:
                seen.quiet.append(ComparedThing.of(asset))

    def _unseen(self, missing: Iterable[Asset]) -> tuple[Unseen, ...]:
        had_work = [asset for asset in missing if any(one.outcome.is_open for one in asset.every_answer)]
        return tuple(unseen_of(had_work, self._old.header, self._new.header, self._new.assets))

    def _changes(self, earlier: tuple[Asset, ...], asset: Asset, first_seen: Cause) -> Iterator[Change]:
        old, new = _gravest(earlier), _gravest((asset,))
        circumstances = self._circumstances
        causes = (*circumstances, Cause.EVIDENCE) if evidence_may_move(earlier, asset) else circumstances
        for key in dict.fromkeys((*new, *old)):
            before, after = old.get(key), new.get(key)
            if not earlier:
                if after is not None and after.outcome.is_open:
                    yield _change(asset, None, after, (first_seen,))
            elif not self._was_asked(key[0]):
                cause = Cause.REGISTER if Cause.REGISTER in circumstances else Cause.CHOICE
                if _is_open(before) or _is_open(after):
                    yield _change(asset, before, after, (cause,))
            elif not _are_alike(before, after):
                yield _change(asset, before, after, self._causes(before, after, causes))

    def _was_asked(self, measure: str) -> bool:
        """Return whether the measure was asked in both documents."""
        return all(measure in document.trailer.labels.measures for document in (self._old, self._new))

    def _causes(
        self, before: Determination | None, after: Determination | None, causes: tuple[Cause, ...]
    ) -> tuple[Cause, ...]:
        if Cause.DAY in causes and was_foretold(before, after, self._later):
            return (Cause.DAY,)
        if Cause.EVIDENCE in causes and _is_open(before) and not _is_open(after):
            return (Cause.SETTLED, *causes)
        return causes or (Cause.EVIDENCE,)


def _gravest(assets: Iterable[Asset]) -> Answers:
    """Return the answers of things taken together: the gravest, where they differ."""
    found: dict[tuple[str, str], Determination] = {}
    for asset in assets:
        for answer in asset.every_answer:
            key = (answer.measure, answer.act)
            held = found.get(key)
            if held is None or _rank(answer) < _rank(held):
                found[key] = answer
    return found


def _rank(answer: Determination) -> int:
    return GRAVEST_FIRST.index(answer.outcome)


def _is_open(answer: Determination | None) -> bool:
    return answer is not None and answer.outcome.is_open


def _are_alike(before: Determination | None, after: Determination | None) -> bool:
    """Return whether two answers say the same.

    A document that lists only what is open leaves the others out: an answer that is missing is closed.
    """
    if before is None or after is None:
        return not _is_open(before) and not _is_open(after)
    return (before.outcome, before.on, before.until) == (after.outcome, after.on, after.until)


def _change(
    asset: Asset, before: Determination | None, after: Determination | None, causes: tuple[Cause, ...]
) -> Change:
    measure, act = next((one.measure, one.act) for one in (before, after) if one is not None)
    return Change(
        thing=ComparedThing.of(asset),
        measure=measure,
        act=act,
        before=before,
        after=after,
        causes=causes,
    )
