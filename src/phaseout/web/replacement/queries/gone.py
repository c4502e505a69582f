"""Which assets are closed, so that nothing of them must go any more?"""

from datetime import date

from django.db.models import Q

from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.replacement.vocabulary import State


def closed_assets(day: date) -> Q:
    """Return the assets whose replacement stands as closed on a day."""
    put = Replacement.everything.filter(state=State.CLOSED).order_by()
    return Q(pk__in=with_standing(put, day).filter(Q(("standing", State.CLOSED))).values("asset"))
