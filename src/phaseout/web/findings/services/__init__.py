"""What changes findings, judgements and answers?"""

from phaseout.web.findings.services.answering import answer, answer_all, let_go, withdraw_answer
from phaseout.web.findings.services.counting import counted, follow, recount
from phaseout.web.findings.services.keeping import keep_file
from phaseout.web.findings.services.recording import (
    note_decided_again,
    note_gravest,
    record,
    record_run,
    take_back,
)
from phaseout.web.findings.services.review import assess, propose, propose_many
from phaseout.web.findings.services.settling import (
    BeyondLimitError,
    OutdatedError,
    OwnProposalError,
    decide,
    decide_many,
    withdraw,
)

__all__ = [
    "BeyondLimitError",
    "OutdatedError",
    "OwnProposalError",
    "answer",
    "answer_all",
    "assess",
    "counted",
    "decide",
    "decide_many",
    "follow",
    "keep_file",
    "let_go",
    "note_decided_again",
    "note_gravest",
    "propose",
    "propose_many",
    "record",
    "record_run",
    "recount",
    "take_back",
    "withdraw",
    "withdraw_answer",
]
