"""How do tests of surveys bring files in and have them examined?"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.frame.access import Access, Role
from phaseout.web.surveys.models import Survey
from phaseout.web.surveys.services import Brought, ask_to_apply, ask_to_undo, bring_in

TOWN_HALL = Path(__file__).parents[2] / "examples" / "town-hall"
AS_OF = date(2026, 11, 23)
HEADINGS = "hostname,ip,mac,manufacturer,model,serial,firmware\n"
CAMERAS = (
    HEADINGS + "cam-1,10.1.0.1,44:19:b6:00:00:01,Hikvision,DS-2CD2143G2-I,DS0000001,V5.7.3\n"
    "cam-2,10.1.0.2,00:40:8c:00:00:02,Axis,P3265-LVE,AX0000002,11.2\n"
    "sw-1,10.1.0.3,00:1b:0c:00:00:03,Cisco,C9200-24T,CI0000003,17.6\n"
)
Files = dict[str, bytes | str]


def town_hall() -> Files:
    """Return files of the example, by name."""
    found = (path for path in sorted(TOWN_HALL.rglob("*")) if path.is_file())
    return {path.name: path.read_bytes() for path in found}


class Surveying:
    """Brings files in as somebody of an organisation, and has all jobs done at once."""

    def __init__(self, access: Access, organisation: Organisation, done: Callable[..., object]) -> None:
        self.access = access
        self.organisation = organisation
        self._done = done

    def bring(self, files: Files, *, site: Site | None = None, looked_on: date | None = None) -> Survey:
        """Bring files in and examine them."""
        given = [
            SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
            for name, text in files.items()
        ]
        brought = Brought(
            files=given, organisation=self.organisation, site=site, as_of=AS_OF, looked_on=looked_on
        )
        with self._done(execute=True):  # type: ignore[attr-defined]
            survey = bring_in(self.access, brought)
        survey.refresh_from_db()
        return survey

    def apply(self, survey: Survey) -> Survey:
        """Take it over."""
        with self._done(execute=True):  # type: ignore[attr-defined]
            assert ask_to_apply(self.access, survey, version=survey.version)
        survey.refresh_from_db()
        return survey

    def undo(self, survey: Survey) -> Survey:
        """Take it back."""
        with self._done(execute=True):  # type: ignore[attr-defined]
            assert ask_to_undo(self.access, survey, version=survey.version)
        survey.refresh_from_db()
        return survey


@pytest.fixture
def surveying(world, access_with, django_capture_on_commit_callbacks) -> Surveying:
    """Return one who brings files into the home organisation."""
    return Surveying(access_with(Role.ANALYST), world.home, django_capture_on_commit_callbacks)
