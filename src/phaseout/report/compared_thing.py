"""How does a comparison name a thing, so that people know which one is meant?"""

from dataclasses import dataclass
from typing import Self

from phaseout.domain.asset import Asset
from phaseout.report.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedThing:
    """A thing of one of two documents: little enough to hold very many."""

    id: str
    name: str
    """What people know it by, empty where it has no name."""
    maker: str | None
    brand: str | None
    model: str | None

    @classmethod
    def of(cls, asset: Asset) -> Self:
        """Return what a comparison says of an asset."""
        said = asset.identification
        return cls(
            id=asset.id,
            name=asset.name,
            maker=said.maker.value,
            brand=said.brand.value,
            model=said.model.value,
        )

    @property
    def is_known(self) -> bool:
        """Whether anything says what it is."""
        return any((self.maker, self.brand, self.model))

    def product(self, language: Language) -> str:
        """Return brand and model, the maker where no brand is known; empty where nothing is."""
        brand = language.brand(self.brand) if self.brand else language.party(self.maker or "")
        model = self.model or ""
        return (
            model if brand and model.casefold().startswith(brand.casefold()) else f"{brand} {model}".strip()
        )

    def said(self, language: Language) -> str:
        """Return id, name and product: ``a-3f9c cam-17 (Annke C800)``."""
        product = self.product(language)
        return " ".join(filter(None, (self.id, self.name, f"({product})" if product else "")))
