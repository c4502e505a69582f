"""What changes findings, judgements and answers?"""

from phaseout.web.findings.services.answering import answer, answer_all
from phaseout.web.findings.services.counting import counted, follow, recount
from phaseout.web.findings.services.recording import (
    note_decided_again,
    note_gravest,
    record,
    record_run,
    take_back,
)
from phaseout.web.findings.services.review import (
    OwnProposalError,
    assess,
    decide,
    propose,
    propose_many,
    withdraw,
)

__all__ = [
    "OwnProposalError",
    "answer",
    "answer_all",
    "assess",
    "counted",
    "decide",
    "follow",
    "note_decided_again",
    "note_gravest",
    "propose",
    "propose_many",
    "record",
    "record_run",
    "recount",
    "take_back",
    "withdraw",
]
