"""What does somebody decide about a survey: take it over, take it back, which of two things it is?"""

from django.db import transaction
from django.db.models import F

from phaseout.web.frame.access import Access, Permission
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
    return bool(is_won)


@transaction.atomic
def ask_to_undo(access: Access, survey: Survey, *, version: int) -> bool:
    """Have taken back what a survey changed; return whether nobody was quicker.

    Raises:
        PermissionDenied: somebody may not bring anything in there.
    """
    access.require(Permission.SURVEY, survey.organisation_id)
    applied = Survey.everything.filter(pk=survey.pk, state=State.APPLIED, version=version)
    is_won = applied.update(state=State.UNDOING, undone_by=access.person, version=F("version") + 1, error="")
    if is_won:
        ask("undo", survey.pk)
    return bool(is_won)


@transaction.atomic
def settle(access: Access, comparison: Comparison, asset: int | None) -> bool:
    """Say which of the rivals a thing in conflict is, or that this is open; return whether it may be said.

    Raises:
        PermissionDenied: somebody may not bring anything in there.
    """
    survey = Survey.everything.select_for_update().get(pk=comparison.survey_id)
    access.require(Permission.SURVEY, survey.organisation_id)
    rivals = {one[2] for one in comparison.rivals}
    is_open = survey.state == State.READY and comparison.difference == Difference.CONFLICT
    if not is_open or (asset is not None and (asset not in rivals or _is_taken(comparison, asset))):
        return False
    comparison.asset_id = asset
    comparison.is_settled = asset is not None
    comparison.changes = {}
    comparison.save(update_fields=["asset", "is_settled", "changes"])
    Survey.everything.filter(pk=survey.pk).update(version=F("version") + 1)
    return True


def _is_taken(comparison: Comparison, asset: int) -> bool:
    """Whether another thing of the survey is that one."""
    others = Comparison.everything.filter(survey=comparison.survey_id, asset=asset)
    return others.exclude(pk=comparison.pk).exists()
