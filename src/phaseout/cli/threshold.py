"""When does ``--fail-on`` end a run with exit code 1?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self, assert_never

from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.problem import UsageError

_FORM = re.compile(r"(?P<word>applies|undetermined)|applies-within=(?P<days>\d{1,6})d?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """What must not be found. Each level includes the ones before it."""

    never: bool = False
    within: int = 0
    """Days ahead in which a measure begins to apply."""
    undetermined: bool = False

    @classmethod
    def parse(cls, text: str | None) -> Self:
        """Read the option's value.

        Raises:
            UsageError: none of the three forms.
        """
        if text is None:
            return cls(never=True)
        match = _FORM.fullmatch(text)
        if match is None:
            raise UsageError(
                f"{text!r} is no threshold", where="--fail-on",
                remedy="use applies, applies-within=180d or undetermined",
            )  # fmt: skip
        return cls(within=int(match["days"] or 0), undetermined=match["word"] == "undetermined")

    def is_reached(self, answers: Sequence[Determination], day: date) -> bool:
        """Return whether one of the answers is at the threshold."""
        return not self.never and any(self._reaches(answer, day) for answer in answers)

    def _reaches(self, answer: Determination, day: date) -> bool:
        match answer.outcome:
            case Outcome.APPLIES:
                return True
            case Outcome.APPLIES_FROM:
                return answer.on is not None and answer.on <= day + timedelta(days=self.within)
            case Outcome.UNDETERMINED:
                return self.undetermined
            case Outcome.EXCEPTED | Outcome.DOES_NOT_APPLY | Outcome.INFLUENCE_ONLY:
                return False
            case _:
                assert_never(answer.outcome)
