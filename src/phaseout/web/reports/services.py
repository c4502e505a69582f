"""What makes reports, and keeps them as they were made?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from phaseout.domain.problem import PhaseoutError
from phaseout.report.unread_words import unread_words
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.reports import queries
from phaseout.web.reports.document import Before, Document, rows_of
from phaseout.web.reports.document_json import document_json
from phaseout.web.reports.keeping import Kept, document_in, kept
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.making import MAKINGS, made, places_digest
from phaseout.web.reports.models import Order, Report
from phaseout.web.reports.queries.tracked import number_of
from phaseout.web.reports.queries.work import to_look_at
from phaseout.web.reports.scope import Scope
from phaseout.web.surveys.holding import held
from phaseout.web.surveys.services.jobs import are_dead
from phaseout.web.surveys.text_column import column_text

AT_ONCE = 2_000
"""Replacements, and assets to look at; of more a report is made in the background."""
TASKS, SORT = "phaseout.web.reports.tasks", "report"
"""Where jobs are, and how what a process holds is called."""
LONGEST = 2_000
"""Letters of what is said where a report could not be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A report that somebody wants."""

    kind: Kind
    organisation: int
    sites: tuple[int, ...] = ()
    """Primary keys; none: all."""
    begin: date
    end: date


def order(access: Access, wanted: Wanted) -> Order:
    """Ask for a report: a small one is made at once, a large one in the background.

    Raises:
        PermissionDenied: somebody only reads there, or not even that.
        ValidationError: the public figures are asked for of single sites, or a site is not theirs to read.
    """
    asked = _asked(access, wanted)
    with transaction.atomic():
        asked.save()
        if _size(_scope(access, asked), wanted.kind) > AT_ONCE:
            _ask_for(asked)
        else:
            make(access, asked)
    return asked


@transaction.atomic
def make_now(access: Access, wanted: Wanted) -> Report:
    """Make a report at once, however large it is.

    Raises:
        PermissionDenied: as for one that is asked for.
        ValidationError: likewise.
    """
    asked = _asked(access, wanted)
    asked.save()
    return make(access, asked)


def _asked(access: Access, wanted: Wanted) -> Order:
    access.require(Permission.DISCUSS, wanted.organisation)
    asked = Order(
        organisation_id=wanted.organisation, kind=wanted.kind, sites=sorted(set(wanted.sites)),
        begin=wanted.begin, end=wanted.end, by_id=access.person,
    )  # fmt: skip
    if len(_scope(access, asked).sites) != len(asked.sites):
        raise ValidationError(_("One of the sites is none that you may read there."))
    if asked.sites and MAKINGS[wanted.kind].is_public:
        raise ValidationError(_("Public figures are of a whole organisation, never of single sites."))
    return asked


def again(access: Access, waiting: Order) -> None:
    """Ask once more for a report that was asked for, since whoever worked on it may have died.

    Raises:
        PermissionDenied: somebody only reads there.
    """
    access.require(Permission.DISCUSS, waiting.organisation_id)
    with transaction.atomic():
        _unmade(waiting.pk).update(begun=None, said={})
        _ask_for(waiting)


def make_ordered(pk: int) -> None:
    """Make a report that was asked for, with what whoever asked may read now; one that is made stays.

    Why it could not be made is written down, in both languages.
    """
    with held(pk, SORT) as is_free:
        waiting = _unmade(pk).select_related("by", "organisation").first() if is_free else None
        if waiting is not None:
            _make_ordered(waiting)


def resume_left_behind() -> int:
    """Put back the reports that a worker left when it died, and those never put on; return how many."""
    resumed = 0
    for waiting in Order.everything.filter(report=None, said={}).order_by("pk"):
        with held(waiting.pk, SORT) as is_free:
            if is_free and are_dead("make", waiting.pk, TASKS):
                with transaction.atomic():
                    _unmade(waiting.pk).update(begun=None)
                    _ask_for(waiting)
                resumed += 1
    return resumed


def _make_ordered(waiting: Order) -> None:
    pk = waiting.pk
    _unmade(pk).update(begun=timezone.now(), said={})
    try:
        make(queries.access_by(waiting), waiting)
    except PermissionDenied:
        _failed(pk, _beyond_reach)
    except PhaseoutError as error:
        _failed(pk, partial(unread_words, error.diagnosis()))
    except Exception as error:  # the one place where a job ends, whatever happened (house §7)
        what = f"{type(error).__name__}: {error}"
        _failed(pk, lambda _language: what)
        raise


def _unmade(pk: int) -> QuerySet[Order]:
    return Order.everything.filter(pk=pk, report=None)


def _failed(pk: int, why: Callable[[str], str]) -> None:
    """Write down why a report could not be made, as it is said in each language."""
    said = {code: column_text(why(code), LONGEST) for code, _name in settings.LANGUAGES}
    _unmade(pk).update(said=said)


def _beyond_reach(language: str) -> str:
    with translation.override(language):
        return _("Whoever asked for it may not read all of it any more.")


@transaction.atomic
def make(access: Access, asked: Order) -> Report:
    """Make a report, and keep it as it was made.

    Args:
        access: of whoever asked for it, as it is now.
        asked: what they asked for.

    Raises:
        PermissionDenied: they may read there no more.
    """
    access.require(Permission.READ, asked.organisation_id)
    scope, kind = _scope(access, asked), Kind(asked.kind)
    if len(scope.sites) != len(asked.sites):
        raise PermissionDenied
    places = places_digest(asked.sites)
    document = made(kind, scope, _before(scope, kind, places))
    one: Kept = kept(document_json(document))
    row = Report(
        order=asked, organisation_id=asked.organisation_id, kind=kind, as_of=document.as_of, places=places,
        packed=one.packed, sha256=one.sha256, rows=rows_of(document), by_id=access.person,
    )  # fmt: skip
    row.save()
    noted(access, asked.organisation_id, "report-made", about=str(row), after={"sha256": one.sha256}, row=row)
    return row


def _size(scope: Scope, kind: Kind) -> int:
    """Return how many replacements and further assets a report names or counts."""
    return number_of(scope) + (to_look_at(scope).count() if kind is Kind.WORK_SHEETS else 0)


def _ask_for(asked: Order) -> None:
    from phaseout.web.reports import tasks  # which imports the services it runs

    transaction.on_commit(partial(tasks.make.enqueue, asked.pk))


def _before(scope: Scope, kind: Kind, places: str) -> tuple[Document, Before] | None:
    """Return the report that changes are counted from; None where there is none."""
    if not MAKINGS[kind].is_compared:
        return None
    found = queries.report_before(scope.organisation, kind, places, scope.end)
    if found is None:
        return None
    return document_in(found), Before(id=found.pk, as_of=found.as_of, sha256=found.sha256)


def _scope(access: Access, asked: Order) -> Scope:
    organisation = Organisation.objects.visible_to(access).get(pk=asked.organisation_id)
    within, now = queries.narrowed(access, organisation), timezone.now()
    return Scope(
        access=within,
        organisation=organisation,
        branches=len(within.within(Permission.READ)) - 1,
        sites=queries.sites_in(within, asked.sites),
        begin=asked.begin,
        end=asked.end,
        day=timezone.localdate(),
        made=now.replace(microsecond=0),
        maker=queries.named_person(access.person),
        server=str(settings.PUBLIC_ADDRESS),
    )
