"""Which things of a saved document does each question that is answered one by one ask about?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from phaseout.domain.asset import Asset
from phaseout.domain.awaited import awaited
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import MANIFOLD
from phaseout.domain.question import AskedAsset
from phaseout.report.reading import SavedDocument
from phaseout.survey.places import Thing, place_of

LISTED = 200
"""Things of one question that are listed; how many there are in all stands in its scope."""


def things_asked_about(saved: SavedDocument) -> Mapping[str, Sequence[AskedAsset]]:
    """Return for each such question, by its id, the first things in the order of the document.

    A document that lists only what is open has fewer: what its questions name themselves comes first.
    """
    found: defaultdict[str, dict[str, AskedAsset]] = defaultdict(dict)
    for question in saved.trailer.questions:
        if question.scope.is_each:
            found[question.id] = {one.id: one for one in question.scope.assets}
    has_sites = _has_sites(saved)
    for asset in saved.assets:
        for question_id in _asked(asset, has_sites=has_sites):
            known = found.get(question_id)
            if known is not None and len(known) < LISTED:
                known.setdefault(asset.id, AskedAsset.of(asset.id, asset.keys))
    return {question_id: tuple(known.values()) for question_id, known in found.items()}


def words_waited_for(saved: SavedDocument) -> Mapping[str, frozenset[str]]:
    """Return, for each question about a fact that gathers several matters, the words its answers wait for."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    if MANIFOLD.isdisjoint(question.fact for question in saved.trailer.questions):
        return {}
    has_sites = _has_sites(saved)
    for asset in saved.assets:
        thing = Thing.of(asset.identification)
        for answer in asset.determinations:
            if answer.outcome is Outcome.UNDETERMINED:
                for fact, word in awaited(answer.reason, answer.questions):
                    place = place_of(fact, asset.site, thing, has_sites=has_sites)
                    found[place.id_of(fact)].add(word)
    return {question: frozenset(words) for question, words in found.items()}


def _has_sites(saved: SavedDocument) -> bool:
    return bool(saved.header.context.get("sites")) or any(saved.trailer.summary.by_site)


def _asked(asset: Asset, *, has_sites: bool) -> set[str]:
    thing = Thing.of(asset.identification)
    facts = {
        fact
        for answer in asset.determinations
        if answer.outcome is Outcome.UNDETERMINED
        for fact in answer.questions
    }
    return {place_of(fact, asset.site, thing, has_sites=has_sites).id_of(fact) for fact in facts}
