"""What does somebody decide about a survey: take it over, take it back, which of two things it is?"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from phaseout.web.estate.models import Asset
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.surveys.at_stake import AtStake, at_stake
from phaseout.web.surveys.models import Comparison, Difference, State, Survey
from phaseout.web.surveys.services.jobs import ask


@transaction.atomic
def ask_to_apply(access: Access, survey: Survey, *, version: int) -> bool:
    """Have a survey taken over into the estate; return whether nobody was quicker.

    Args:
        access: who asks.
        survey: what is taken over.
        version: that of the survey which was looked at.

    Raises:
        PermissionDenied: somebody may not bring anything in there.
    """
    access.require(Permission.SURVEY, survey.organisation_id)
    ready = Survey.everything.filter(pk=survey.pk, state=State.READY, version=version)
    is_won = ready.update(
        state=State.APPLYING,
        applied_by=access.person,
        version=F("version") + 1,
        error="",
        is_compared_anew=False,
    )
    if is_won:
        ask("apply", survey.pk)
        noted(access, survey.organisation_id, "survey-applied", about=survey.name)
    return bool(is_won)


@transaction.atomic
def ask_to_undo(access: Access, survey: Survey, *, version: int, reason: str = "") -> bool:
    """Have taken back what a survey changed; return whether nobody was quicker.

    Args:
        access: who asks.
        survey: what is taken back.
        version: that of the survey which was looked at.
        reason: why, which is noted; needed where people judged findings that it answered.

    Raises:
        PermissionDenied: somebody may not bring anything in there.
        ValidationError: people judged findings, and no reason is given.
    """
    access.require(Permission.SURVEY, survey.organisation_id)
    hanging = at_stake(survey)
    if hanging and hanging.judged and not reason.strip():
        raise ValidationError({"reason": _("People judged findings of this survey: say why it is undone.")})
    applied = Survey.everything.filter(pk=survey.pk, state=State.APPLIED, version=version)
    is_won = applied.update(state=State.UNDOING, undone_by=access.person, version=F("version") + 1, error="")
    if is_won:
        ask("undo", survey.pk)
        noted(
            access, survey.organisation_id, "survey-undone", about=survey.name, after=_told(hanging, reason)
        )
    return bool(is_won)


def _told(hanging: AtStake | None, reason: str) -> dict[str, object]:
    numbers = {"applying": hanging.applying, "judged": hanging.judged} if hanging else {}
    return numbers | ({"undone_because": reason.strip()} if reason.strip() else {})


@transaction.atomic
def settle(access: Access, comparison: Comparison, asset: int | None, *, version: int) -> bool:
    """Say which of the rivals a thing in conflict is, or that this is open; return whether it may be said.

    Args:
        access: who says it.
        comparison: the thing in conflict.
        asset: which it is; None where that is to be open again.
        version: that of the comparison which was looked at.

    Raises:
        PermissionDenied: somebody may not bring anything in there.
    """
    survey = Survey.everything.select_for_update().get(pk=comparison.survey_id)
    access.require(Permission.SURVEY, survey.organisation_id)
    seen = Comparison.everything.filter(pk=comparison.pk, version=version)
    current = seen.filter(difference=Difference.CONFLICT).first()
    if current is None or survey.state != State.READY:
        return False
    if asset is not None and not _may_be(current, asset):
        return False
    survey.version += 1
    survey.save(update_fields=["version"])
    seen.update(asset=asset, is_settled=asset is not None, changes={}, standing={}, version=survey.version)
    meant = "" if asset is None else str(Asset.everything.get(pk=asset))
    about = f"{survey.name}: {current.surveyed}"
    noted(access, survey.organisation_id, "conflict-settled", about=about, after={"asset": meant})
    return True


def _may_be(comparison: Comparison, asset: int) -> bool:
    return asset in {rival for _kind, _value, rival in comparison.rivals} and not _is_taken(comparison, asset)


def _is_taken(comparison: Comparison, asset: int) -> bool:
    """Whether another thing of the survey is that one."""
    others = Comparison.everything.filter(survey=comparison.survey_id, asset=asset)
    return others.exclude(pk=comparison.pk).exists()
