"""Of what are the tables and figures of all reports put together?"""

from collections.abc import Iterable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.replacement.queries.counts import ByState, Counted
from phaseout.web.replacement.vocabulary import LET_OFF, OPEN_GONE, STILL_THERE, State
from phaseout.web.reports.document import Coded, Column, Section, Table, Value, Words
from phaseout.web.reports.saying import both

NOTHING = _("Nothing of this kind.")
STAGES: tuple[tuple[str, Promise | str, tuple[State, ...]], ...] = (
    ("still-there", _("Still there"), STILL_THERE),
    ("let-off", _("Let off for a time"), LET_OFF),
    ("removed", _("Removed, not closed"), OPEN_GONE),
    ("closed", pgettext_lazy("unit", "Closed"), (State.CLOSED,)),
)
"""Id → what it is called, and the states it is made of: each but “need not go” belongs to one."""


def table(
    id_: str,
    title: str | Promise,
    columns: Sequence[tuple[str, str | Promise]],
    rows: Iterable[Sequence[Value]],
    *,
    empty: str | Promise = NOTHING,
) -> Table:
    """Return a table of (name, heading) columns."""
    return Table(
        id=id_, title=both(title), rows=tuple(tuple(one) for one in rows), empty=both(empty),
        columns=tuple(Column(name=name, heading=both(heading)) for name, heading in columns),
    )  # fmt: skip


def section(id_: str, title: str | Promise | Words, *parts: object, is_on_new_page: bool = False) -> Section:
    """Return a section with its heading."""
    said = title if isinstance(title, Words) else both(title)
    return Section(id=id_, title=said, parts=parts, is_on_new_page=is_on_new_page)  # type: ignore[arg-type]


def stage(id_: str) -> Coded:
    """Return a stage as a value."""
    title = next(title for known, title, _states in STAGES if known == id_)
    return Coded(id=id_, words=both(title))


def stages(by_state: ByState) -> dict[str, int]:
    """Return stage → assets that stand at it."""
    return {
        id_: sum(by_state[one].assets for one in states if one in by_state) for id_, _title, states in STAGES
    }


def of(by_state: ByState, state: State) -> Counted:
    """Return what stands at a state, of which there may be none."""
    return by_state.get(state, Counted(assets=0, recorders=0, sites=0))
