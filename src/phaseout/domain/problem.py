"""Why could the job not be done, where, and what helps?"""


class PhaseoutError(Exception):
    """The job could not be done. Content that is merely odd is an Unread, never this.

    Subclass it in the room that raises it, so that the command line can tell the exit code.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def diagnosis(self) -> str:
        """Return what went wrong, where, and what to do, as one to three lines."""
        lines = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.remedy:
            lines.append(f"  What to do: {self.remedy}")
        return "\n".join(lines)


class UsageError(PhaseoutError):
    """The command was asked something it cannot mean (exit 2)."""


class SourceError(PhaseoutError):
    """A source could not be read at all (exit 3)."""


class RegisterError(PhaseoutError):
    """The register is missing, broken or too old (exit 5)."""
