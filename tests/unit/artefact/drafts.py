"""Papers as the tests draft them: by name, as Markdown, by their marks."""

import io

from phaseout.artefact import ARTEFACTS, Artefact
from phaseout.artefact.drafting import drafted
from phaseout.artefact.markdown_file import write_markdown
from phaseout.artefact.paper import Choice, Mark, Paper
from phaseout.artefact.particulars import Particulars
from phaseout.register import Register
from phaseout.report.reading import SavedDocument

CONTRACTOR = ("us/federal-contractor",)
SECURITY = {"purpose": ("government-facility-security",)}
OTHER = {"purpose": ("other",)}
NOTHING_TOLD = Particulars()


def artefact(name: str) -> Artefact:
    return next(one for one in ARTEFACTS if one.name == name)


def paper(
    name: str,
    document: SavedDocument,
    *,
    lang: str = "en",
    told: Particulars = NOTHING_TOLD,
    register: Register | None = None,
) -> Paper:
    return drafted(artefact(name), document, register or Register.open(), told, lang)


def markdown(made: Paper) -> str:
    stream = io.BytesIO()
    write_markdown(made, stream)
    return stream.getvalue().decode()


def marks(made: Paper) -> list[Mark]:
    return [block.mark for block in made.blocks if isinstance(block, Choice)]
