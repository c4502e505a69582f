"""Which parts are known to be inside a thing or behind it, and who made each?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from phaseout.domain.asset import Asset, KnownPart
from phaseout.domain.claim import Claim, Identification, NamedPart
from phaseout.domain.part import PartKind
from phaseout.domain.trait import Basis
from phaseout.identify.identification import Identifier
from phaseout.survey.facts import claimed
from phaseout.survey.statement import Stated

OTHER_ASSET = "asset.part"
NAMED: Mapping[str, PartKind] = {f"part.{kind.value}": kind for kind in PartKind}
STATES_A_PART = (OTHER_ASSET, *NAMED)
_READ_AS = "inventory.manufacturer"
"""The trait whose methods read a maker's name as somebody wrote it down."""


class OtherAsset(NamedTuple):
    """Another asset of the survey."""

    id: str
    identification: Identification
    stated: tuple[Stated, ...] = ()
    """What it says of its own parts."""


Lookup = Callable[[str], OtherAsset | None]
"""From the name an asset goes by in the same source."""


class Parts:
    """Puts the parts of an asset together."""

    def __init__(self, identifier: Identifier, kinds: Iterable[str]) -> None:
        """Take what names makers, and the kinds of equipment there are."""
        self._identifier = identifier
        self._kinds = frozenset(kinds)

    def of(
        self, stated: Iterable[Stated], other: Lookup, own: str = ""
    ) -> tuple[tuple[KnownPart, ...], tuple[str, ...]]:
        """Return the parts the observations speak of, and what was said but not understood."""
        parts: list[KnownPart] = []
        notes: list[str] = []
        met = {own}  # nothing is a part of itself, nor of its parts
        waiting = list(stated)
        while waiting:
            seen = waiting.pop(0)
            if seen.trait in NAMED:
                parts.append(self._named(seen, notes))
            elif seen.trait == OTHER_ASSET:
                found = other(seen.value.strip())
                if found is None:
                    notes.append(f"asset.part {seen.value!r} names no other thing of this source")
                    # Somebody spoke of a part: it is shown, of a maker nobody knows.
                    parts.append(KnownPart(kind=PartKind.EQUIPMENT, said=seen.value, evidence=(seen.id,)))
                elif found.id not in met:
                    met.add(found.id)
                    parts.append(_of_asset(seen, found))
                    waiting += found.stated  # a part of a part is inside the whole too
        return tuple(parts), tuple(notes)

    def _named(self, seen: Stated, notes: list[str]) -> KnownPart:
        written, _, kind = (text.strip() for text in seen.value.partition(";"))
        if kind and kind not in self._kinds:
            notes.append(f"{seen.trait} {seen.value!r}: {kind!r} is no kind this program knows")
        hits = self._identifier.hits(_READ_AS, written)
        identification = self._identifier.draft(((Basis.PERSONS_WORD, hits),) if hits else ())
        return _part(NAMED[seen.trait], seen, identification, kind if kind in self._kinds else None)


def inside(identification: Identification, written: Mapping[str, str]) -> tuple[KnownPart, ...]:
    """Return the parts that a text says are inside, each as it is written there.

    Args:
        identification: with the ids of observations as evidence.
        written: id of an observation → its value; what is not there is shown as its brand.
    """
    return tuple(_in_text(one, written) for one in identification.parts)


def _in_text(one: NamedPart, written: Mapping[str, str]) -> KnownPart:
    evidence = next(iter((*one.brand.evidence, *one.maker.evidence)), "")
    passages = (*one.maker.passages, *one.brand.passages)
    places = [place for place in passages if place.evidence == evidence]
    said = one.brand.value or one.maker.value or ""
    if places and evidence in written:
        start, end = min(place.start for place in places), max(place.end for place in places)
        said = written[evidence][start:end]
        if said.count("(") > said.count(")"):
            said += ")"
    identification = Identification(maker=one.maker, brand=one.brand)
    return _part(one.kind, Stated(evidence, f"part.{one.kind.value}", said), identification, None)


def read_again(asset: Asset) -> tuple[NamedPart, ...]:
    """Return the parts that a text says are inside a saved asset."""
    stated = {seen.id for seen in asset.observations if seen.trait in STATES_A_PART}
    return tuple(
        NamedPart(kind=part.kind, maker=Claim(value=part.maker, grade=part.grade))
        for part in asset.parts
        if part.asset is None and not stated.intersection(part.evidence)
    )


def as_identified(part: KnownPart, identification: Identification) -> KnownPart:
    """Return a part that is an asset of its own, as that asset is identified now."""
    said = Stated(part.evidence[0] if part.evidence else "", OTHER_ASSET, part.said)
    return replace(_of_asset(said, OtherAsset(part.asset or "", identification)), evidence=part.evidence)


def _of_asset(seen: Stated, found: OtherAsset) -> KnownPart:
    kind = found.identification.kind.value
    return _part(PartKind.EQUIPMENT, seen, found.identification, kind, asset=found.id)


def _part(
    kind: PartKind,
    seen: Stated,
    identification: Identification,
    equipment: str | None,
    asset: str | None = None,
) -> KnownPart:
    known = {fact: claim for fact, claim in claimed(identification) if fact in ("maker", "brand")}
    maker, brand = known.get("maker"), known.get("brand")
    return KnownPart(
        kind=kind,
        said=seen.value,
        maker=maker.value if maker else None,
        grade=identification.maker.grade,
        brand=brand.value if brand else None,
        equipment=equipment,
        asset=asset,
        evidence=(seen.id,),
    )
