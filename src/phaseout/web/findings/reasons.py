"""Why is it so? The tree of an answer in the reader's language, in the words of every report."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from phaseout.domain.truth import Reason, Truth
from phaseout.report.html_branch import Branch, Branches
from phaseout.report.language import Language
from phaseout.report.standing import telling
from phaseout.web.estate.models import Asset
from phaseout.web.findings.grounds import Grounds, Rest, rests
from phaseout.web.frame.access import Access

Pointing = Callable[[Reason], tuple[Rest, ...]]
"""Says what a reason points at."""
MARKS = {Truth.YES: "✓", Truth.NO: "✗", Truth.UNKNOWN: "?"}


def plainly(reason: Reason) -> tuple[Rest, ...]:
    """Return what a reason points at, in the words in which it is kept."""
    return tuple(Rest(said=one) for one in reason.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One sentence of a reason, with what it rests on."""

    said: str
    truth: str
    mark: str
    rests: tuple[Rest, ...]
    parts: tuple["Node", ...]
    is_above: bool
    """The same stands further up, so that its parts are left out here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """An answer's reason: the whole in a sentence, what decided it, and the tree below."""

    root: Node
    telling: str


def why(tree: Any, language: Language, pointing: Pointing = plainly) -> Why:
    """Return the reason that a determination holds.

    Args:
        tree: as it is kept.
        language: the reader's.
        pointing: says what a reason points at.
    """
    reason = read(tree)
    if reason is None:  # its own English words are better than none
        said = str(tree.get("claim", "")) if isinstance(tree, dict) else ""
        root = Node(said=said, truth="", mark="", rests=(), parts=(), is_above=False)
        return Why(root=root, telling=said)
    parts = _nodes(Branches().of(reason), language, pointing)
    return Why(root=_node(reason, parts, language, pointing), telling=language.reason(telling(reason)))


def pointing_at(access: Access, grounds: Grounds, asset: Asset) -> Pointing:
    """Return what tells of a reason about a thing the places where that was seen on which it rests."""

    def pointing(reason: Reason) -> tuple[Rest, ...]:
        return rests(access, _evidence(reason, grounds), grounds, asset)

    return pointing


def read(tree: Any) -> Reason | None:
    """Return the reason that a tree is; None where it is of a newer program."""
    try:
        return _adapter().validate_python(tree)
    except ValidationError:
        return None


def pointed(tree: Any, grounds: Grounds) -> Any:
    """Return the tree of an answer with each fact pointing at what shows it; a newer one as it is."""
    reason = read(tree)
    return tree if reason is None else _with_seen(tree, reason, grounds)


def _with_seen(tree: Any, reason: Reason, grounds: Grounds) -> Any:
    parts = zip(tree.get("because", ()), reason.because, strict=True)
    return {
        **tree,
        "evidence": list(_evidence(reason, grounds)),
        "because": [_with_seen(part, read_part, grounds) for part, read_part in parts],
    }


def _evidence(reason: Reason, grounds: Grounds) -> tuple[str, ...]:
    """Return ids of what shows the fact of a reason, then what else it rests on.

    Answers that things alike share are kept without what shows each of them; others with it.
    """
    leaf = replace(reason, because=()).with_evidence(grounds.of_fact)
    return tuple(dict.fromkeys(leaf.evidence))


def _nodes(branches: Iterable[Branch], language: Language, pointing: Pointing) -> tuple[Node, ...]:
    return tuple(
        _node(
            one.reason, _nodes(one.parts, language, pointing), language, pointing, is_above=one.is_above
        )
        for one in branches
    )  # fmt: skip


def _node(
    reason: Reason,
    parts: tuple[Node, ...],
    language: Language,
    pointing: Pointing,
    *,
    is_above: bool = False,
) -> Node:
    return Node(
        said=language.reason(reason),
        truth=language.term("truth", reason.truth.value),
        mark=MARKS[reason.truth],
        rests=pointing(reason),
        parts=parts,
        is_above=is_above,
    )


@cache
def _adapter() -> TypeAdapter[Reason]:
    return TypeAdapter(Reason)
