"""What do reports say of all that must go, in the programme or not, and of what nobody knows?"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.domain.timeline import State
from phaseout.web.frame.words import language
from phaseout.web.reports.document import Coded, Figure, Figures, Table, Value
from phaseout.web.reports.queries.must_go import MustGo, Saying
from phaseout.web.reports.saying import both, measure_of, spoken
from phaseout.web.reports.told.parts import table

COLUMNS = (
    ("measure", _("Measure")), ("assets", _("Assets that must go by it")), ("state", _("How it stands")),
    ("since", _("Since")), ("checked", _("Last checked")),
)  # fmt: skip


def figures(found: MustGo) -> Figures:
    """Return what must go, in the programme and not, and what is not known: unknown is never none."""
    lines = (
        ("must-go", _("assets that must go"), found.assets),
        ("must-go-tracked", _("of these in the programme"), found.tracked),
        ("must-go-left", _("of these in no programme"), found.left),
        ("unknown", _("assets of which nobody knows yet whether they must go"), found.unknown),
        ("undetermined", _("findings undetermined"), found.findings),
    )
    rows = (Figure(id=id_, label=both(title), value=value) for id_, title, value in lines)
    return Figures(id="must-go", title=both(_("What must go")), rows=tuple(rows))


def measures(found: MustGo, most: int | None = None) -> Table:
    """Return the measures by which it must go, with the day until which anyone checked how each stands.

    Args:
        found: what must go.
        most: how many are named; all others are then one line.
    """
    columns = COLUMNS if most is None else [one for one in COLUMNS if one[0] != "since"]
    rows = [_row(one, columns) for one in found.measures[:most]]
    if most is not None and (rest := found.measures[most:]):
        left = both(_("%(number)d other measures; the monthly status names them"), number=len(rest))
        rows.append([left, *[None] * (len(columns) - 1)])
    return table("measures", _("By which measures it must go"), columns, rows)


def _row(one: Saying, columns: Sequence[tuple[str, object]]) -> list[Value]:
    said: dict[str, Value] = {
        "measure": measure_of(one.id), "assets": one.assets, "state": _state(one.state), "since": one.since,
        "checked": one.checked,
    }  # fmt: skip
    return [said[name] for name, _heading in columns]


def _state(state: State | None) -> Coded:
    if state is None:
        return Coded(id="", words=both(pgettext_lazy("measure", "no longer in the register")))
    return Coded(id=state.value, words=spoken(lambda: language().term("state", state.value)))
