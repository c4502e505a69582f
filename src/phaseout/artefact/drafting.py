"""How is a paper drafted from a document, in which language, and does the register that answered match?"""

from dataclasses import replace

from phaseout.artefact.artefact import Artefact
from phaseout.artefact.material import Material
from phaseout.artefact.paper import Paper
from phaseout.artefact.particulars import Particulars
from phaseout.domain.problem import UsageError
from phaseout.register.query import Register
from phaseout.report.language import Language
from phaseout.report.reading import SavedDocument

_OTHER_REGISTER = (
    "The document was answered by register {0}, this paper quotes register {1}: run the survey again.",
    "Le document provient du registre {0}, et cette pièce cite le registre {1} : refaites l’examen.",
)


def drafted(
    artefact: Artefact, document: SavedDocument, register: Register, particulars: Particulars, lang: str
) -> Paper:
    """Return the draft.

    Raises:
        UsageError: the law it answers has no such language, the register asks for no such paper on the
            day, or the document was asked in no role that owes it.
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
    )
    paper = artefact.draft(material)
    answered = document.header.register
    if answered.digest == register.digest:
        return paper
    warning = _OTHER_REGISTER[lang == "fr"].format(answered.edition, register.edition)
    return replace(paper, notice=f"{paper.notice} {warning}")
