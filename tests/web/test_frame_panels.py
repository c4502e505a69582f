"""Does an app add to a page of an app below it, which knows nothing of it?"""

from django.apps import apps
from django.template import RequestContext, Template
from django.test import RequestFactory

from phaseout.web.frame import panels
from phaseout.web.frame.access import Access, Role
from phaseout.web.frame.panels import Panel
from web.furnishing.findings import MEASURE, answer_of, asset_in, recorded


def on_place(access: Access, thing: str) -> Panel | None:
    """Add what the page is about; to that of ``nothing``, nothing."""
    return (
        None if thing == "nothing" else Panel(template="frame/chart.html", shown={"chart": {"title": thing}})
    )


def rendered(place: str, thing: object) -> str:
    request = RequestFactory().get("/")
    request.access = Access(person=1)
    text = "{% load frame %}{% panels place thing %}|{{ chart }}"
    return Template(text).render(RequestContext(request, {"place": place, "thing": thing}))


def test_what_an_app_declares_stands_on_the_page_and_leaks_into_nothing_after_it(monkeypatch):
    panels._makers.cache_clear()
    monkeypatch.setattr(
        apps.get_app_config("surveys"), "panels", {"here": f"{__name__}.on_place"}, raising=False
    )
    page = rendered("here", "<b>a thing</b>")
    assert "<figcaption>&lt;b&gt;a thing&lt;/b&gt;</figcaption>" in page
    assert page.endswith("|")
    assert rendered("here", "nothing") == "|"
    assert rendered("elsewhere", "a thing") == "|"
    panels._makers.cache_clear()


def test_the_uppermost_app_comes_first_on_the_first_page(world, access_with):
    made = [panel.template for panel in panels.panels_of("home", access_with(Role.READER))]
    assert made.index("findings/standing.html") < made.index("estate/reached.html")


def test_the_page_of_a_thing_shows_its_findings_to_who_reads_it_and_no_others(world, person_with, client_of):
    asset = asset_in(world.home, "cam-1")
    by = person_with(Role.ANALYST).pk
    (finding,) = recorded(asset, answer_of(), by=by)
    (other,) = recorded(asset_in(world.home, "cam-2"), answer_of(measure=MEASURE), by=by)
    page = client_of(Role.READER).get(f"/assets/{asset.pk}/").content.decode()
    assert f'href="/findings/{finding.pk}/"' in page
    assert f'href="/findings/{other.pk}/"' not in page
