"""What stands in somebody's letter? One function for each part, in the order in which they stand.

Letters hold no text of devices, files or orders: titles of the register, counts, and names that people gave.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phaseout.web.discussion.models import Task
from phaseout.web.discussion.queries import tasks_due
from phaseout.web.findings.queries import findings_seen, waiting_facts, waiting_on
from phaseout.web.findings.questions import question
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.words import language
from phaseout.web.notices.queries import newly_applying, surveys_finished

FIRST = timedelta(days=7)
"""How far back a first letter looks."""
MOST = 10
"""Lines of a part; the page it leads to has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a letter."""

    title: str
    lines: tuple[str, ...]
    more: int
    """Lines left out, which is said."""
    path: str
    """The page that has all."""


PartOf = Callable[[Access, datetime], Part | None]


def to_decide(access: Access, _since: datetime) -> Part | None:
    """Return the findings that wait on somebody: to be decided, or sent back to them."""
    waiting = waiting_on(access, findings_seen(access))
    number = waiting.count()
    if not number:
        return None
    title = ngettext("%(number)s finding waits on you", "%(number)s findings wait on you", number)
    by_measure = Counter(waiting.values_list(*("measure",)))
    counted = [(language().measure(measure), count) for (measure,), count in by_measure.most_common()]
    return _part(title % {"number": number}, counted, reverse("findings") + "?waiting=me")


def questions(access: Access, _since: datetime) -> Part | None:
    """Return the questions that findings wait for, to who may answer them."""
    facts = waiting_facts(access) if access.may_anywhere(Permission.ASSESS) else []
    if not facts:
        return None
    counted = [(question(one.fact).name, one.findings) for one in facts]
    return _part(_("Questions that findings wait for"), counted, reverse("questions"))


def surveys(access: Access, since: datetime) -> Part | None:
    """Return the surveys that were examined since the last letter."""
    found = [
        (f"{one.name}: {one.get_state_display()}", one.assets_done)
        for one in surveys_finished(access, since).order_by("-pk")[: MOST * 10]
    ]
    return _part(_("Surveys examined"), found, reverse("surveys")) if found else None


def newly(access: Access, since: datetime) -> Part | None:
    """Return the measures that newly apply to things since the last letter."""
    by_measure = Counter(newly_applying(access, since).values_list(*("measure",)))
    if not by_measure:
        return None
    counted = [(language().measure(measure), count) for (measure,), count in by_measure.most_common()]
    return _part(_("Newly applies"), counted, reverse("findings") + "?outcome=applies")


def tasks(access: Access, _since: datetime) -> Part | None:
    """Return the tasks of somebody that are due within a week, or overdue, the most urgent first."""
    due = tasks_due(access, timezone.localdate())
    if not due:
        return None
    title = ngettext("%(number)s task of yours is due", "%(number)s tasks of yours are due", len(due))
    said = [(one.title, _due(one)) for one in due]
    return _part(title % {"number": len(due)}, said, reverse("tasks") + "?whose=me")


PARTS: tuple[PartOf, ...] = (to_decide, tasks, questions, surveys, newly)
"""What a letter is made of."""


def parts_of(access: Access, since: datetime) -> list[Part]:
    """Return the parts of somebody's letter that have something to say."""
    return [part for of in PARTS if (part := of(access, since)) is not None]


def _due(task: Task) -> str:
    day = date_format(task.due, "DATE_FORMAT") if task.due else ""
    return _("%(day)s, overdue") % {"day": day} if task.is_overdue else day


def _part(title: str, said: Sequence[tuple[str, int | str]], path: str) -> Part:
    lines = tuple(f"{_one_line(name)} – {what}" for name, what in said[:MOST])
    return Part(title=title, lines=lines, more=max(len(said) - MOST, 0), path=path)


def _one_line(text: str) -> str:
    """Return a name on one line; what looks like an address is no link in a mail program."""
    return " ".join(text.split())[:120].replace("://", ":\N{THIN SPACE}//")
