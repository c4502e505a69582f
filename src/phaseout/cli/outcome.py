"""Which exit code does a run end with? The only place that knows."""

from enum import IntEnum

from phaseout.domain.problem import PhaseoutError, RegisterError, UsageError


class Outcome(IntEnum):
    """The exit codes of the contract (§2)."""

    DONE = 0
    THRESHOLD = 1
    USAGE = 2
    FAILED = 3
    INCOMPLETE = 4
    REGISTER = 5
    NOTHING = 6


MEANING: dict[Outcome, str] = {
    Outcome.DONE: "done, nothing at the threshold",
    Outcome.THRESHOLD: "threshold reached (only with --fail-on)",
    Outcome.USAGE: "the command was not understood",
    Outcome.FAILED: "could not read or complete",
    Outcome.INCOMPLETE: "incomplete under --strict: something unread or undetermined",
    Outcome.REGISTER: "register unusable, or older than --max-age",
    Outcome.NOTHING: "nothing to examine",
}


def of_error(error: PhaseoutError) -> Outcome:
    """Return the exit code for an error that ended the run."""
    match error:
        case UsageError():
            return Outcome.USAGE
        case RegisterError():
            return Outcome.REGISTER
        case _:
            return Outcome.FAILED
