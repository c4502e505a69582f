"""Does what accuses a maker rest on more than leads?"""

from collections.abc import Iterator

from phaseout.domain.cite import LEADS
from phaseout.domain.claim import Strength
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Files
from phaseout.register.schema import CiteShape


def check_grades(files: Files) -> Iterator[Fault]:
    """Yield a fault where a brand's maker or a model is firmer than every source it cites.

    Fingerprints are left out: most of them catch the maker's own name, which needs no source.
    """
    for brand in files.brands:
        for index, maker in enumerate(brand.shape.makers):
            if maker.confidence == "confirmed" and _only_leads(maker.cite):
                message = f"{maker.maker!r} is 'confirmed', but no source for it was read"
                yield brand.fault(Level.SENSE, ("makers", index, "confidence"), message)
        for index, model in enumerate(brand.shape.models):
            if model.strength is Strength.STRONG and _only_leads(model.cite):
                message = f"{model.id!r} is 'verified', but no source for it was read"
                yield brand.fault(Level.SENSE, ("models", index, "confidence"), message)


def _only_leads(cites: tuple[CiteShape, ...]) -> bool:
    return all(cite.grade in LEADS for cite in cites)
