"""How are leaves laid out?"""

from django.utils.translation import gettext_lazy as _
from django_tables2 import A, Column, Table

from phaseout.web.frame.columns import MomentColumn
from phaseout.web.ledger.kinds import kind_name
from phaseout.web.ledger.models import Leaf


class LeafTable(Table):  # type: ignore[misc] # it has no types
    """Leaves, the newest first."""

    sequence = Column(verbose_name=_("Leaf"), attrs={"td": {"class": "number"}},
                      linkify=("ledger-proof", {"pk": A("ledger_id"), "leaf": A("sequence")}))  # fmt: skip
    at = MomentColumn(verbose_name=_("When"), accessor="event__at", default="–")
    by = Column(verbose_name=_("Who"), accessor="event__by", default="–")
    what = Column(verbose_name=_("What"), empty_values=())
    about = Column(verbose_name=_("About"), accessor="event__about", default="–")
    subject = Column(verbose_name=_("Row"))

    class Meta:
        """Only what is named above; in one order, which an index serves."""

        model = Leaf
        fields = ()
        orderable = False

    def render_sequence(self, value: int) -> str:
        """Return its number as bundles have it."""
        return str(value)

    def render_what(self, record: Leaf) -> str:
        """Return what happened."""
        return kind_name(record)
