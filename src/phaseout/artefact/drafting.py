"""How is a paper drafted from a document, in which language, and does the register that answered match?"""

from collections.abc import Iterator
from dataclasses import replace

from phaseout.artefact.artefact import Artefact
from phaseout.artefact.material import Material
from phaseout.artefact.paper import Block, Heading, Paper, Table
from phaseout.artefact.particulars import Particulars
from phaseout.artefact.words import Words
from phaseout.domain.problem import UsageError
from phaseout.register.query import Register
from phaseout.report.language import Language
from phaseout.report.reading import SavedDocument

_LONGEST = 240
"""Characters of a cell or heading, both made of what devices and files say: more would push out the rest."""


def drafted(
    artefact: Artefact, document: SavedDocument, register: Register, particulars: Particulars, lang: str
) -> Paper:
    """Return the draft, with its days and what is to be said of its register in its notices.

    Raises:
        UsageError: the law it answers has no such language, the register asks for no such paper on the
            day, the document was asked in no role that owes it, or of a day that cannot carry it.
    """
    if lang not in artefact.langs:
        raise UsageError(
            f"{artefact.name} is made in {', '.join(artefact.langs)}",
            where="--lang",
            remedy="a paper is written in a language of the law it answers",
        )
    material = Material(
        document=document,
        register=register,
        particulars=particulars,
        language=Language(lang, document.trailer.labels),
        artefact=artefact.name,
        moment=artefact.moment,
    )
    material.check()
    paper = artefact.draft(material)
    notices = (*paper.notices, *_frame(material))
    return replace(paper, notices=notices, blocks=tuple(_bounded(block, lang) for block in paper.blocks))


def _frame(material: Material) -> Iterator[str]:
    yield from material.days.sentences(material.owed, material.language)
    answered, quoted = material.document.header.register, material.register
    if answered.digest != quoted.digest:
        say = Words(material.language.code, "drafting")
        yield say("other-register", answered.edition, quoted.edition)


def _bounded(block: Block, lang: str) -> Block:
    match block:
        case Table(heads=heads, rows=rows):
            return Table(heads=heads, rows=[tuple(_cut(cell, lang) for cell in row) for row in rows])
        case Heading(text=text, level=level):
            return Heading(text=_cut(text, lang), level=level)
        case _:
            return block


def _cut(text: str, lang: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return Words(lang, "cell")("cut", text[:_LONGEST].rstrip(), len(text))
