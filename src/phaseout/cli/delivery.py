"""How does a decided document leave: in which formats, with which words beside it, by which exit code?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from phaseout.cli.answering import say_unheard
from phaseout.cli.forecast import Forecast
from phaseout.cli.outcome import Outcome
from phaseout.cli.threshold import Threshold
from phaseout.cli.writing import Decided, exit_code, opened, refuse_clashes, targets_of, write


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What was asked of the document, made out before anything is read, so that a slip costs no time."""

    outputs: tuple[str, ...]
    """``FORMAT[=FILE]``, as given."""
    threshold: Threshold
    strict: bool
    only_open: bool
    lang: str
    quiet: bool

    def check(self, sources: Sequence[str]) -> None:
        """Refuse formats that do not exist or clash with each other or with what is read.

        Raises:
            UsageError: there is no such format, or it would overwrite something.
        """
        refuse_clashes(targets_of(self.outputs), sources)

    def deliver(self, document: Decided, day: date) -> Outcome:
        """Write every format, say on standard error which answers met nothing, return how the run ends."""
        targets = targets_of(self.outputs)
        is_told = not self.quiet and not self.only_open
        forecast = Forecast(targets if is_told else (), document.expected, self.lang)
        with opened(targets, self.lang) as sinks:
            reached, trailer = write(
                document, sinks, self.threshold, day, only_open=self.only_open, watch=forecast.weigh
            )
        if not self.quiet:
            say_unheard(document.header, trailer, self.lang)
        return exit_code(trailer, reached=reached, strict=self.strict)
