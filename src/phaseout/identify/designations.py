"""What does a designation say: whose it may be, of which family, and what its letters mean?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from phaseout.domain.designation import Designation, ModelCode, read_designation
from phaseout.identify.families import Families, Kinship
from phaseout.identify.rules import Rules
from phaseout.identify.spelling import parted
from phaseout.pattern import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """What the register makes of a designation."""

    text: str
    """As it was written, the brand in front of it included."""
    kinship: Kinship
    designation: Designation | None
    """Its letters, where one maker's code explains them."""

    @property
    def makers(self) -> tuple[str, ...]:
        """Makers it may be of by itself, none where the register knows no such designation."""
        return tuple(maker for maker in self.kinship.makers if maker is not None)

    @property
    def kind(self) -> str | None:
        """The kind of equipment, where all that speak firmly say the same."""
        kinds = {one.kind for one in self.kinship.leading if one.kind}
        return kinds.pop() if len(kinds) == 1 and not self.kinship.is_ambiguous else None


class Decoder:
    """Decodes designations by the grammars and codes of one register."""

    def __init__(self, rules: Rules, codes: Sequence[ModelCode]) -> None:
        """Take what identification knows, and the makers' codes."""
        self._brands = rules.brands
        self._models = [(model, Pattern(model.pattern)) for model in rules.models]
        self._families = Families(rules.models, rules.ambiguous_models, rules.wording)
        self._codes = [(code, Pattern(code.pattern)) for code in codes]

    def decode(self, text: str) -> Decoded:
        """Return what a designation says; nothing is known of one that follows no grammar."""
        named, designation = parted(text, self._brands)
        matched = [model for model, pattern in self._models if pattern.catches(designation)]
        kinship = self._families.kinship(designation, named, matched)
        decoded = Decoded(text=text.strip(), kinship=kinship, designation=None)
        if kinship.is_ambiguous:
            return decoded
        return replace(decoded, designation=self._designation(designation, decoded.makers))

    def _designation(self, text: str, makers: Sequence[str]) -> Designation | None:
        """Return what the code says that leaves the least of it unexplained."""
        read = [
            read_designation(text, code, {group: match.span(group) for group in pattern.groups})
            for code, pattern in self._codes
            if code.maker in makers and (match := pattern.found(text)) is not None
        ]
        return min(read, key=lambda one: len("".join(one.unexplained)), default=None)
