"""Why is it so? The tree of an answer in the reader's language, in the words of every report."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from phaseout.domain.truth import Reason, Truth
from phaseout.report.html_branch import Branch, Branches
from phaseout.report.language import Language
from phaseout.report.standing import telling

MARKS = {Truth.YES: "✓", Truth.NO: "✗", Truth.UNKNOWN: "?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One sentence of a reason, with what it rests on."""

    said: str
    truth: str
    mark: str
    evidence: tuple[str, ...]
    parts: tuple["Node", ...]
    is_above: bool
    """The same stands further up, so that its parts are left out here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """An answer's reason: the whole in a sentence, what decided it, and the tree below."""

    root: Node
    telling: str


def why(tree: Any, language: Language) -> Why:
    """Return the reason that a determination holds."""
    reason = read(tree)
    if reason is None:  # its own English words are better than none
        said = str(tree.get("claim", "")) if isinstance(tree, dict) else ""
        root = Node(said=said, truth="", mark="", evidence=(), parts=(), is_above=False)
        return Why(root=root, telling=said)
    parts = _nodes(Branches().of(reason), language)
    return Why(root=_node(reason, parts, language), telling=language.reason(telling(reason)))


def read(tree: Any) -> Reason | None:
    """Return the reason that a tree is; None where it is of a newer program."""
    try:
        return _adapter().validate_python(tree)
    except ValidationError:
        return None


def _nodes(branches: Iterable[Branch], language: Language) -> tuple[Node, ...]:
    return tuple(
        _node(one.reason, _nodes(one.parts, language), language, is_above=one.is_above) for one in branches
    )


def _node(reason: Reason, parts: tuple[Node, ...], language: Language, *, is_above: bool = False) -> Node:
    return Node(
        said=language.reason(reason),
        truth=language.term("truth", reason.truth.value),
        mark=MARKS[reason.truth],
        evidence=reason.evidence,
        parts=parts,
        is_above=is_above,
    )


@cache
def _adapter() -> TypeAdapter[Reason]:
    return TypeAdapter(Reason)
