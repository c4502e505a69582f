"""What happens to files somebody brings in?"""

import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.files import File
from django.db import transaction

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.credentials import cleaned_text
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.undertaking.services import stored, undertaking, written
from phaseout.web.surveys.models import UNFINISHED, State, Survey, SurveyFile
from phaseout.web.surveys.services.jobs import ask
from phaseout.web.surveys.text_column import column_text

_ENDING = re.compile(r"(\.[a-z0-9]{1,8})?\.[a-z0-9]{1,8}$")
"""Some readers look at the ending; nothing else of a name becomes part of a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What somebody brings in."""

    files: Iterable["File[bytes]"]
    """Each is kept before the next is taken."""
    organisation: Organisation
    site: Site | None = None
    name: str = ""
    note: str = ""
    looked_on: date | None = None
    """The day somebody looked; None where nobody says."""
    as_of: date


def bring_in(access: Access, brought: Brought) -> Survey:
    """Keep files and have them examined.

    Raises:
        PermissionDenied: somebody may not bring files in there.
    """
    access.require(Permission.SURVEY, brought.organisation.pk)
    with undertaking():
        return entered(access, brought, kept_files(brought.files))


def kept_files(files: Iterable["File[bytes]"]) -> list[SurveyFile]:
    """Store files, inside an undertaking, and return what is to be entered of them."""
    return [_kept(file) for file in files]


@written()
def entered(access: Access, brought: Brought, kept: list[SurveyFile]) -> Survey:
    """Enter files that were stored, and have them examined.

    Raises:
        PermissionDenied: somebody may not bring files in there.
    """
    access.require(Permission.SURVEY, brought.organisation.pk)
    names = ", ".join(file.name for file in kept)
    survey = Survey(
        organisation=brought.organisation,
        site=brought.site,
        name=brought.name or column_text(names, 200),
        note=brought.note,
        looked_on=brought.looked_on,
        as_of=brought.as_of,
        bytes_total=sum(file.size for file in kept),
        by_id=access.person,
    )
    survey.save()
    for file in kept:
        file.survey = survey
    SurveyFile.everything.bulk_create(kept)
    ask("run", survey.pk)
    noted(access, brought.organisation.pk, "survey-brought", about=survey.name)
    return survey


def _kept(given: "File[bytes]") -> SurveyFile:
    """Write a file under a name of our own."""
    name = column_text(cleaned_text(given.name or "", is_name=True), 255)
    ending = _ENDING.search(name.lower())
    place = stored(f"surveys/{uuid.uuid4().hex}{ending[0] if ending else ''}", given)
    digest = hashlib.sha256()
    given.seek(0)
    for part in given.chunks():
        digest.update(part)
    return SurveyFile(name=name, stored=place, size=given.size or 0, sha256=digest.hexdigest())


@transaction.atomic
def cancel(access: Access, survey: Survey) -> bool:
    """Stop a survey that is not examined yet; return whether it was in time.

    Raises:
        PermissionDenied: somebody may not bring files in there.
    """
    access.require(Permission.SURVEY, survey.organisation_id)
    waiting = Survey.everything.filter(pk=survey.pk, state__in=UNFINISHED)
    is_won = bool(waiting.update(state=State.CANCELLED))
    if is_won:
        noted(access, survey.organisation_id, "survey-cancelled", about=survey.name)
    return is_won
