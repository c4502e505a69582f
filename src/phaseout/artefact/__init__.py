"""Which papers does the law ask for, and how does a document become one somebody can edit and sign?"""

from phaseout.artefact import affidavit_louisiana, assessment_quebec, representation_889, written_question
from phaseout.artefact.artefact import Artefact
from phaseout.artefact.reports_889 import ONE_DAY_REPORT, TEN_DAY_REPORT

ARTEFACTS: tuple[Artefact, ...] = (
    representation_889.ARTEFACT,
    ONE_DAY_REPORT,
    TEN_DAY_REPORT,
    affidavit_louisiana.ARTEFACT,
    assessment_quebec.ARTEFACT,
    written_question.ARTEFACT,
)
"""Every artefact, in the order it is listed."""

__all__ = ["ARTEFACTS", "Artefact"]
