"""By what are leaves narrowed?"""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, NumberFilter

from phaseout.web.frame.events.happening import lasting, whatever
from phaseout.web.ledger.models import Leaf


def _kinds() -> list[tuple[str, object]]:
    kept = lasting()
    return [(id_, told) for id_, told in whatever().items() if id_ in kept]


class LeafFilter(FilterSet):  # type: ignore[misc] # it has no types
    """What, and from which leaf on."""

    what = ChoiceFilter(
        label=_("What"), field_name="event__what", choices=_kinds, empty_label=_("everything")
    )
    number = NumberFilter(label=_("From leaf"), field_name="sequence", lookup_expr="gte", min_value=0)

    class Meta:
        """Fields of their own."""

        model = Leaf
        fields = ()
