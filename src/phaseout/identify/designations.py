"""What does a designation say: whose it may be, of which family, and what its letters mean?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from phaseout.domain.claim import Strength
from phaseout.domain.designation import Designation, ModelCode, read_designation
from phaseout.domain.party import ModelPattern
from phaseout.pattern import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """What the register makes of a designation."""

    text: str
    families: tuple[ModelPattern, ...]
    """Every family whose grammar it follows, the firmest first."""
    brands: tuple[str, ...]
    """Brands that are known to use it; more than one settles nothing."""
    designation: Designation | None
    """Its letters, where one maker's code explains them."""

    @property
    def leading(self) -> tuple[ModelPattern, ...]:
        """The families that speak most firmly."""
        return tuple(one for one in self.families if one.strength is self.families[0].strength)

    @property
    def makers(self) -> tuple[str, ...]:
        """Makers it may be of by itself, none where the register knows no such designation."""
        return tuple(dict.fromkeys(one.maker for one in self.leading if one.maker and not one.needs_brand))

    @property
    def is_ambiguous(self) -> bool:
        """Whether it may be of several brands or makers."""
        return len(self.brands) > 1 or len(self.makers) > 1

    @property
    def kind(self) -> str | None:
        """The kind of equipment, where all that speak firmly say the same."""
        kinds = {one.kind for one in self.leading if one.kind}
        return kinds.pop() if len(kinds) == 1 and not self.is_ambiguous else None


class Decoder:
    """Decodes designations by the grammars and codes of one register."""

    def __init__(
        self,
        models: Sequence[ModelPattern],
        codes: Sequence[ModelCode],
        ambiguous: Mapping[str, frozenset[str]],
    ) -> None:
        """Take the families, the makers' codes, and the designations that several brands use."""
        self._models = [(model, Pattern(model.pattern)) for model in models]
        self._codes = [(code, Pattern(code.pattern)) for code in codes]
        self._ambiguous = {text.upper(): brands for text, brands in ambiguous.items()}

    def decode(self, text: str) -> Decoded:
        """Return what a designation says; nothing is known of one that follows no grammar."""
        text = text.strip()
        brands = tuple(sorted(self._ambiguous.get(text.upper(), ())))
        found = [model for model, pattern in self._models if pattern.catches(text)]
        order = list(Strength)
        families = tuple(sorted(found, key=lambda model: order.index(model.strength)))
        decoded = Decoded(text=text, families=families, brands=brands, designation=None)
        if decoded.is_ambiguous:
            return decoded
        return Decoded(
            text=text, families=families, brands=brands, designation=self._designation(text, decoded.makers)
        )

    def _designation(self, text: str, makers: Sequence[str]) -> Designation | None:
        """Return what the code says that leaves the least of it unexplained."""
        read = [
            read_designation(text, code, {group: match.span(group) for group in pattern.groups})
            for code, pattern in self._codes
            if code.maker in makers and (match := pattern.found(text)) is not None
        ]
        return min(read, key=lambda one: len("".join(one.unexplained)), default=None)
