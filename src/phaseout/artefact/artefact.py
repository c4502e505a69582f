"""What is an artefact: a paper that a measure asks for, made from a document?"""

from collections.abc import Callable
from dataclasses import dataclass

from phaseout.artefact.days import Moment
from phaseout.artefact.material import Material
from phaseout.artefact.paper import Paper
from phaseout.domain.cite import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """One paper and how it is drafted."""

    name: str
    """As an obligation of the register names it."""
    title: Text
    langs: tuple[str, ...]
    """The languages of the law it answers; Canadian papers have both."""
    moment: Moment
    """Of which day it speaks."""
    draft: Callable[[Material], Paper]
