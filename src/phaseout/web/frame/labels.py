"""What is an id of the register, or a closed word of the house, called in the reader's language?"""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language

from phaseout.register import Register
from phaseout.report.terms import TERMS

Choices = list[tuple[str, str]]


@cache
def _register() -> Register:
    return Register.open()


def reader() -> str:
    """Return the language of whoever reads: ``en`` or ``fr``."""
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def party(id_: str) -> str:
    """Return the name of a maker or supplier; what the register does not know is returned as it is."""
    return _register().parties[id_].name if id_ in _register().parties else id_


def brand(id_: str) -> str:
    """Return the name on the box."""
    return _register().brands[id_].name if id_ in _register().brands else id_


def kind(id_: str) -> str:
    """Return what a kind of thing is called."""
    known = _register().vocabulary.kinds
    return known[id_].name.in_language(reader()) if id_ in known else id_


def role(id_: str) -> str:
    """Return what a role in law is called."""
    known = _register().vocabulary.roles
    return known[id_].in_language(reader()) if id_ in known else id_


def purpose(id_: str) -> str:
    """Return what a purpose is called."""
    known = _register().vocabulary.values.get("purpose", {})
    return known[id_].in_language(reader()) if id_ in known else id_


def measure(id_: str) -> str:
    """Return the title of a measure."""
    known = _register().measures
    return known[id_].title.in_language(reader()) if id_ in known else id_


def word(sort: str, id_: str) -> str:
    """Return a closed word of the house: ``word("outcome", "applies")``, ``word("grade", "strong")``."""
    known = TERMS.get(f"{sort}/{id_}")
    return known.in_language(reader()) if known else id_


def kinds() -> Choices:
    """Return (id, name) of every kind somebody can say a thing is."""
    return _named(
        {id_: one.name.in_language(reader()) for id_, one in _register().vocabulary.answers.items()}
    )


def parties() -> Choices:
    """Return (id, name) of every party that makes things."""
    return _named({id_: one.name for id_, one in _register().parties.items() if "maker" in one.kinds})


def brands() -> Choices:
    """Return (id, name) of every brand."""
    return _named({id_: one.name for id_, one in _register().brands.items()})


def roles() -> Choices:
    """Return (id, name) of every role a measure may ask for, in the register's order."""
    return [(id_, one.in_language(reader())) for id_, one in _register().vocabulary.roles.items()]


def purposes() -> Choices:
    """Return (id, name) of every purpose, in the register's order."""
    known = _register().vocabulary.values.get("purpose", {})
    return [(id_, one.in_language(reader())) for id_, one in known.items()]


def _named(names: Mapping[str, str]) -> Choices:
    return sorted(names.items(), key=lambda one: one[1].casefold())
