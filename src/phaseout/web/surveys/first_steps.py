"""What comes first where nothing is there yet, and which of it is done?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Site
from phaseout.web.findings.models import Judgement
from phaseout.web.frame.access import Access, Permission
from phaseout.web.people.models import Grant, Invitation
from phaseout.web.surveys.models import State, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """One thing to do, and where."""

    label: str | Promise
    why: str | Promise
    address: str
    is_done: bool


def first_steps(access: Access) -> Sequence[FirstStep]:
    """Return what a new estate needs of somebody who may do it, in order; nothing once all of it is done."""
    surveys = Survey.objects.visible_to(access)
    asked = (
        (Permission.KEEP_ESTATE, _add_a_site),
        (Permission.SURVEY, _bring_in),
        (Permission.SURVEY, _take_over),
        (Permission.ASSESS, _judge),
        (Permission.KEEP_PEOPLE, _invite),
    )
    steps = [make(access, surveys) for needed, make in asked if access.may_anywhere(needed)]
    return () if all(one.is_done for one in steps) else steps


def _add_a_site(access: Access, _surveys: QuerySet[Survey]) -> FirstStep:
    return FirstStep(
        label=_("Add a site"), why=_("A building or a place that somebody looks after."),
        address=reverse("site-add"), is_done=Site.objects.visible_to(access).exists(),
    )  # fmt: skip


def _bring_in(_access: Access, surveys: QuerySet[Survey]) -> FirstStep:
    return FirstStep(
        label=_("Bring in files"),
        why=_("An inventory, a scan, an order: whatever says what stands there."),
        address=reverse("survey-new"), is_done=surveys.exclude(state=State.FAILED).exists(),
    )  # fmt: skip


def _take_over(_access: Access, surveys: QuerySet[Survey]) -> FirstStep:
    ready = surveys.filter(state=State.READY).values_list("pk", flat=True).first()
    return FirstStep(
        label=_("Take over what they show"),
        why=_("First you see what would change; until then nothing does."),
        address=reverse("survey", args=[ready]) if ready else reverse("surveys"),
        is_done=surveys.filter(applied__isnull=False).exists(),
    )  # fmt: skip


def _judge(access: Access, _surveys: QuerySet[Survey]) -> FirstStep:
    return FirstStep(
        label=_("Propose a judgement on a finding"),
        why=_("The gravest stand first; each says which measure applies, and why."),
        address=reverse("findings"), is_done=Judgement.objects.visible_to(access).exists(),
    )  # fmt: skip


def _invite(access: Access, _surveys: QuerySet[Survey]) -> FirstStep:
    others = Grant.objects.visible_to(access).exclude(person=access.person)
    return FirstStep(
        label=_("Invite a second person"),
        why=_("As an approver: nobody decides what they proposed themselves."),
        address=reverse("invite"),
        is_done=others.exists() or Invitation.objects.visible_to(access).exists(),
    )  # fmt: skip
