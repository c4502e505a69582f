"""Which assets that must go are shown to be gone? Apps above know it."""

from collections.abc import Callable
from datetime import date
from functools import cache, reduce
from operator import or_

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from phaseout.web.estate.models import Asset
from phaseout.web.findings.models import Finding
from phaseout.web.findings.must_go import must_go
from phaseout.web.frame.access import Access

Telling = Callable[[date], Q]
"""Which assets are gone on a day."""


def shown_gone(access: Access, day: date) -> QuerySet[Asset]:
    """Return the assets somebody may read to which a measure applies that are shown to be gone on a day."""
    gone = reduce(or_, (tell(day) for tell in tellings()), Q(pk__in=()))
    saying = Finding.everything.filter(must_go(day), asset=OuterRef("pk"))
    return Asset.objects.visible_to(access).filter(gone).filter(Exists(saying)).order_by()


@cache
def tellings() -> tuple[Telling, ...]:
    """Return what apps above tell, as their configs say: ``gone = "phaseout.web.APP.MODULE.FUNCTION"``."""
    named = (getattr(config, "gone", "") for config in apps.get_app_configs())
    return tuple(import_string(name) for name in named if name)
