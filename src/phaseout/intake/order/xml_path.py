"""What stands in an element under these local names, whatever their namespace?"""

from collections.abc import Container, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from lxml.etree import _Element as Element

_MANNERS = frozenset(
    ("b", "strong", "i", "em", "u", "s", "span", "font", "small", "big", "sub", "sup", "mark")
)
"""Elements of HTML that programs leave in a text and that do not part a word."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Node(NamedTuple):
    """An element without namespaces, looked up by name in a tenth of the time lxml takes."""

    name: str
    text: str
    """Its text and that of the elements in it, if it has any of its own; white space is made single."""
    attributes: Mapping[str, str]
    within: Mapping[str, "list[Node]"]
    """The elements in it by name, in their order."""

    def get(self, name: str, otherwise: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, otherwise)


def name_of(element: Element) -> str:
    """Return the local name of an element."""
    return str(element.tag).rpartition("}")[2]


def node_of(element: Element, without: Container[str] = (), name: str = "") -> Node:
    """Return an element and all in it but those of some names; a parser lets none be deeper than 256."""
    within: dict[str, list[Node]] = {}
    own = element.text or ""
    for inner in element:
        named = name_of(inner)
        if named not in without:
            within.setdefault(named, []).append(node_of(inner, without, named))
        if (tail := inner.tail) and not tail.isspace():
            own += tail
    if within and own and not own.isspace():
        own = "".join(_running_text(element))
    given = element.items()
    attributes = {str(key): str(value) for key, value in given} if given else _NOTHING
    return Node(name or name_of(element), " ".join(own.split()), attributes, within)


def node_before(element: Element, end: Element, without: Container[str] = ()) -> Node:
    """Return an element and what stands in it before another that is within it."""
    around = (end, *end.iterancestors())
    within: dict[str, list[Node]] = {}
    for inner in element:
        if inner is end:
            break
        if inner in around:
            within.setdefault(name_of(inner), []).append(node_before(inner, end, without))
            break
        if (named := name_of(inner)) not in without:
            within.setdefault(named, []).append(node_of(inner, without, named))
    attributes = {str(key): str(value) for key, value in element.items()}
    return Node(name_of(element), " ".join((element.text or "").split()), attributes, within)


def _running_text(element: Element) -> Iterator[str]:
    """Yield the text of an element and of those in it, apart but where the inner is a manner of writing."""
    yield element.text or ""
    for inner in element:
        between = "" if name_of(inner) in _MANNERS else " "
        yield between
        yield from _running_text(inner)
        yield between
        yield inner.tail or ""


def children(node: Node | None, *path: str) -> list[Node]:
    """Return every element at the end of a path of local names."""
    found = [] if node is None else [node]
    for name in path:
        found = [inner for one in found for inner in one.within.get(name, ())]
    return found


def child(node: Node | None, *path: str) -> Node | None:
    """Return the first element at the end of a path, None if there is none."""
    return next(iter(children(node, *path)), None)


def text_of(node: Node | None) -> str:
    """Return the text of an element, "" if there is none."""
    return "" if node is None else node.text


def text(node: Node | None, *path: str) -> str:
    """Return the text at the end of a path, "" if there is none."""
    return text_of(child(node, *path))


def texts(node: Node | None, *path: str) -> tuple[str, ...]:
    """Return every text at the end of a path that says something."""
    return tuple(one.text for one in children(node, *path) if one.text)


def first_text(node: Node | None, paths: Iterable[tuple[str, ...]]) -> str:
    """Return the text at the first of several paths that holds one."""
    return next(filter(None, (text(node, *path) for path in paths)), "")


def everywhere(node: Node, name: str) -> Iterator[Node]:
    """Yield every element of a name in an element, however deep."""
    for named, nodes in node.within.items():
        for one in nodes:
            if named == name:
                yield one
            yield from everywhere(one, name)
