"""What do the public figures say, from which nobody learns of a site, maker, person or small number?"""

from collections import Counter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.reports.document import WITHHELD, Coded, Document, Note, Section, Value, Words
from phaseout.web.reports.queries.classes import by_class
from phaseout.web.reports.saying import both, kind_of
from phaseout.web.reports.scope import Scope
from phaseout.web.reports.suppression import SMALL, with_sums, withheld
from phaseout.web.reports.told.parts import STAGES, section, table

DEFINED = ("device", "still-there", "let-off", "removed", "closed")
RULE = _("Counts from 1 to %(last)d are withheld, sums too. Further counts are withheld with them, until "
         "each withheld one may have %(small)d values or more by the sums that stand here. Who knows this "
         "rule and works through every table of which it would tell the same learns more: in small tables, "
         "fewer than %(small)d values of a fifth of what is withheld, and of one in ten thousand which. A 0 "
         "is told. There are no sites, addresses, makers or names in it.")  # fmt: skip
WARNING = _("Two such reports of one organisation may say more together than each alone: compare them before "
            "the second is published.")  # fmt: skip


def sections(scope: Scope, _before: Document | None) -> tuple[Section, ...]:
    """Return the one table there is, and the rule by which its counts are told."""
    rule = Note(text=both(RULE, last=SMALL - 1, small=SMALL))
    counted = by_class(scope)
    kinds = sorted({kind for kind, _state in counted}, key=lambda kind: (not kind, kind_name(kind).en, kind))
    columns = [("class", _("Class of asset")), *((id_, title) for id_, title, _states in STAGES),
               ("sum", pgettext_lazy("sum", "All"))]  # fmt: skip
    rows = _rows(counted, kinds) if kinds else []
    return (
        section("classes", _("Assets by class and stage"), rule, Note(text=both(WARNING)),
                table("classes", _("Assets by class and stage"), columns, rows)),
    )  # fmt: skip


def kind_name(kind: str) -> Words:
    """Return what a class is called."""
    return kind_of(kind) if kind else both(_("not known yet"))


def _rows(counted: Counter[tuple[str, str]], kinds: list[str]) -> list[list[Value]]:
    counts = [
        [sum(counted[kind, state.value] for state in states) for _id, _title, states in STAGES]
        for kind in kinds
    ]
    cells = with_sums(counts)
    hidden = withheld(cells)
    names: list[Value] = [Coded(id=kind, words=kind_name(kind)) for kind in kinds]
    withheld_word = Coded(id=WITHHELD, words=both(pgettext_lazy("count", "withheld")))
    return [
        [name, *(withheld_word if (row, column) in hidden else count for column, count in enumerate(line))]
        for row, (name, line) in enumerate(
            zip([*names, both(pgettext_lazy("sum", "All"))], cells, strict=True)
        )
    ]
