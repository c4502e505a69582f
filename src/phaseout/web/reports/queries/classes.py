"""How many assets of each class stand at each state?"""

from collections import Counter

from django.db.models import Count

from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.reports.scope import Scope


def by_class(scope: Scope) -> Counter[tuple[str, str]]:
    """Return (kind, state) → assets in the programme; a kind is empty where nobody knows it."""
    rows = with_standing(scope.at_sites(Replacement.objects.visible_to(scope.access)), scope.day).order_by()
    pairs = rows.values_list("asset__kind", *("standing",)).annotate(Count("pk"))
    return Counter({(kind, state): number for kind, state, number in pairs})
