"""Which reports are there for whoever asks, and which was the one before?"""

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q, QuerySet

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.estate.queries import reach_below
from phaseout.web.frame.access import Access, Permission
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.models import Order, Report

READ = Permission.READ


def reports_seen(access: Access) -> QuerySet[Report]:
    """Return the reports somebody may read, the newest first, without what each says."""
    return _seen(access).defer("packed")


def orders_seen(access: Access) -> QuerySet[Order]:
    """Return what was asked for of what somebody may read, the newest first, with what was made of it."""
    rows = Order.objects.visible_to(access).select_related("organisation", "by", "report")
    return rows.defer("report__packed").exclude(_not_shown(access))


def waiting(access: Access) -> list[Order]:
    """Return what was asked for of what somebody may read and is not made yet, the newest first."""
    return list(orders_seen(access).filter(report=None))


def orders_to_ask_again(access: Access) -> QuerySet[Order]:
    """Return what was asked for where somebody may have reports made."""
    return Order.objects.within(access, Permission.DISCUSS).select_related("organisation", "by")


def whole(access: Access, pk: int) -> QuerySet[Report]:
    """Return one report with what it says, where somebody may read it."""
    return _seen(access).filter(pk=pk)


def _seen(access: Access) -> QuerySet[Report]:
    rows = Report.objects.visible_to(access).select_related("organisation", "by")
    return rows.exclude(_not_shown(access))


def _not_shown(access: Access) -> Q:
    """Return which reports are not for who only reads: evidence names everybody."""
    return Q(kind=Kind.EVIDENCE) & ~Q(organisation__in=access.within(Permission.DISCUSS))


def report_before(organisation: Organisation, kind: Kind, places: str, end: date) -> Report | None:
    """Return the report before another, of the same kind about the same sites of an organisation.

    That is the one whose days end last of those that end no later; of one day, the one made last. What told
    of days that were over how all stood on a later day is compared with nothing.

    Args:
        places: digest of the sites, as the row keeps it.
        end: the last day of the report that is compared.
    """
    rows = Report.everything.filter(organisation=organisation, kind=kind, places=places)
    found: Report | None = (
        rows.filter(as_of=F("order__end"), as_of__lte=end).order_by("-as_of", "-pk").first()
    )
    return found


def narrowed(access: Access, organisation: Organisation) -> Access:
    """Return what somebody may read of an organisation and all below it, and nothing else."""
    return Access(person=access.person, reach={READ: reach_below(access, organisation.pk)})


def access_by(order: Order) -> Access:
    """Return what whoever asked for a report may do now."""
    return access_of(order.by)


def sites_in(access: Access, keys: Collection[int]) -> list[Site]:
    """Return the sites of some primary keys that somebody may read, by reference."""
    return list(Site.objects.visible_to(access).filter(pk__in=keys).order_by("ref", "pk"))


def named_person(person: int) -> str:
    """Return the name of a person."""
    return str(Person.objects.filter(pk=person).values_list("name", flat=True).first() or "")


def sites_called(
    access: Access, organisations: Collection[int], refs: Collection[str]
) -> list[tuple[int, str]]:
    """Return (primary key, reference) of the sites of some organisations that references mean.

    Args:
        access: of who asks; of what they may not read nothing is found.
        organisations: primary keys.
        refs: as somebody wrote them.
    """
    named = Q(pk__in=())
    for ref in refs:
        named |= Q(ref__iexact=ref)
    rows = Site.objects.visible_to(access).filter(named, organisation__in=organisations)
    return list(rows.order_by("pk").values_list("pk", "ref"))
