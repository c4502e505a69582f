"""What changes findings, judgements and answers?"""

from phaseout.web.findings.services.answering import answer, answer_all
from phaseout.web.findings.services.recording import note_decided_again, note_gravest, record, take_back
from phaseout.web.findings.services.review import (
    ChangedMeanwhileError,
    OwnProposalError,
    assess,
    decide,
    propose,
    propose_many,
    withdraw,
)

__all__ = [
    "ChangedMeanwhileError",
    "OwnProposalError",
    "answer",
    "answer_all",
    "assess",
    "decide",
    "note_decided_again",
    "note_gravest",
    "propose",
    "propose_many",
    "record",
    "take_back",
    "withdraw",
]
