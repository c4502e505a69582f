"""When and by what is something replaced, on what terms may it stay so long, and does it store anything?"""

from datetime import date
from typing import Annotated

from ninja import Field

from phaseout.web.api.call import Call, seen_version
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.nouns.replacements import ONE, ReplacementWhole, whole
from phaseout.web.api.schema import OneOf, Sent
from phaseout.web.findings.forms import LONGEST
from phaseout.web.frame.access import Permission
from phaseout.web.replacement import services
from phaseout.web.replacement.forms import Planning, Replaced, Terms
from phaseout.web.replacement.media_forms import Storing
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.moving import replacement_within
from phaseout.web.replacement.vocabulary import Blocker, Media, Replacing

SURVEY, ASSESS = Permission.SURVEY, Permission.ASSESS
NOUN = Noun("replacements")


class PlanningIn(Sent):
    """In which package and month, from which funds, on which day, and what holds it up: all anew."""

    package: str = Field("", max_length=120)
    month: date | None = None
    """Any day of it."""
    funding: str = Field("", max_length=120)
    visit: date | None = None
    blocker: Annotated[str, OneOf(Blocker, "")] = ""
    blocker_note: str = Field("", max_length=LONGEST)


class ReplacingIn(Sent):
    """What replaces it."""

    replacing: Annotated[str, OneOf(Replacing)]
    asset: str = Field("", max_length=200)
    """A whole key or label of the asset that does."""
    model: str = Field("", max_length=200)
    """The model to be bought, as an order would say it: what the law answers on it is asked and kept."""
    reason: str = Field("", max_length=LONGEST)


class TermsIn(Sent):
    """On what terms it may stay for a time."""

    laydown: str = Field(max_length=LONGEST)
    phase_out: str = Field(max_length=LONGEST)


class StorageIn(Sent):
    """That it stores nothing (``none``), or that nobody has looked (``unknown``), and how that is known."""

    stores: Annotated[str, OneOf(Media.UNKNOWN, Media.NONE)]
    reason: str = Field(max_length=LONGEST)


def _writing(name: str, needs: Permission) -> Operation:
    return Operation(
        method="PUT",
        path=f"{ONE}/{name}",
        name=f"api-replacement-{name}",
        needs=needs,
        answers=ReplacementWhole,
        is_versioned=True,
    )


@NOUN.does(_writing("planning", ASSESS))
def plan(request: Call, pk: int, given: PlanningIn) -> object:
    """Say in which package and month it is replaced, from which funds, on which day, and what holds it up."""
    row, version = _row(request, pk, ASSESS)
    said = cleaned(Planning({**given.model_dump(), "version": version}))
    services.plan(request.access, row, said.pop("version"), **said)
    return whole(request, pk)


@NOUN.does(_writing("replacing", ASSESS))
def replacing(request: Call, pk: int, given: ReplacingIn) -> object:
    """Say what replaces it."""
    row, version = _row(request, pk, ASSESS)
    said = cleaned(Replaced({**given.model_dump(), "version": version}, access=request.access))
    services.say_replacing(
        request.access, row, version, replacing=Replacing(said["replacing"]), asset=said["found"],
        model=said["model"], reason=said["reason"],
    )  # fmt: skip
    return whole(request, pk)


@NOUN.does(_writing("terms", ASSESS))
def terms(request: Call, pk: int, given: TermsIn) -> object:
    """Say on what terms it may stay: where all like it is laid down, and how it goes in the end."""
    row, version = _row(request, pk, ASSESS)
    said = cleaned(Terms({**given.model_dump(), "version": version}))
    services.say_terms(request.access, row, version, laydown=said["laydown"], phase_out=said["phase_out"])
    return whole(request, pk)


@NOUN.does(_writing("storage", SURVEY))
def storage(request: Call, pk: int, given: StorageIn) -> object:
    """Say whether it stores anything; media that it has are listed one by one."""
    row, version = _row(request, pk, SURVEY)
    said = cleaned(Storing({**given.model_dump(), "version": version}))
    services.say_media(request.access, row, version, media=Media(said["stores"]), reason=said["reason"])
    return whole(request, pk)


def _row(request: Call, pk: int, permission: Permission) -> tuple[Replacement, int]:
    """Return a replacement and the version of it that the program saw."""
    row = replacement_within(request, pk, permission)
    return row, seen_version(request, row.version)
