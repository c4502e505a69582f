"""Which values stand in a YAML file, and on which line does each stand?

Every scalar is read as text: the shapes know what is a date or a number, and YAML 1.1 would read
``on`` as true, ``NO`` as false and the address prefix ``001122`` as an octal number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from phaseout.register.fault import Fault, Level

Place = tuple[str | int, ...]
"""The way to a value: keys of mappings and indexes of lists, from the top of the file."""
Value = str | None | list["Value"] | dict[str, "Value"]

DEEPEST = 200
LARGEST = 32 << 20
"""Bytes; the largest file of the register has a fiftieth of that."""
_BRACKETS = re.compile(r"[\[\]{}]")
_NULL = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The content of a file with the line of each of its parts."""

    file: str
    value: Value
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a part; of the nearest part around it where it is missing."""
        for length in range(len(place), 0, -1):
            if (found := self.lines.get(place[:length])) is not None:
                return found
        return self.lines.get((), 1)

    def fault(self, level: Level, place: Place, message: str) -> Fault:
        """Return a fault standing at a part of this file."""
        return Fault(file=self.file, line=self.line(place), level=level, message=message)


class _Walk:
    """One pass over the nodes of a file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {}
        self.faults: list[Fault] = []
        self._met: set[int] = set()

    def wrong(self, node: yaml.Node, message: str) -> None:
        """Note a fault where a node begins."""
        line = node.start_mark.line + 1
        self.faults.append(Fault(file=self.file, line=line, level=Level.SHAPE, message=message))

    def value(self, node: yaml.Node, place: Place) -> Value:
        """Return the plain value of a node and note the line of each of its parts."""
        self.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self._met:
            self.wrong(node, "anchors and aliases are not used here: write it out")
            return None
        self._met.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, i)) for i, item in enumerate(node.value)]
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        return None if plain and node.value in _NULL else str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> Value:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.wrong(key_node, "a key must be a word")
                continue
            key = str(key_node.value)
            if key in found:
                first = self.lines[(*place, key)]
                self.wrong(key_node, f"the key {key!r} already stands on line {first}")
                continue
            self.lines[(*place, key)] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, (*place, key))
        return found


def read_yaml(path: Path) -> tuple[Located | None, list[Fault]]:  # noqa: PLR0911 (one for each fault)
    """Read a file; None where it is no YAML at all. Faults are of the level shape."""
    file = str(path)

    def broken(line: int, why: str) -> tuple[None, list[Fault]]:
        """Return what a file that cannot be read comes to."""
        return None, [Fault(file=file, line=line, level=Level.SHAPE, message=why)]

    walk = _Walk(file)
    if why := _unfit(path):
        return broken(1, why)
    try:
        text = path.read_text(encoding="utf-8")
        if _depth(text) > DEEPEST:
            raise RecursionError
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        value = None if node is None else walk.value(node, ())
    except OSError as error:
        return broken(1, f"cannot be opened: {error.strerror}")
    except UnicodeDecodeError as error:
        return broken(1, f"is not UTF-8 (byte {error.start})")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return broken(mark.line + 1 if mark else 1, f"is not YAML: {error.problem or error.context}")
    except (yaml.YAMLError, RecursionError) as error:
        is_deep = isinstance(error, RecursionError)
        why = "it is nested too deep" if is_deep else str(error).partition("\n")[0]
        return broken(1, f"is not YAML: {why}")
    if node is None:
        return broken(1, "is empty")
    return Located(file=file, value=value, lines=walk.lines), walk.faults


def _unfit(path: Path) -> str | None:
    """Say why a file is not even opened: a pipe never ends, and a device may not either."""
    if not path.exists():
        return None  # opening it says why
    if not path.is_file():
        return "is no ordinary file"
    size = path.stat().st_size
    return f"is too large ({size} bytes)" if size > LARGEST else None


def _depth(text: str) -> int:
    """Return how deep brackets are nested, in texts too: the parser would not survive too many."""
    deepest = depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest
