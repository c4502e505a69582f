"""A comment that names somebody, one that was changed and one withdrawn, and tasks about a thing and a branch."""

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from phaseout.web.discussion.models import State
from phaseout.web.discussion.services import (
    TaskFacts,
    change_comment,
    comment,
    give_task,
    settle_task,
    withdraw_comment,
)
from phaseout.web.frame.access import Access, Permission
from phaseout.web.people.models import Person
from web.furnishing.secret import SECRET


def discussing(there: SimpleNamespace) -> Access:
    """Return what somebody may do who discusses there, with a name that is nobody else's to read."""
    writer = Person(email=f"writer{there.organisation.pk}@example.org", name=f"Writer {SECRET}")
    writer.save()
    reach = frozenset({there.organisation.pk})
    return Access(person=writer.pk, reach={Permission.DISCUSS: reach, Permission.READ: reach})


def put(there: SimpleNamespace) -> Mapping[str, object]:
    access = discussing(there)
    said = comment(access, there.asset, f"Look at it {SECRET}, @Ada {SECRET}")
    changed = comment(access, there.site, f"Before {SECRET}")
    change_comment(access, changed, 1, f"After {SECRET}")
    withdraw_comment(access, comment(access, there.finding, f"Wrong {SECRET}"), 1)
    comment(access, there.survey, f"Whole {SECRET}")
    due = timezone.localdate() - timedelta(days=3)
    facts = TaskFacts(title=f"Look at the label {SECRET}", note=SECRET, due=due, role="technician")
    task = give_task(access, there.asset, facts)
    done = give_task(access, there.organisation, TaskFacts(title=f"Ask {SECRET}", role="analyst"))
    settle_task(access, done, 1, State.DONE, f"They said {SECRET}")
    return {"comment": said, "mention": said.mentions.get(), "task": task, "done_task": done}


EXAMPLES = {
    "comments": lambda of: {"sort": "asset", "pk": of.asset.pk},
    "comment-add": lambda of: {"sort": "asset", "pk": of.asset.pk},
    "comment-edit": lambda of: {"pk": of.comment.pk},
    "comment-withdraw": lambda of: {"pk": of.comment.pk},
    "mention-seen": lambda of: {"pk": of.mention.pk},
    "task": lambda of: {"pk": of.task.pk},
    "task-add": lambda of: {"sort": "site", "pk": of.site.pk},
    "task-edit": lambda of: {"pk": of.task.pk},
    "task-settle": lambda of: {"pk": of.task.pk},
}
