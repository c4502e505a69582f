"""What is noted of comments and tasks, and in which words?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.discussion.models import State
from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(
    what={
        "commented": _("commented"),
        "comment-changed": _("comment changed"),
        "comment-withdrawn": _("comment withdrawn"),
        "task-given": _("task given"),
        "task-changed": _("task changed"),
        "task-closed": _("task settled"),
        "task-opened-again": _("task opened again"),
    },
    passing=(
        "commented",
        "comment-changed",
        "comment-withdrawn",
        "task-given",
        "task-changed",
        "task-closed",
        "task-opened-again",
    ),
    words={
        "due": _("due"),
        "who": _("for whom"),
        "state": _("state"),
        "title": _("title"),
    },
    values={"state": dict(State.choices)},
)
