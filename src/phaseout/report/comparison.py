"""What changed between two documents: the register, the day, who asked, or the evidence?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from phaseout.domain.asset import Asset
from phaseout.domain.determination import GRAVEST_FIRST, Determination
from phaseout.domain.document import Header
from phaseout.report.causes import Cause, circumstances_of, evidence_may_move, was_foretold
from phaseout.report.matching import Matching, Regrouped, name_of
from phaseout.report.reading import SavedDocument
from phaseout.report.reidentified import Reidentified, reidentified
from phaseout.report.unseen import Unseen, unseen_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer that differs. ``before`` or ``after`` is None where there is none."""

    asset: str
    name: str
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
        changes: list[Change] = []
        renamed: list[Reidentified] = []
        listed = 0
        for asset in self._new.assets:
            listed += 1
            earlier = matching.earlier(asset)
            changes.extend(self._changes(earlier, asset, first_seen))
            if len(earlier) == 1:
                renamed.extend(reidentified(earlier[0], asset, self._circumstances))
        missing = tuple(matching.missing())
        gone = Cause.NOT_SEEN if listed >= self._new.trailer.summary.assets else Cause.NOT_LISTED
        for asset in missing:
            open_answers = (answer for answer in asset.determinations if answer.outcome.is_open)
            changes.extend(_change(asset, answer, None, (gone,)) for answer in open_answers)
        return Comparison(
            before=self._old.header,
            after=self._new.header,
            circumstances=self._circumstances,
            changes=tuple(changes),
            regrouped=matching.regrouped(),
            unseen=self._unseen(missing) if gone is Cause.NOT_SEEN else (),
            reidentified=tuple(renamed),
        )

    def _unseen(self, missing: Iterable[Asset]) -> tuple[Unseen, ...]:
        had_work = [asset for asset in missing if any(one.outcome.is_open for one in asset.determinations)]
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
        for answer in asset.determinations:
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
        asset=asset.id,
        name=name_of(asset),
        measure=measure,
        act=act,
        before=before,
        after=after,
        causes=causes,
    )
