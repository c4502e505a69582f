"""What does the model of a surveyed thing say of it?"""

from functools import cached_property

from phaseout.domain.claim import Identification
from phaseout.domain.designation import Designation, DesignationSummary
from phaseout.identify.designations import Decoder
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


class Designations:
    """Reads each distinct designation of a survey once."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._known: dict[str, Designation | None] = {}

    def of(self, identification: Identification) -> DesignationSummary | None:
        """Return what the model says; None where its maker is another than that of the code, or nobody's."""
        model = identification.model.value
        if model is None or not self._register.model_codes:
            return None
        if model not in self._known:
            self._known[model] = self._decoder.decode(model).designation
        found = self._known[model]
        return found.summary if found and found.maker == identification.maker.value else None

    @cached_property
    def _decoder(self) -> Decoder:
        return Decoder(rules_of(self._register), tuple(self._register.model_codes.values()))
