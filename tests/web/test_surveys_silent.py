"""Is it said alike everywhere that nothing applies to a thing, and can the answers be read?"""

from datetime import date

import pytest

from phaseout.web.estate.models import Asset
from phaseout.web.estate.services import add_branch
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Role
from phaseout.web.people.queries import access_of
from phaseout.web.surveys.models import SharedAnswers
from web.furnishing.findings import asset_in
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def lens(surveying) -> Asset:
    """Return a camera of a maker of which no measure speaks, taken over."""
    surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    return Asset.everything.get(label="cam-2")


def page_of(client, asset: Asset) -> str:
    return " ".join(client.get(f"/assets/{asset.pk}/").content.decode().split())


def test_of_a_thing_to_which_nothing_applies_its_page_says_so_and_has_each_answer(lens, client_of):
    assert (lens.outcome, Finding.everything.filter(asset=lens).count()) == ("does-not-apply", 0)
    client = client_of(Role.READER)
    page = page_of(client, lens)
    assert "Nothing applies: of all measures that were asked about it, none does." in page
    assert f"Asked about 2026-11-23, answered by the register of {lens.edition}." in page
    assert "None yet" not in page
    answers = page.partition("What each measure answers")[2]
    assert "does not apply" in answers
    assert "Québec order on Hikvision and Dahua equipment" in answers
    assert "Axis" in answers
    assert "answered again since" not in answers
    listed = client.get(f"/assets/{lens.pk}/findings/").content.decode()
    assert "Nothing applies: of all measures" in listed
    narrowed = client.get(f"/assets/{lens.pk}/findings/?outcome=applies").content.decode()
    assert "Nothing applies" not in narrowed
    client.post("/language/", {"language": "fr"})
    assert "Rien ne s’applique" in page_of(client, lens)


def test_that_it_was_answered_again_since_is_said(lens, client_of):
    Asset.everything.filter(pk=lens.pk).update(as_of=date(2026, 11, 27))
    page = page_of(client_of(Role.READER), lens)
    assert "Asked about 2026-11-27, answered by the register of" in page
    assert "It was answered again since" in page


def test_a_thing_with_findings_or_never_determined_does_not_say_that_nothing_applies(lens, world, client_of):
    client = client_of(Role.READER)
    page = page_of(client, Asset.everything.get(label="cam-1"))
    assert "Nothing applies" not in page
    assert "What each measure answers" not in page
    unknown = page_of(client, asset_in(world.home, "new."))
    assert "None yet. That is not to say that it is allowed." in unknown
    assert "Nothing applies" not in unknown


def test_answers_that_are_others_since_are_not_shown_as_those_that_stand(lens, client_of):
    SharedAnswers.everything.update(outcome="applies")
    page = page_of(client_of(Role.READER), lens)
    assert "Nothing applies" in page
    assert "What each measure answers" not in page


def test_who_reads_the_thing_reads_its_answers_and_not_the_survey_of_a_branch_above(
    lens, world, person_with, client_of
):
    keeper = access_of(person_with(Role.ADMINISTRATOR))
    region = add_branch(keeper, world.home, name_en="Region", name_fr="Région")
    Asset.everything.filter(pk=lens.pk).update(organisation=region)
    page = page_of(client_of(Role.READER, at=region), lens)
    assert "A survey of another branch" in page
    assert "Québec order on Hikvision and Dahua equipment" in page
    assert "inventory.csv" not in page.partition("What each measure answers")[2]


def test_on_paper_it_says_the_same(lens, client_of, monkeypatch):
    made: list[str] = []

    def keep(html: str) -> bytes:
        made.append(html)
        return b"%PDF-"

    monkeypatch.setattr("phaseout.web.frame.paper.pages.printed", keep)
    client_of(Role.READER).get(f"/assets/{lens.pk}/?format=pdf")
    assert "Nothing applies: of all measures" in made[0]
