"""How is a secret held so that no text of ours shows it?"""

from typing import NoReturn

_SHOWN = "Secret(not shown)"


def leave_no_core() -> None:
    """Have the system write no memory of this process to a file, should it crash: a secret is in it."""
    try:
        import resource
    except ImportError:  # where there is none, no such files are
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


class Secret:
    """A password while it is needed: no ``repr``, format, comparison or pickle gives it away."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the secret itself: for what is computed with it, never for what is shown or stored."""
        return self._text

    def __repr__(self) -> str:
        return _SHOWN

    def __format__(self, spec: str) -> str:
        return _SHOWN

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not stored")
