"""What are the words of the register and of the house called in the reader's language? As reports say them.

Nothing else in the web application names an id: one thing has one name on every page, list, filter and file.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Protocol

from django.utils.translation import get_language

from phaseout.domain.claim import Grade
from phaseout.domain.determination import GRAVEST_FIRST, Outcome
from phaseout.domain.measure import is_of_canada
from phaseout.register import Register
from phaseout.report.language import Language
from phaseout.report.measure_page import register_labels
from phaseout.survey.labels import every_label
from phaseout.web.frame.folded import folded

Choices = list[tuple[str, str]]


@cache
def register() -> Register:
    """Return the register of this server: one for the life of a process."""
    return Register.open()


def language() -> Language:
    """Return the reader's language, with the names of everything the register speaks of."""
    return _language("fr" if (get_language() or "en").startswith("fr") else "en")


@cache
def _language(code: str) -> Language:
    labels = replace(every_label(register()), measures=register_labels(register()).measures)
    return Language(code, labels)


def party(id_: str) -> str:
    """Return the name people know a maker or supplier by; what the register does not know as it is."""
    return language().party(id_)


def brand(id_: str) -> str:
    """Return the name on the box."""
    return language().brand(id_)


def measure(id_: str) -> str:
    """Return the title of a measure."""
    return language().measure(id_)


def kind(id_: str) -> str:
    """Return what a kind of asset is called."""
    return language().term("kind", id_)


def role(id_: str) -> str:
    """Return what a role in law is called."""
    return language().term("role", id_)


def purpose(id_: str) -> str:
    """Return what a purpose is called."""
    return language().term("purpose", id_)


def outcome(id_: str) -> str:
    """Return what an outcome is called."""
    return language().term("outcome", id_)


def standing(gravest: str) -> str:
    """Return how a thing stands whose gravest outcome is given.

    That no measure asked applies is no permission, and no measure's word on the thing.
    """
    return language().text("figure.settled") if gravest == Outcome.DOES_NOT_APPLY else outcome(gravest)


def tone(gravest: str) -> str:
    """Return the class of a thing's standing: that nothing was found against it has no colour."""
    return "silent" if gravest == Outcome.DOES_NOT_APPLY else gravest


def act(id_: str) -> str:
    """Return what an act is called."""
    return language().term("act", id_)


def grade(id_: str) -> str:
    """Return what a grade is called."""
    return language().term("grade", id_)


def kind_so_far(id_: str, grade_: str) -> str:
    """Return what a kind of asset is called, and that it is a guess where only a weak sign says it."""
    return kind(id_) if is_firm(grade_) else language().text("thing.guessed", kind(id_))


def maker_so_far(id_: str, grade_: str) -> str:
    """Return the name of a maker, with the grade where no determination may rest on it."""
    return party(id_) if is_firm(grade_) else f"{party(id_)} ({grade(grade_)})"


def is_firm(grade_: str) -> bool:
    """Whether a determination may rest on what has a grade, or nobody graded it."""
    return not grade_ or Grade(grade_).is_firm


class Product(Protocol):
    """Something of which it may be known what it is."""

    kind: str
    maker: str
    brand: str
    model: str


def product(one: Product) -> str:
    """Return what a thing is, as far as anybody knows: kind, brand or maker, and model."""
    maker = brand(one.brand) if one.brand else party(one.maker) if one.maker else ""
    return " · ".join(filter(None, (kind(one.kind) if one.kind else "", f"{maker} {one.model}".strip())))


def kinds() -> Choices:
    """Return (id, name) of every kind somebody can say an asset is."""
    return _by_name(kind, register().vocabulary.answers)


def makers() -> Choices:
    """Return (id, name) of every party that makes things."""
    return _by_name(party, (id_ for id_, one in register().parties.items() if "maker" in one.kinds))


def parties() -> Choices:
    """Return (id, name) of every party."""
    return _by_name(party, register().parties)


def legal_names() -> Choices:
    """Return (id, name) of every party, as it is registered: for those who write it so."""
    return [(id_, one.name) for id_, one in register().parties.items()]


def brands() -> Choices:
    """Return (id, name) of every brand."""
    return _by_name(brand, register().brands)


def measures() -> Choices:
    """Return (id, title) of every measure."""
    return _by_name(measure, register().measures)


def acts() -> Choices:
    """Return (id, name) of every act, in the register's order."""
    return [(id_, act(id_)) for id_ in register().vocabulary.acts]


def roles() -> Choices:
    """Return (id, name) of every role a measure may ask for: Canada's first, each country's by name."""

    def place(one: tuple[str, str]) -> tuple[bool, bool, str, str]:
        country, _, within = one[0].partition("/")
        return not is_of_canada(country), not within, country, folded(one[1])

    return sorted(((id_, role(id_)) for id_ in register().vocabulary.roles), key=place)


def purposes() -> Choices:
    """Return (id, name) of every purpose, in the register's order."""
    return [(id_, purpose(id_)) for id_ in register().vocabulary.values.get("purpose", {})]


def outcomes() -> Choices:
    """Return (id, name) of every outcome, the gravest first."""
    return [(one.value, outcome(one.value)) for one in GRAVEST_FIRST]


def standings() -> Choices:
    """Return (id, name) of every way a thing can stand, the gravest first."""
    return [(one.value, standing(one.value)) for one in GRAVEST_FIRST]


OF_REGISTER = (kinds, makers, parties, legal_names, brands, measures, acts, roles, purposes)
"""Choices that another edition of the register may widen; all others the program itself settles."""


def _by_name(named: Callable[[str], str], ids: Iterable[str]) -> Choices:
    return sorted(((id_, named(id_)) for id_ in ids), key=lambda one: one[1].casefold())
