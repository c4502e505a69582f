"""Does what accuses a maker rest on more than leads?"""

from collections.abc import Iterator

from phaseout.domain.cite import LEADS, EvidenceGrade
from phaseout.domain.claim import Strength
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Files
from phaseout.register.schema import CiteShape

_TOO_WEAK_FOR_A_MARK = LEADS | {EvidenceGrade.WEAK_SECONDARY}
"""What settles nothing on its own: a mark is met a thousand times, so one weak source is a lead too."""


def check_grades(files: Files) -> Iterator[Fault]:
    """Yield a fault where a brand's maker, a model or a mark is firmer than every source it cites."""
    for brand in files.brands:
        for index, maker in enumerate(brand.shape.makers):
            if maker.confidence == "confirmed" and _only_leads(maker.cite):
                message = f"{maker.maker!r} is 'confirmed', but no source for it was read"
                yield brand.fault(Level.SENSE, ("makers", index, "confidence"), message)
        for index, model in enumerate(brand.shape.models):
            if model.strength is Strength.STRONG and _only_leads(model.cite):
                message = f"{model.id!r} is 'verified', but no source for it was read"
                yield brand.fault(Level.SENSE, ("models", index, "confidence"), message)
    yield from _marks(files)


def _marks(files: Files) -> Iterator[Fault]:
    """Yield a fault for each thing that a fingerprint tells firmly and cites only leads for."""
    for entry in files.fingerprints:
        if not all(cite.grade in _TOO_WEAK_FOR_A_MARK for cite in entry.shape.cite):
            continue
        for dimension, told in entry.shape.tells.items():
            if told.strength is Strength.STRONG:
                message = f"tells its {dimension} as 'strong', but no source shows equipment that sends it"
                yield entry.fault(Level.SENSE, ("tells", dimension.value, "strength"), message)


def _only_leads(cites: tuple[CiteShape, ...]) -> bool:
    return all(cite.grade in LEADS for cite in cites)
