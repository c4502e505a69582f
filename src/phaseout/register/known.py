"""What does the register below an overlay hold, as far as the overlay's own entries are checked by it?"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from phaseout.pattern import Pattern
from phaseout.register.continuity import ids_of
from phaseout.register.directory import Spelling, folded
from phaseout.register.reference import Noun
from phaseout.register.row import Row
from phaseout.register.sealed import Content

_EMPTY: Content = {"vocabulary": {"kinds": {}}, "fingerprints": {}, "addresses": {}}


class Telling(NamedTuple):
    """A fingerprint that speaks for a maker."""

    id: str
    maker: str
    pattern: Pattern


class Known:
    """The ids and values of a compiled register, of which nothing tells the lines any more."""

    def __init__(self, content: Content) -> None:
        self._row = Row(content, "register")
        self._content = content

    @cached_property
    def ids(self) -> Mapping[Noun, frozenset[str]]:
        """Every id by noun."""
        found: dict[Noun, set[str]] = defaultdict(set)
        for noun, id_ in ids_of(self._content):
            found[noun].add(id_)
        return {noun: frozenset(ids) for noun, ids in found.items()}

    @cached_property
    def entries_of_lists(self) -> Mapping[str, tuple[str, ...]]:
        """List → the ids of its entries."""
        return {
            id_: tuple(part.text("id") for part in row.rows("entries")) for id_, row in self._kept("lists")
        }

    @cached_property
    def acts(self) -> Mapping[str, frozenset[str]]:
        """Measure → the acts its clauses regulate."""
        return {
            id_: frozenset(act for clause in row.rows("clauses") for act in clause.texts("acts"))
            for id_, row in self._kept("measures")
        }

    @cached_property
    def clauses(self) -> Mapping[str, frozenset[str]]:
        """Measure → the ids of its clauses."""
        return {
            id_: frozenset(clause.text("id") for clause in row.rows("clauses"))
            for id_, row in self._kept("measures")
        }

    @cached_property
    def brand_of_model(self) -> Mapping[str, str]:
        """Model → the brand in whose file it stands."""
        return {row.text("id"): row.text("brand") for row in self._row.rows("models")}

    @cached_property
    def brand_of_word(self) -> Mapping[str, str]:
        """Word on a box → the brand it names."""
        return {word: id_ for id_, row in self._kept("brands") for word in row.texts("words")}

    @cached_property
    def institution_of_name(self) -> Mapping[Spelling, str]:
        """Name of the law in either language, folded → the institution."""
        return {
            folded(row.row("name").text(language)): id_
            for id_, row in self._kept("institutions")
            for language in ("en", "fr")
        }

    @cached_property
    def blocks(self) -> Mapping[str, str | None]:
        """Prefix of hardware addresses → the party it is registered to."""
        addresses = self._row.row("addresses")
        parties = [row.maybe("party") for row in addresses.rows("registrants")]
        return {prefix: parties[index] for prefix, index in addresses.numbers("prefixes").items()}

    def telling(self, trait: str) -> tuple[Telling, ...]:
        """Return the fingerprints of a trait that speak for a maker."""
        found = []
        for row in self._row.row("fingerprints").rows(trait):
            tells = row.row("tells")
            maker = tells.row("maker").maybe("is_") if tells.has("maker") else None
            if maker:
                found.append(Telling(row.text("id"), maker, Pattern(row.text("pattern"))))
        return tuple(found)

    def _kept(self, key: str) -> list[tuple[str, Row]]:
        return list(self._row.row(key).entries()) if self._row.has(key) else []


NOTHING = Known(_EMPTY)
"""What lies below a whole register."""
