"""Which plans, programmes and prices are there, for whoever asks?"""

from collections.abc import Collection

from django.db.models import OuterRef, QuerySet, Subquery

from phaseout.web.estate.models import Asset
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.among import among
from phaseout.web.frame.naming import naming
from phaseout.web.plans.models import PriceLine, PriceVersion, ProgrammeVersion, State, WorkPackage, WorkPlan
from phaseout.web.plans.models.plan import SHOWN


def plans_seen(access: Access, permission: Permission = Permission.READ) -> QuerySet[WorkPlan]:
    """Return the plans somebody may read, or do something else with, the newest first."""
    rows = naming(_with_replaced(WorkPlan.objects.within(access, permission).defer("packed")), access)
    return rows.select_related("organisation", "by", "programme", "prices", "adopted_by")


def packages_of(plan: WorkPlan) -> QuerySet[WorkPackage]:
    """Return the packages of a plan in the order of the work."""
    return WorkPackage.everything.filter(plan=plan).select_related("site").order_by("pk")


def others_of(plan: WorkPlan) -> QuerySet[WorkPlan]:
    """Return the plans of the same organisation that were made, the newest first."""
    rows = WorkPlan.everything.filter(organisation=plan.organisation_id, state__in=SHOWN).exclude(pk=plan.pk)
    return _with_replaced(rows.defer("packed").order_by("-pk"))


def _with_replaced(rows: QuerySet[WorkPlan]) -> QuerySet[WorkPlan]:
    """Return plans that know, as ``replaced_by``, which was the next to be adopted there after them."""
    later = WorkPlan.everything.filter(
        organisation=OuterRef("organisation"), state=State.ADOPTED, adopted__gt=OuterRef("adopted")
    )
    return rows.annotate(replaced_by=Subquery(later.order_by("adopted").values("pk")[:1]))


def labels_of(assets: Collection[int]) -> dict[int, str]:
    """Return what people call assets of a plan that somebody may read, by primary key."""
    if not assets:
        return {}
    return dict(Asset.everything.filter(among("pk", assets)).values_list("pk", "label"))


def undone(plan: WorkPlan) -> QuerySet[WorkPackage]:
    """Return the packages that a plan does not do, the gravest first."""
    return packages_of(plan).filter(month=None).order_by("-weight", "pk")


def adopted_last(organisation: int) -> WorkPlan | None:
    """Return the plan of an organisation that was adopted last."""
    rows = WorkPlan.everything.filter(organisation=organisation, state=State.ADOPTED)
    return rows.defer("packed").order_by("-adopted").first()


def newest_prices(organisation: int) -> PriceVersion | None:
    """Return the newest price list of an organisation; None where the built-in one holds."""
    return PriceVersion.everything.filter(organisation=organisation).order_by("-number").first()


def newest_programme(organisation: int) -> ProgrammeVersion | None:
    """Return the newest programme of an organisation."""
    return ProgrammeVersion.everything.filter(organisation=organisation).order_by("-number").first()


def lines_of(version: PriceVersion) -> QuerySet[PriceLine]:
    """Return the prices of a list, by kind."""
    return PriceLine.everything.filter(version=version).order_by("kind")


def price_versions(organisation: int) -> QuerySet[PriceVersion]:
    """Return the price lists of an organisation, the newest first."""
    return PriceVersion.everything.filter(organisation=organisation).select_related("by").order_by("-number")


def price_version(organisation: int, number: int) -> PriceVersion | None:
    """Return a price list of an organisation by its number; None for the one built in, or for none."""
    return price_versions(organisation).filter(number=number).first()


def programme_versions(organisation: int) -> QuerySet[ProgrammeVersion]:
    """Return the programmes of an organisation, the newest first."""
    rows = ProgrammeVersion.everything.filter(organisation=organisation)
    return rows.select_related("by").order_by("-number")
