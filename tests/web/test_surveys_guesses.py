"""Does no list show a guess as a fact, nor what no measure names as allowed?"""

import re

import orjson
import pytest
from django.urls import reverse

from phaseout.web.frame.access import Role
from phaseout.web.surveys.models import Survey
from web.surveying import surveying

__all__ = ["surveying"]
pytestmark = pytest.mark.django_db
INVENTORY = (
    "Name,Make,Model,Serial\ncam1,LTS,CMIP1042,A1\ncam2,Hikvision,DS-2CD2143G0-I,B2\ncam3,Axis,M3045,C3\n"
)


def rows(page: str) -> dict[str, str]:
    """Return each row of a list as it reads, by the name it begins with."""
    found = {}
    for row in re.findall(r"<tr\b.*?</tr>", page, re.S):
        cells = [
            " ".join(re.sub("<[^>]*>", " ", cell).split())
            for cell in re.findall(r"<t[dh]\b.*?</t[dh]>", row, re.S)
        ]
        name = next(filter(None, cells), "")
        found[name] = " | ".join(cells)
    return found


@pytest.mark.parametrize("place", ["survey", "assets"])
def test_a_guess_of_maker_or_kind_is_called_one_and_the_label_stands_beside_it(surveying, client_of, place):
    survey = surveying.apply(surveying.bring({"inventory.csv": INVENTORY}))
    address = reverse("survey", args=[survey.pk]) if place == "survey" else reverse("assets")
    found = rows(client_of(Role.READER).get(address).content.decode())
    guessed, genuine = found["cam1"], found["cam2"]
    assert "camera (a guess)" in guessed
    assert "Hikvision (suggestive) Brand: LTS" in guessed
    assert "| camera | Hikvision | DS-2CD2143G0-I" in genuine


def test_the_export_of_a_survey_says_how_firm_kind_and_maker_are(surveying, client_of):
    survey = surveying.bring({"inventory.csv": INVENTORY})
    answer = client_of(Role.READER).get(reverse("survey", args=[survey.pk]), {"format": "jsonl"})
    lines = map(orjson.loads, b"".join(answer.streaming_content).splitlines())
    grades = {line["label"]: (line["kind_grade"], line["maker_grade"]) for line in lines}
    assert grades["cam1"] == ("suggestive", "suggestive")
    assert grades["cam2"] == ("strong", "strong")


@pytest.mark.parametrize("place", ["survey", "assets"])
def test_that_no_measure_asked_applies_is_said_so_and_has_no_colour(surveying, client_of, place):
    survey: Survey = surveying.apply(surveying.bring({"inventory.csv": INVENTORY}))
    assert survey.outcomes["does-not-apply"] == 1
    address = reverse("survey", args=[survey.pk]) if place == "survey" else reverse("assets")
    page = client_of(Role.READER).get(address).content.decode()
    assert "no measure asked applies" in rows(page)["cam3"]
    assert 'class="badge silent"' in page
    assert "badge does-not-apply" not in page
