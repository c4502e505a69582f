"""``phaseout institutions``: which federal institution is it, and which roles does the law give it?"""

import shutil
from collections.abc import Iterable, Iterator, Sequence

import click

from phaseout.cli.asking import places
from phaseout.cli.drawing import safe_lines
from phaseout.cli.options import lang_option, nearest, open_register, register_option, remedy_of
from phaseout.domain.cite import Cite, Text
from phaseout.domain.institution import Institution
from phaseout.domain.problem import UsageError
from phaseout.register.directory import How
from phaseout.register.named import ONLY_FEDERAL, candidates
from phaseout.register.query import Register
from phaseout.report.grid import NARROW, Grid, wrapped
from phaseout.report.language import Language
from phaseout.report.pinpoint import pinpoint

_HEADINGS = (Text(en="Name", fr="Nom"), Text(en="Roles", fr="Rôles"), Text(en="Listed in", fr="Inscription"))
_SHARES = (5, 3, 3)
_WORDS = {
    "also": Text(en="also", fr="aussi"),
    "role": Text(en="role", fr="rôle"),
    "listed": Text(en="listed in", fr="inscription"),
    "note": Text(en="note", fr="remarque"),
}


@click.command()
@click.argument("search", required=False)
@click.option("--role", metavar="ID", help="Only institutions with this role.")
@register_option
@lang_option
def command(search: str | None, role: str | None, register_at: str | None, lang: str) -> None:
    """List the federal institutions of Canada, or find one by SEARCH, with the roles the law gives them.

    SEARCH is a name in English or French, a part of one, an applied title, an abbreviation or an id.
    Accents, capitals and small words do not matter. What is found alone is shown whole.
    """
    register = open_register(register_at)
    if role is not None and role not in register.vocabulary.roles:
        raise UsageError(
            f"there is no role {role!r}",
            remedy=remedy_of(nearest(role, register.vocabulary.roles), "'phaseout roles' lists the roles"),
        )
    found = _found(search, register) if search is not None else tuple(register.institutions.values())
    chosen = [one for one in found if role is None or role in one.roles]
    if not chosen:
        raise UsageError(f"none of them has the role {role}", remedy="leave --role away")
    lines = _whole(chosen[0], register, lang) if len(chosen) == 1 else _table(chosen, lang)
    click.echo(safe_lines(lines), nl=False)


def _found(search: str, register: Register) -> tuple[Institution, ...]:
    found = register.directory.find(search)
    if found.how is How.ALIKE:
        near = (
            f"perhaps {candidates(found.institutions)}" if found.institutions else "search for one word of it"
        )
        raise UsageError(f"no institution is called {search!r}", remedy=f"{near}; {ONLY_FEDERAL}")
    return found.institutions


def _table(institutions: Sequence[Institution], lang: str) -> Iterator[str]:
    """Yield a row for each institution: name and id, its roles, the lists that name it; then its note."""
    wide = shutil.get_terminal_size(fallback=(110, 24)).columns
    heads = [heading.in_language(lang) for heading in _HEADINGS]
    grid = Grid(heads=heads, shares=_SHARES, width=wide)
    yield from grid.head()
    for one in institutions:
        lists = dict.fromkeys(pinpoint(line.place, lang) for line in one.listed)
        yield from grid.row(((one.name.in_language(lang), one.id), one.roles, tuple(lists)))
        if one.note is not None:
            yield from (f"    {line}" for line in wrapped(one.note.in_language(lang), max(wide, NARROW) - 4))


def _whole(institution: Institution, register: Register, lang: str) -> Iterator[str]:
    """Yield everything the register says of one institution, with its sources."""
    colon = Language(lang).colon + " "

    def line(key: str, text: str) -> str:
        """Return a line of the entry under its label."""
        return f"  {_WORDS[key].in_language(lang)}{colon}{text}"

    other = "fr" if lang == "en" else "en"
    yield f"{institution.id}{colon}{institution.name.in_language(lang)}"
    yield line("also", institution.name.in_language(other))
    for names in institution.also:
        yield line("also", f"{', '.join(names.names)}  [{_cites(names.cite)}]")
    for listed in institution.listed:
        if listed.role is None:
            yield line("listed", f"{pinpoint(listed.place, lang)}  [{_cites(listed.cite)}]")
    for role in institution.roles:
        name = register.vocabulary.roles[role].in_language(lang)
        cites = (cite for listed in institution.listed if listed.role == role for cite in listed.cite)
        yield line("role", f"{role} ({name}), {places(institution, role, lang)}  [{_cites(cites)}]")
    if institution.note is not None:
        yield line("note", f"{institution.note.in_language(lang)}  [{_cites(institution.cite)}]")


def _cites(cites: Iterable[Cite]) -> str:
    return "; ".join(map(str, cites))
