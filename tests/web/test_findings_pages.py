"""Do the pages of findings show what is there, to whom it belongs, in as many queries for many rows as for few?"""

import json
from datetime import date, timedelta

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from phaseout.web.estate.models import Look, Site
from phaseout.web.findings import queries, services
from phaseout.web.findings.effect import effect_of_rule, in_effect_since
from phaseout.web.findings.models import Finding
from phaseout.web.findings.queries import counts
from phaseout.web.findings.reasons import why
from phaseout.web.findings.recording import Run
from phaseout.web.frame.access import Role
from phaseout.web.frame.words import language
from web.furnishing.findings import MEASURE, answer_of, asset_in, recorded


def estate(organisation, by: int, count: int) -> list[Finding]:
    """Put things at sites of their own into an organisation."""
    found = []
    for number in range(count):
        site = Site(organisation=organisation, ref=f"site-{number}", name_en=f"Site {number}")
        site.save()
        asset = asset_in(organisation, f"cam-{number}", site, maker="hikvision")
        found += recorded(asset, answer_of(), by=by)
    return found


def test_the_gravest_come_first(world, person_with, client_of):
    by = person_with(Role.ANALYST).pk
    outcomes = ("does-not-apply", "undetermined", "applies", "excepted", "applies-from", "influence-only")
    for outcome in outcomes:
        asset = asset_in(world.home, f"thing-{outcome}.")
        recorded(asset, answer_of("applies"), by=by)
        recorded(asset, answer_of(outcome), survey=2, by=by)
    page = client_of(Role.READER).get("/findings/").content.decode()
    places = [page.index(f">thing-{outcome}.<") for outcome in queries.OPEN]
    assert places == sorted(places)
    assert places[-1] < page.index(">thing-excepted.<") < page.index(">thing-does-not-apply.<")


def test_what_binds_ones_own_organisation_comes_before_the_law_of_exports(world, person_with, client_of):
    by = person_with(Role.ANALYST).pk
    asset = asset_in(world.home, "thing.")
    recorded(asset, answer_of("does-not-apply"), answer_of(act="return-for-repair"), by=by)
    recorded(
        asset, answer_of("undetermined", act="connect"), answer_of(act="return-for-repair"),
        answer_of(act="export-to"), answer_of("excepted"), survey=2, by=by,
    )  # fmt: skip
    found = list(Finding.everything.values_list("act", flat=True))
    assert found == ["connect", "export-to", "return-for-repair", "use"]
    page = client_of(Role.READER).get(f"/assets/{asset.pk}/").content.decode().lower()
    assert page.index(">connect to a network<") < page.index("but: export") < page.index("but: return")
    narrowed = client_of(Role.READER).get("/findings/?act=export-to&outcome=applies").content.decode()
    assert narrowed.count(">thing.<") == 1


@pytest.mark.parametrize(
    ("narrowed", "shown"),
    [
        ("outcome=applies", {"a"}), ("outcome=undetermined", {"b"}), ("text=THING-B", {"b"}), ("text=ds-2", {"a"}),
        ("maker=dahua", {"b"}), ("measure=ca/ccspa", {"b"}), ("step=proposed", {"a"}), ("step=new", {"b"}),
        ("waiting=me", {"a"}), ("review=proposed", {"a"}), ("review=open", {"b"}), ("review=judged", set()),
        ("must_go=yes", {"a"}), ("outcome=applies&maker=dahua", set()),
    ],
)  # fmt: skip
def test_the_work_list_is_narrowed(world, person_with, access_with, client_of, narrowed, shown):
    by = person_with(Role.ANALYST).pk
    first = asset_in(world.home, "thing-a.", model="DS-2CD", maker="hikvision")
    second = asset_in(world.home, "thing-b.", maker="dahua")
    (finding,) = recorded(first, answer_of(), by=by)
    recorded(second, answer_of("undetermined", measure="ca/ccspa", questions=["role"]), by=by)
    services.propose(access_with(Role.ANALYST), finding, 1, verdict="confirmed", reason="seen")
    page = client_of(Role.APPROVER).get(f"/findings/?{narrowed}").content.decode()
    assert {one for one in "ab" if f">thing-{one}.<" in page} == shown


def test_a_filter_names_no_site_and_no_branch_of_others(world, client_of):
    Site(organisation=world.foreign, ref="elsewhere", name_en="Elsewhere hall").save()
    page = client_of(Role.READER).get("/findings/").content.decode()
    assert "Elsewhere" not in page
    assert "Other City" not in page


def test_a_finding_is_explained_in_the_readers_language(world, person_with, client_of):
    (finding,) = recorded(asset_in(world.home, "cam"), answer_of(), by=person_with(Role.ANALYST).pk)
    client = client_of(Role.READER)
    english = client.get(f"/findings/{finding.pk}/").content.decode()
    client.post("/language/", {"language": "fr"})
    french = client.get(f"/findings/{finding.pk}/").content.decode()
    assert "Québec order on Hikvision and Dahua equipment" in english
    assert "Arrêté" in french
    assert "relation.named" not in english + french
    assert "“The order” applies to this act: use." in english
    assert "« L’arrêté » s’applique à cet acte" in french.replace("\N{NO-BREAK SPACE}", " ")
    assert "La chaîne" in french


def test_a_finding_asks_only_for_the_matters_it_waits_for_each_of_who_knows_it(world, person_with, client_of):
    def waits(*words: str) -> dict[str, object]:
        leaves = [
            {"claim": "c", "truth": "unknown", "because": [], "evidence": [], "code": "item.not-stated",
             "params": {"wanted": word}, "fact": "item"}
            for word in words
        ]  # fmt: skip
        reason = {"claim": "c", "truth": "unknown", "because": leaves, "evidence": [],
                  "code": "outcome.undetermined", "params": {}, "fact": None}  # fmt: skip
        return answer_of("undetermined", questions=["item"], reason=reason)

    person = person_with(Role.ANALYST)
    client = client_of(Role.ANALYST)
    listed = recorded(asset_in(world.home, "listed"), waits("maker-on-entity-list"), by=person.pk)[0]
    both = recorded(
        asset_in(world.home, "both"), waits("maker-on-entity-list", "not-ear-subject"), by=person.pk
    )[0]

    asked = client.get(f"/findings/{listed.pk}/").content.decode()
    assert "Does the Entity List of the United States name its maker?" in asked
    assert "(ask: legal counsel)" in asked
    assert "Export Administration Regulations" not in asked

    asked = client.get(f"/findings/{both.pk}/", headers={"accept-language": "fr"}).content.decode()
    assert "Export Administration Regulations" in asked
    assert "le fournisseur que nomme la commande ou la facture" in asked
    assert "conseiller juridique" in asked


def test_a_reason_of_a_newer_program_is_shown_in_its_own_words(db):
    assert why({"claim": "A new claim", "truth": "perhaps"}, language()).telling == "A new claim"
    assert why([], language()).telling == ""


def test_findings_of_one_thing_stand_together(world, person_with, client_of):
    by = person_with(Role.ANALYST).pk
    mine, other = asset_in(world.home, "thing-a."), asset_in(world.home, "thing-b.")
    recorded(mine, answer_of(), answer_of(act="install"), by=by)
    recorded(other, answer_of(), by=by)
    page = client_of(Role.READER).get(f"/assets/{mine.pk}/findings/").content.decode()
    assert page.count(">thing-a.<") == 2
    assert ">thing-b.<" not in page


def test_where_we_stand_counts_outcomes_sites_days_and_who_is_waited_on(world, person_with, access_with):
    by, analyst = person_with(Role.ANALYST).pk, access_with(Role.ANALYST)
    today = timezone.localdate()
    first, *_ = estate(world.home, by, 3)
    asset = asset_in(world.home, "later")
    recorded(asset, answer_of("applies-from", on=f"{today.year + 1}-03-15"), by=by)
    recorded(asset, answer_of("undetermined", act="install", questions=["purpose", "role"]), by=by)
    recorded(asset_in(world.foreign, "foreign"), answer_of(), by=by)
    proposal = services.propose(
        analyst, first, 1, verdict="exception", reason="r", expires=today.replace(day=1) + timedelta(days=40)
    )
    found = counts.standing(access_with(Role.APPROVER), today)
    assert found.reviewed.outcomes == {"applies": 3, "applies-from": 1, "undetermined": 1}
    assert (found.to_decide, found.on_me, found.reviewed.reviews["open"]) == (1, 1, 4)
    assert {one.name: one.applies for one in found.sites} == {"Site 0": 1, "Site 1": 1, "Site 2": 1, "": 0}
    assert [(one.first.month, one.begins) for one in found.months] == [(3, 1)]
    assert {one.fact: one.findings for one in found.facts} == {"purpose": 1, "role": 1}
    services.decide(access_with(Role.APPROVER), proposal, 2, agrees=True, reason="")
    found = counts.standing(analyst, today)
    assert found.reviewed.by_outcome["applies"] == {"excepted": 1, "open": 2}
    assert [(one.begins, one.expires) for one in found.months] == [(0, 1), (1, 0)]


def standing_page(access, code: str) -> str:
    request = RequestFactory().get("/")
    request.access = access
    with translation.override(code):
        return Template("{% load frame %}{% panels 'home' %}").render(RequestContext(request))


def test_a_chart_has_its_figures_in_a_table_and_no_style_of_its_own(world, person_with, access_with):
    estate(world.home, person_with(Role.ANALYST).pk, 3)
    page = standing_page(access_with(Role.READER), "en")
    assert "<svg" in page
    assert "<strong>3</strong> assets must go." in page
    assert 'href="/findings/?outcome=applies&amp;review=open"' in page
    assert "<table" in page
    assert "style=" not in page
    assert 'href="/findings/?outcome=applies"' in page
    assert "Constats" in standing_page(access_with(Role.READER), "fr")


def test_where_a_foreigner_stands_is_nothing(world, person_with, access_with):
    estate(world.home, person_with(Role.ANALYST).pk, 2)
    found = counts.standing(access_with(Role.READER, at=world.foreign), timezone.localdate())
    assert (found.reviewed.outcomes, found.sites, found.facts) == ({}, (), ())
    assert "Site 1" not in standing_page(access_with(Role.READER, at=world.foreign), "en")


def test_a_finding_leads_to_its_measure(world, person_with, client_of):
    (finding,) = recorded(asset_in(world.home, "cam"), answer_of(), by=person_with(Role.ANALYST).pk)
    page = client_of(Role.READER).get(f"/findings/{finding.pk}/").content.decode()
    assert f'href="/measures/{MEASURE}/"' in page


def test_since_when_a_rule_has_effect_is_of_the_day_asked_about_in_list_page_and_file(
    world, person_with, client_of
):
    by, at = person_with(Role.ANALYST).pk, timezone.now()
    asset = asset_in(world.home, "cam")
    early = Run(edition="2026.11.26", as_of=date(2023, 12, 20), survey=1, by=by, at=at)
    late = Run(edition="2026.11.26", as_of=date(2026, 11, 27), survey=2, by=by, at=at)
    client, said = client_of(Role.READER), {}
    for run in (early, late):
        services.record_run([(asset.pk, [answer_of()])], world.home.pk, run)
        (finding,) = Finding.everything.all()
        since = effect_of_rule(finding)
        said[run.as_of] = since
        assert since == in_effect_since(finding.measure, finding.clause, run.as_of)
        row = json.loads(b"".join(client.get("/findings/?format=jsonl").streaming_content))
        assert row["rule_in_effect_since"] == (since.isoformat() if since else None)
        assert row["as_of"] == run.as_of.isoformat()
        listed = client.get("/findings/?column=effect&column=asset").content.decode()
        assert f'<td class="day">{since.isoformat() if since else "–"}</td>' in listed
    assert said == {early.as_of: None, late.as_of: date(2023, 12, 21)}


@pytest.mark.parametrize(
    ("narrowed", "shown"),
    [
        ("tier=1", {"a"}), ("tier=-", {"b"}), ("lease=183", {"a"}), ("lease=over", {"b"}), ("lease=730", {"a"}),
        ("coverage=not-started", {"b"}), ("coverage=walk", {"a"}), ("tier=1&lease=over", set()),
    ],
)  # fmt: skip
def test_findings_are_narrowed_by_what_is_known_of_their_site(world, person_with, client_of, narrowed, shown):
    by, today = person_with(Role.ANALYST).pk, timezone.localdate()
    for ref, fields in (
        ("a", {"tier": 1, "lease_end": today + timedelta(days=183)}), ("b", {"lease_end": today - timedelta(days=1)}),
    ):  # fmt: skip
        site = Site(organisation=world.home, ref=ref, name_en=ref, **fields)
        site.save()
        if ref == "a":
            Look(site=site, way="walk", on=today, by_id=by).save()
        recorded(asset_in(world.home, f"thing-{ref}.", site), answer_of(), by=by)
    page = client_of(Role.READER).get(f"/findings/?{narrowed}").content.decode()
    assert {one for one in "ab" if f">thing-{one}.<" in page} == shown


def test_what_is_no_filter_is_said_above_the_list_and_the_rest_is_applied(world, person_with, client_of):
    by = person_with(Role.ANALYST).pk
    recorded(asset_in(world.home, "thing-a."), answer_of(), by=by)
    recorded(asset_in(world.home, "thing-b."), answer_of("undetermined"), by=by)
    client = client_of(Role.READER)
    page = client.get("/findings/?outcome=applies&teir=1&%3Cb%3E=2&page=1&sort=outcome").content.decode()
    assert "Not a filter here" in page
    assert "<code>&lt;b&gt;</code>, <code>teir</code>. The rest is applied." in page
    assert ">thing-a.<" in page
    assert ">thing-b.<" not in page
    assert "Not a filter here" not in client.get("/findings/?outcome=applies&column=asset").content.decode()
