"""Which sites do the files of a survey name that nobody knows here, and how are they added?"""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field

from phaseout.web.api.call import Call, seen_version, shown
from phaseout.web.api.faults import kept_of, not_valid
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.nouns.surveys import ONE, visible
from phaseout.web.api.schema import Schema, Sent
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import Fault, ProblemError
from phaseout.web.surveys import services
from phaseout.web.surveys.models import State, Survey
from phaseout.web.surveys.queries import named_sites

KEEP = Permission.KEEP_ESTATE
NOUN = Noun("surveys")
PATH = f"{ONE}/sites"
MOST, NAME = 500, 200
"""Sites added at once, and characters of the name of one."""


class NamedSiteOut(Schema):
    """A site as the files of a survey name it."""

    written: str
    """As the first of them has it: that is the reference it would get."""
    things: int
    """How many stand there, as the files say."""
    below: int | None
    """The site of a branch below that goes by this name: it is not added a second time."""


class NamedSitesOut(Schema):
    """The sites that the files of a survey name, and none of its organisation goes by; most things first."""

    items: list[NamedSiteOut]


class NamedSiteIn(Sent):
    """A site that is to be added."""

    written: str = Field(max_length=NAME)
    """As the files write it."""
    name: str = Field("", max_length=NAME)
    """What it is called, in your language; as the files write it if left out."""


class NamedSitesIn(Sent):
    """Sites that are to be added, as the files of the survey name them."""

    sites: list[NamedSiteIn] = Field(min_length=1, max_length=MOST)


class AddedSitesOut(Schema):
    """How many sites were added; the survey is examined again, with them."""

    added: int


def _named(request: Call, survey: Survey) -> NamedSitesOut:
    shown(request, survey.version)
    seen = request.access.within(Permission.READ)
    found = named_sites(survey) if survey.is_compared and survey.nowhere else []
    return NamedSitesOut(
        items=[
            NamedSiteOut(
                written=one.written, things=one.things,
                below=one.below.pk if one.below and one.below.organisation_id in seen else None,
            )
            for one in found
        ]
    )  # fmt: skip


@NOUN.shows(PATH, "api-survey-sites", NamedSitesOut)
def sites(request: Call, pk: int) -> NamedSitesOut:
    """List the sites that the files of a survey name and that are not known."""
    return _named(request, visible(request, pk))


@NOUN.does(
    Operation(
        method="POST", path=PATH, name="api-survey-sites", needs=KEEP, answers=AddedSitesOut, status=202,
        is_versioned=True,
    )
)  # fmt: skip
def add(request: Call, pk: int, given: NamedSitesIn) -> AddedSitesOut:
    """Add sites that the files of a survey name: all of them, or none; it is then examined again."""
    survey = get_object_or_404(Survey.objects.within(request.access, KEEP), pk=pk)
    version = seen_version(request, survey.version)
    if survey.state != State.READY:
        raise ProblemError(409, _("It is not ready to be taken over: see its state."))
    chosen = _chosen(survey, given)
    return AddedSitesOut(added=services.add_named_sites(request.access, survey, chosen, version=version))


def _chosen(survey: Survey, given: NamedSitesIn) -> dict[str, str]:
    """Return as the files write a site → what it is to be called.

    Raises:
        ProblemError: one of them is named by no file, or known.
    """
    known = {one.written for one in named_sites(survey) if one.below is None}
    strange = [
        Fault(field=f"sites.{place}.written", detail=_("The files of the survey name no unknown site so."))
        for place, one in enumerate(given.sites)
        if one.written not in known
    ]
    if strange:
        raise not_valid(strange)
    return {
        one.written: kept_of(f"sites.{place}.name", one.name.strip(), NAME)
        for place, one in enumerate(given.sites)
    }
