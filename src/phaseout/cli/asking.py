"""As whom does the command line ask, and what does it say of that?"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

from phaseout.domain.institution import Institution
from phaseout.register.vocabulary import Vocabulary
from phaseout.report.language import Language
from phaseout.report.pinpoint import pinpoint

F = TypeVar("F", bound=Callable[..., object])


def institution_option(command: F) -> F:
    """Add ``--institution``."""
    return click.option(
        "--institution",
        "institutions",
        multiple=True,
        metavar="NAME",
        help="Which federal institution of Canada you are: adds its roles; may be given again.",
    )(command)


def introduced(institutions: Iterable[Institution], vocabulary: Vocabulary, lang: str) -> Iterator[str]:
    """Yield as whom is asked, so that no name is taken for another unseen, and what is special of it."""
    colon = f"{Language(lang).colon} "
    for one in institutions:
        roles = "; ".join(
            f"{vocabulary.roles[role].in_language(lang)} ({places(one, role, lang)})" for role in one.roles
        )
        yield f"{one.id}, {one.name.in_language(lang)}{colon}{roles}"
        if one.note is not None:
            yield f"  {one.note.in_language(lang)}"


def places(institution: Institution, role: str | None, lang: str) -> str:
    """Return where the lists stand that give the institution a role."""
    return ", ".join(pinpoint(line.place, lang) for line in institution.listed if line.role == role)
