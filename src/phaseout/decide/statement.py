"""How does a statement of the register enter a reason?"""

from collections.abc import Iterable

from phaseout.domain.cite import Cite, Text
from phaseout.domain.truth import Reason, Truth


def cited(cites: Iterable[Cite]) -> tuple[str, ...]:
    """Return cites as the evidence of a reason."""
    return tuple([cite.shown for cite in cites])


def listed(values: Iterable[str]) -> str:
    """Return values as one parameter of a reason."""
    return ", ".join(values)


def texts(text: Text | None) -> dict[str, str]:
    """Return a text of the register as parameters, so that it is said in either language."""
    if text is None:
        return {}
    return {"text_en": text.en, "text_fr": text.in_language("fr")}


def every(reasons: Iterable[Reason]) -> Truth:
    """Return the truth of reasons that must all hold."""
    return Truth.all([reason.truth for reason in reasons])


def one_of(reasons: Iterable[Reason]) -> Truth:
    """Return the truth of reasons of which one suffices."""
    return Truth.any([reason.truth for reason in reasons])
