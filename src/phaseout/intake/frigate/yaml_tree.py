"""What does a YAML file hold, with the line of each value, without being led into a trap?

Only events are taken from the parser: no tag makes an object, an alias is a second way to the same node
and is never copied, and what one asks for is found by its path, so a bomb of aliases does nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

_MOST_EVENTS = 2_000_000
_MOST_MERGES = 64
_DEEPEST = 64


@dataclass(slots=True)
class Node:
    """A scalar, a list or a mapping."""

    line: int
    text: str | None = None
    items: list["Node"] = field(default_factory=list)
    pairs: list[tuple[str, "Node"]] = field(default_factory=list)

    def get(self, key: str) -> "Node | None":
        """Return the value of a key, from what is merged in (``<<``) if it is not there itself.

        Each mapping is looked at once, and no more than so many: eight names that each stand for thirty of
        the one before would be looked at 30⁸ times.
        """
        waiting, seen = [self], set[int]()
        while waiting and len(seen) < _MOST_MERGES:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            found = next((value for name, value in node.pairs if name == key), None)
            if found is not None:
                return found
            merged = (value for name, value in node.pairs if name == "<<")
            waiting += reversed([one for value in merged for one in value.items or [value]])
        return None

    def at(self, *path: str) -> "Node | None":
        """Return what stands at a path of keys."""
        node: Node | None = self
        for key in path:
            node = node.get(key) if node is not None else None
        return node


class TreeError(ValueError):
    """The text is no YAML, or more than a configuration holds; the message says where."""


def tree_of(text: str) -> tuple[Node, list[tuple[str, Node]]]:
    """Return the first document, and every scalar of it with its key, in order, each once.

    Raises:
        TreeError: it cannot be parsed to its end.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder()
    try:
        for count, event in enumerate(yaml.parse(text, Loader=loader)):
            if isinstance(event, yaml.DocumentEndEvent):
                break
            if count > _MOST_EVENTS:
                raise TreeError(f"more than {_MOST_EVENTS} elements")
            builder.take(event, type(event).__name__)
            if builder.depth > _DEEPEST:
                raise TreeError(f"nested deeper than {_DEEPEST}")
    except TreeError:
        raise
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark is not None else ""
        # the parser's own words would quote the line, which may hold a password
        raise TreeError(f"no YAML{where}") from error
    return builder.root, builder.scalars


class _Builder:
    def __init__(self) -> None:
        self.root = Node(1)
        self.scalars: list[tuple[str, Node]] = []
        self._open: list[Node] = []
        self._keys: list[str | None] = []
        self._anchors: dict[str, Node] = {}

    @property
    def depth(self) -> int:
        """How many lists and mappings are open."""
        return len(self._open)

    def take(self, event: object, kind: str) -> None:
        if kind in {"SequenceEndEvent", "MappingEndEvent"}:
            self._open.pop()
            self._keys.pop()
            return
        if kind == "AliasEvent":
            self._enter(self._anchors.get(str(getattr(event, "anchor", "")), Node(1)), is_alias=True)
            return
        if kind not in {"ScalarEvent", "SequenceStartEvent", "MappingStartEvent"}:
            return
        mark = getattr(event, "start_mark", None)
        node = Node((mark.line if mark else 0) + 1, getattr(event, "value", None))
        if anchor := getattr(event, "anchor", None):
            self._anchors[anchor] = node
        is_container = kind != "ScalarEvent"
        self._enter(node, is_alias=False)
        if is_container:
            self._open.append(node)
            self._keys.append(None if kind == "MappingStartEvent" else "")

    def _enter(self, node: Node, *, is_alias: bool) -> None:
        if not self._open:
            self.root = node
        elif self._keys[-1] == "":
            self._open[-1].items.append(node)
            if node.text is not None and not is_alias:
                self.scalars.append(("", node))
        elif self._keys[-1] is None:
            self._keys[-1] = node.text or "?"
        else:
            key = self._keys[-1]
            self._open[-1].pairs.append((key, node))
            if node.text is not None and not is_alias:
                self.scalars.append((key, node))
            self._keys[-1] = None


def texts_of(node: Node | None) -> Iterator[Node]:
    """Yield the scalars of a scalar or of a list of them."""
    if node is None:
        return
    if node.text is not None:
        yield node
    yield from (item for item in node.items if item.text is not None)
