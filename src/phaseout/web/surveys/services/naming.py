"""How do sites that files name become sites of the estate, so that a survey's things stand there?"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from phaseout.web.estate.services import SiteFacts, add_site
from phaseout.web.frame import words
from phaseout.web.frame.access import Access, Permission
from phaseout.web.surveys.models import State, Survey
from phaseout.web.surveys.queries import named_sites
from phaseout.web.surveys.services.jobs import ask


@transaction.atomic
def add_named_sites(access: Access, survey: Survey, chosen: Mapping[str, str], *, version: int) -> int:
    """Add sites that the files of a survey name and have it examined again; return how many were added.

    Nothing is done where somebody was quicker, or where the survey was taken over: then 0. What is known
    meanwhile, here or in a branch below, is not added a second time.

    Args:
        access: who adds them.
        survey: whose files name them.
        chosen: as the files write a site → the name it is to have.
        version: that of the survey which was looked at.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
    """
    access.require(Permission.KEEP_ESTATE, survey.organisation_id)
    ready = Survey.everything.filter(pk=survey.pk, state=State.READY, version=version)
    wanted = [one for one in named_sites(survey) if one.written in chosen and one.below is None]
    if not wanted or not ready.update(state=State.WAITING, version=F("version") + 1, is_compared_anew=False):
        return 0
    is_french = words.language().code == "fr"
    for one in wanted:
        name = chosen[one.written] or one.written
        names = ("", name) if is_french else (name, "")
        facts = SiteFacts(organisation=survey.organisation, ref=one.ref, name_en=names[0], name_fr=names[1])
        add_site(access, facts)
    ask("run", survey.pk)
    return len(wanted)
