"""Does identification still find every restricted maker that the project's own labelled lines show, and accuse nobody else?

The lines are the examples of the register's fingerprints and model grammars, which say what they tell; and the lines of
other firms in ``tests/fixtures/quality``. Each goes through every method, as in a survey.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from phaseout.identify.identification import Identifier
from phaseout.identify.rules import Rules
from quality.scoring import OTHER

REGISTER = Path(__file__).parents[2] / "register"
OTHERS = Path(__file__).parents[1] / "fixtures" / "quality" / "others.yaml"


class Line(NamedTuple):
    """A labelled line."""

    trait: str
    text: str
    maker: str
    """A maker that some measure names, or ``other``."""
    is_strong: bool
    """Whether the line is said to settle its maker."""


class Floor(NamedTuple):
    """What may not fall, and what may not rise."""

    asked: int
    strong_recall: float
    recall: float
    accused: int


FLOOR = Floor(asked=840, strong_recall=1.0, recall=0.992, accused=0)
"""As of register 2026.11.26: 836 of 842 lines; the six are designations that two makers use (``ambiguous.yaml``)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the lines came out."""

    asked: int
    strong_missed: tuple[Line, ...]
    strong: int
    missed: tuple[Line, ...]
    accused: tuple[tuple[Line, str], ...]

    def shortfalls(self, floor: Floor) -> list[str]:
        """Say what fell under the floor; empty if the gate holds."""
        found = []
        if self.asked < floor.asked:
            found.append(f"only {self.asked} lines were asked")
        if self.strong - len(self.strong_missed) < floor.strong_recall * self.strong:
            found.append(f"missed: {self.strong_missed[:5]}")
        if self.asked - len(self.missed) < floor.recall * self.asked:
            found.append(f"missed: {self.missed[:5]}")
        if len(self.accused) > floor.accused:
            found.append(f"accused: {self.accused[:5]}")
        return found


def lines(named: frozenset[str]) -> Iterator[Line]:
    """Yield the labelled lines; ``named`` are the makers that some measure names."""
    for line in (*_examples(), *_designations()):
        yield line if line.maker in named else line._replace(maker=OTHER)
    for trait, texts in _loaded(OTHERS).items():
        for text in texts:
            yield Line(trait, str(text), OTHER, is_strong=False)


def _examples() -> Iterator[Line]:
    """Yield the examples of the fingerprints that tell a maker."""
    for path in sorted((REGISTER / "fingerprints").glob("*.yaml")):
        for entry in _loaded(path):
            told = entry["tells"].get("maker", {})
            if (maker := told.get("is")) is not None:
                for example in entry["examples"]:
                    yield Line(path.stem, str(example), maker, is_strong=told["strength"] == "strong")


def _designations() -> Iterator[Line]:
    """Yield the examples of the model grammars that tell a maker."""
    for path in sorted((REGISTER / "brands").glob("*.yaml")):
        for model in _loaded(path).get("models", ()):
            if model.get("maker") is None or model["confidence"] == "weak":
                continue
            if "beside-brand" not in model:  # by itself such a designation says nothing
                for example in model["examples"]:
                    yield Line("inventory.model", str(example), model["maker"], is_strong=False)


def _loaded(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def outcome(rules: Rules, labelled: Sequence[Line], named: frozenset[str]) -> Outcome:
    """Put every line through every method; ``named`` are the makers that some measure names."""
    identifier, kin = Identifier(rules), _kin(rules.parents)
    asked = strong = 0
    missed, strong_missed, accused = [], [], []
    identifier.learn((line.trait, line.text) for line in labelled)
    for line in labelled:
        claim = identifier.identify([("o1", line.trait, line.text)]).maker
        is_right = claim.value in kin.get(line.maker, {line.maker})
        if line.maker != OTHER:
            asked += 1
            strong += line.is_strong
            if not is_right:
                missed.append(line)
                if line.is_strong:
                    strong_missed.append(line)
        if claim.value in named and claim.grade.is_firm and not is_right:
            accused.append((line, str(claim.value)))
    return Outcome(asked, tuple(strong_missed), strong, tuple(missed), tuple(accused))


def _kin(parents: Mapping[str, str]) -> dict[str, set[str]]:
    """Return, by maker, itself, the maker that controls it, and those it controls."""
    found: dict[str, set[str]] = {}
    for held, holder in parents.items():
        found.setdefault(held, {held}).add(holder)
        found.setdefault(holder, {holder}).add(held)
    return found
