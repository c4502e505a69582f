"""What changes comments and tasks?"""

from phaseout.web.discussion.services.comments import (
    TooLateError,
    change_comment,
    comment,
    note_seen,
    withdraw_comment,
)
from phaseout.web.discussion.services.tasks import TaskFacts, change_task, give_task, settle_task

__all__ = [
    "TaskFacts",
    "TooLateError",
    "change_comment",
    "change_task",
    "comment",
    "give_task",
    "note_seen",
    "settle_task",
    "withdraw_comment",
]
