"""Do programs change things as people do: once, on what they saw, within their roles?"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from phaseout.web.api.models import KeptAnswer
from phaseout.web.api.nouns import sites
from phaseout.web.estate.models import Asset, Organisation, Site, Told
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.limits import alone
from phaseout.web.frame.problems import ProblemError
from phaseout.web.people.models import Token
from phaseout.web.surveys.models import Survey
from web.furnishing.findings import answer_of, asset_in, recorded
from web.programs import Program, secret_of
from web.surveyed import example_survey
from web.surveying import CAMERAS

SITE = {"ref": "hq", "name_en": "Headquarters"}


@pytest.fixture
def program_of(world, person_with):
    return lambda *roles: Program(secret_of(person_with(*roles), world.home))


@pytest.fixture
def analyst(program_of):
    return program_of(Role.ANALYST)


@pytest.fixture
def site(world):
    row = Site(organisation=world.home, ref="hq", name_en="Headquarters", networks=["10.20.0.0/16"])
    row.save()
    return row


def test_a_site_is_added_read_and_changed_without_losing_what_was_not_named(analyst, world):
    made = analyst.ask("POST", "/sites", {**SITE, "organisation": world.home.pk, "networks": ["10.1.0.0/24"]})
    assert made.status_code == 201
    read = analyst.get(made["Location"])
    assert read["ETag"] == made["ETag"]
    changed = analyst.ask("PATCH", f"/sites/{made.json()['id']}", {"tier": 1}, if_match=read["ETag"])
    assert changed.status_code == 200
    assert (changed.json()["tier"], changed.json()["networks"]) == (1, ["10.1.0.0/24"])
    assert changed["ETag"] == analyst.get(made["Location"])["ETag"] != read["ETag"]


def test_a_token_for_one_thing_alone_does_it_and_reads_nothing_of_what_was_there(world, person_with, site):
    analyst = person_with(Role.ANALYST)
    keeper = Program(secret_of(analyst, world.home, Permission.KEEP_ESTATE))
    done = keeper.ask("PATCH", f"/sites/{site.pk}", {"tier": 1}, if_match='"1"')
    assert (done.status_code, done.content, Site.everything.get(pk=site.pk).tier) == (204, b"", 1)
    assert keeper.ask("GET", f"/sites/{site.pk}").status_code == 403
    asset = asset_in(world.home, "cam-1")
    stated = keeper.ask(
        "PUT", f"/assets/{asset.pk}/fields/model", {"value": "X", "reason": "label"}, if_match='"1"'
    )
    assert (stated.status_code, stated.content) == (204, b"")
    assert Asset.everything.get(pk=asset.pk).model == "X"
    scanner = Program(secret_of(analyst, world.home, Permission.SURVEY))
    file = SimpleUploadedFile("cameras.csv", CAMERAS.encode())
    brought = scanner.post("/api/v1/surveys", {"file": file}, headers={"idempotency-key": "k"})
    assert (brought.status_code, brought.json()["organisation"]) == (202, world.home.pk)


def test_the_faults_of_a_form_stand_at_their_fields(analyst, site):
    given = {"networks": ["10.1.0.0/24", "nonsense"], "latitude": 5}
    answer = analyst.ask("PATCH", f"/sites/{site.pk}", given, if_match='"1"')
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["errors"]} == {"networks", "longitude"}


@pytest.mark.parametrize("seen", [None, "*", "abc", "1", '"', '"abc"', '"1.xyz"'])
def test_nothing_is_changed_that_nobody_says_they_saw(analyst, site, seen):
    headers = {"if_match": seen} if seen else {}
    assert analyst.ask("PATCH", f"/sites/{site.pk}", {"tier": 1}, **headers).status_code == 428
    site.refresh_from_db()
    assert site.tier is None


def test_of_two_who_change_one_thing_the_second_is_told_and_overwrites_nothing(analyst, site):
    tag = analyst.ask("GET", f"/sites/{site.pk}")["ETag"]
    assert analyst.ask("PATCH", f"/sites/{site.pk}", {"tier": 1}, if_match=tag).status_code == 200
    for stale in (tag, f"W/{tag}x", '"0"'):
        second = analyst.ask("PATCH", f"/sites/{site.pk}", {"tier": 2}, if_match=stale)
        assert (second.status_code, second.json()["status"]) == (412, 412)
    site.refresh_from_db()
    assert site.tier == 1


def test_what_a_person_states_of_a_thing_stands_with_who_said_it(program_of, world, site):
    keeper = program_of(Role.ADMINISTRATOR)
    asset = asset_in(world.home, "cam-1")
    stated = keeper.ask(
        "PUT", f"/assets/{asset.pk}/fields/maker", {"value": "axis", "reason": "label"}, if_match='"1"'
    )
    assert stated.status_code == 200, stated.content
    (said,) = [one for one in stated.json()["fields"] if one["name"] == "maker"]
    assert (said["best"]["value"], said["best"]["survey"]) == ("axis", None)
    put = keeper.ask("PUT", f"/assets/{asset.pk}/place", {"site": site.pk}, if_match=stated["ETag"])
    assert put.json()["site"] == site.pk
    wrong = keeper.ask(
        "PUT",
        f"/assets/{asset.pk}/fields/maker",
        {"value": "nobody", "reason": "label"},
        if_match=put["ETag"],
    )
    assert wrong.json()["errors"][0]["field"] == "value"
    assert (
        keeper.ask("PUT", f"/assets/{asset.pk}/fields/colour", {"value": "x", "reason": "label"}).status_code
        == 422
    )
    assert Told.everything.filter(asset=asset, survey=None).count() == 2


def test_the_same_key_and_content_are_answered_alike_and_done_once(analyst, world):
    given = {**SITE, "organisation": world.home.pk}
    first = analyst.ask("POST", "/sites", given, idempotency_key="k1")
    again = analyst.ask("POST", "/sites", given, idempotency_key="k1")
    assert (again.status_code, again.content) == (201, first.content)
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])
    assert Site.everything.count() == 1
    other = analyst.ask("POST", "/sites", {**given, "ref": "b"}, idempotency_key="k1")
    assert other.status_code == 422
    elsewhere = analyst.ask("POST", "/organisations/1/branches", given, idempotency_key="k1")
    assert elsewhere.status_code == 422


def test_a_key_belongs_to_its_token_and_is_forgotten_after_a_day(analyst, program_of, world, noon):
    analyst.ask("POST", "/sites", {**SITE, "organisation": world.home.pk}, idempotency_key="k1")
    other = program_of(Role.ANALYST)
    assert other.ask("POST", "/sites", {**SITE, "ref": "b", "organisation": world.home.pk},
                     idempotency_key="k1").status_code == 201  # fmt: skip
    noon.shift(timedelta(hours=25))
    later = analyst.ask("POST", "/sites", {**SITE, "ref": "c", "organisation": world.home.pk},
                        idempotency_key="k1")  # fmt: skip
    assert later.status_code == 201
    assert KeptAnswer.everything.count() == 2


def test_a_request_whose_key_is_being_answered_is_told_so(analyst, world):
    token = Token.everything.get()
    given = {**SITE, "organisation": world.home.pk}
    with alone("idempotency", f"{token.pk}:k1", seconds=60):
        answer = analyst.ask("POST", "/sites", given, idempotency_key="k1")
    assert (answer.status_code, answer["Retry-After"]) == (409, "1")
    assert analyst.ask("POST", "/sites", given, idempotency_key="k1").status_code == 201


def test_of_a_process_that_dies_before_the_answer_is_kept_nothing_is_left(analyst, world, monkeypatch):
    given = {**SITE, "organisation": world.home.pk}
    with monkeypatch.context() as broken:
        broken.setattr(KeptAnswer, "save", lambda *_args: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            analyst.ask("POST", "/sites", given, idempotency_key="k1")
    assert not Site.everything.exists()
    assert analyst.ask("POST", "/sites", given, idempotency_key="k1").status_code == 201


def test_what_was_refused_may_be_put_right_under_the_same_key(analyst, world):
    assert analyst.ask("POST", "/sites", {**SITE, "organisation": 0}, idempotency_key="k1").status_code == 422
    given = {**SITE, "organisation": world.home.pk}
    assert analyst.ask("POST", "/sites", given, idempotency_key="k1").status_code == 201
    for key in ("", "é", "x" * 201, "a\tb"):
        assert analyst.ask("POST", "/sites", given, idempotency_key=key).status_code == 400


@pytest.mark.parametrize("address", ["/surveys", "/collections"])
def test_a_field_of_a_form_that_nobody_reads_is_refused(address, program_of):
    file = SimpleUploadedFile("cameras.csv", CAMERAS.encode())
    answer = program_of(Role.TECHNICIAN).post(f"/api/v1{address}", {"file": file, "site_reff": "a"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "site_reff")
    assert not Survey.everything.exists()


@pytest.mark.parametrize("length", ["x", "-1", "1.0", "٣"])
def test_a_length_that_is_no_number_is_refused(length, analyst):
    answer = analyst.post("/api/v1/sites", SITE, content_type="application/json", CONTENT_LENGTH=length)
    assert (answer.status_code, answer.json()["detail"]) == (400, "Content-Length is no number.")
    assert not Site.everything.exists()


@pytest.mark.parametrize("key", [None, "k1"])
def test_of_a_request_that_is_refused_at_last_nothing_is_left(key, analyst, world, monkeypatch):
    monkeypatch.setattr(sites, "_whole", lambda *_args: (_ for _ in ()).throw(ProblemError(409, "late")))
    headers = {"idempotency_key": key} if key else {}
    answer = analyst.ask("POST", "/sites", {**SITE, "organisation": world.home.pk}, **headers)
    assert answer.status_code == 409
    assert not Site.everything.exists()
    assert not KeptAnswer.everything.exists()


def test_what_is_too_large_or_of_another_kind_is_refused_before_it_is_read(analyst, world):
    large = analyst.ask("POST", "/sites", {**SITE, "custodian": "x" * (1024 * 1024)})
    assert (large.status_code, large["Content-Type"]) == (413, "application/problem+json")
    form = analyst.post("/api/v1/sites", {"ref": "x"})
    assert form.status_code == 415
    for content in ("{", "\ud800", '{"ref": "\\ud800"}', "[NaN]"):
        sent = analyst.generic("POST", "/api/v1/sites", content.encode("utf-8", "replace"),
                               content_type="application/json")  # fmt: skip
        assert sent.status_code in (400, 422)
    null = {**SITE, "ref": "a\0b", "organisation": world.home.pk}
    assert analyst.ask("POST", "/sites", null).json()["errors"][0]["field"] == "ref"


def test_files_are_brought_in_compared_taken_over_and_taken_back(
    program_of, world, site, django_capture_on_commit_callbacks
):
    technician = program_of(Role.TECHNICIAN)
    with django_capture_on_commit_callbacks(execute=True):
        brought = technician.post(
            "/api/v1/surveys",
            {"file": SimpleUploadedFile("cameras.csv", CAMERAS.encode()), "site_ref": "HQ"},
            headers={"idempotency-key": "walk"},
        )
    assert brought.status_code == 202
    address = f"/surveys/{brought.json()['id']}"
    ready = technician.ask("GET", address)
    told = ready.json()
    assert (told["state"], told["new"], told["site"]) == ("ready", 3, site.pk)
    things = technician.ask("GET", f"{address}/things?difference=new").json()["items"]
    assert {one["label"] for one in things} == {"cam-1", "cam-2", "sw-1"}
    shown = technician.ask("GET", f"{address}/things/0").json()
    assert shown["document"]["identification"]["maker"]["value"] == "hikvision"
    assert technician.ask("POST", f"{address}/undo", if_match=ready["ETag"]).status_code == 409
    with django_capture_on_commit_callbacks(execute=True):
        assert technician.ask("POST", f"{address}/apply", if_match=ready["ETag"]).status_code == 202
    assert technician.ask("POST", f"{address}/apply", if_match=ready["ETag"]).status_code == 412
    assert Asset.everything.filter(site=site).count() == 3
    applied = technician.ask("GET", address)
    with django_capture_on_commit_callbacks(execute=True):
        assert technician.ask("POST", f"{address}/undo", if_match=applied["ETag"]).status_code == 202
    assert not Asset.everything.exists()
    document = technician.ask("GET", f"{address}/document")
    assert b'"schema":"1.0"' in b"".join(document.streaming_content)
    assert technician.ask("GET", f"{address}/document", if_none_match=document["ETag"]).status_code == 304


def test_a_conflict_is_settled_by_a_program_that_says_which_version_it_saw(program_of, world):
    survey = example_survey(world.home, "settled")
    technician, address = program_of(Role.TECHNICIAN), f"/surveys/{survey.pk}/things/1"
    seen = technician.ask("GET", address)
    one, two = (rival["asset"] for rival in seen.json()["rivals"])
    assert technician.ask("PUT", f"{address}/asset", {"asset": one}).status_code == 428
    settled = technician.ask("PUT", f"{address}/asset", {"asset": one}, if_match=seen["ETag"])
    assert (settled.status_code, settled.json()["asset"]) == (200, one)
    assert technician.ask("PUT", f"{address}/asset", {"asset": two}, if_match=seen["ETag"]).status_code == 412
    again = technician.ask("PUT", f"{address}/asset", {"asset": None}, if_match=settled["ETag"])
    assert again.json()["is_settled"] is False


def test_a_reference_that_two_organisations_have_is_refused_until_one_is_named(program_of, world, site):
    branch = Organisation(parent=world.home, name_en="Branch", path=f"{world.home.path}7/")
    branch.save()
    Site(organisation=branch, ref="hq").save()
    technician = program_of(Role.TECHNICIAN)

    def brought(**where: object):
        file = SimpleUploadedFile("cameras.csv", CAMERAS.encode())
        return technician.post("/api/v1/surveys", {"file": file, **where})

    for where in ({"site_ref": "hq"}, {"site_ref": "nowhere"}):
        assert brought(**where).json()["errors"][0]["field"] == "site_ref"
    named = brought(site_ref="hq", organisation=branch.pk)
    assert named.json()["organisation"] == branch.pk
    assert Survey.everything.count() == 1


def test_of_very_many_faults_the_first_are_told_and_how_many_more_there_are(analyst, world):
    answer = analyst.ask("POST", "/sites", {f"{number}-{'x' * 15}": 1 for number in range(30_000)})
    assert answer.status_code == 422
    *told, more = answer.json()["errors"]
    assert (len(told), told[0]) == (100, {"field": "organisation", "detail": "This is needed."})
    assert more == {"field": "", "detail": "29902 more are not told here."}  # 'ref' is needed as well
    one_more = analyst.ask("POST", "/sites", {**SITE, **{str(number): 1 for number in range(100)}})
    assert one_more.json()["errors"][-1]["detail"] == "1 more is not told here."
    long = analyst.ask("POST", "/sites", {**SITE, "organisation": world.home.pk, "x" * 500_000: 1})
    assert long.json()["errors"] == [{"field": f"{'x' * 200}…", "detail": "Nothing here is called so."}]


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"x": 1001}, "x", "At most 1000."),
        ({"y": -1}, "y", "At least 0."),
        ({"floor": 0}, "floor", "At least 1."),
        ({"floor": 10**18}, "floor", "Less than 1000000000000000000."),
    ],
)
def test_a_number_beyond_what_is_taken_is_told_how_far_it_may_be(analyst, world, given, field, said):
    asset = asset_in(world.home, "cam-1")
    where = {"floor": 1, "x": 1, "y": 1, **given}
    answer = analyst.ask("PUT", f"/assets/{asset.pk}/pin", where, if_match='"0"')
    assert (answer.status_code, answer.json()["errors"]) == (422, [{"field": field, "detail": said}])


@pytest.mark.parametrize(
    "given", [{"site": "9" * 5000}, {"organisation": "9" * 30}, {"site_ref": "hq", "organisation": "9" * 30}]
)
def test_a_number_no_column_holds_is_told_to_be_none(analyst, world, site, given):
    file = SimpleUploadedFile("cameras.csv", CAMERAS.encode())
    assert analyst.post("/api/v1/surveys", {"file": file, **given}).status_code == 422


def test_what_comes_without_its_length_is_not_taken_for_nothing(analyst, world):
    given = {"REQUEST_METHOD": "POST", "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    assert analyst.post("/api/v1/sites", b"", content_type="application/json", **given).status_code == 411


def test_nobody_decides_what_they_proposed_themselves_and_one_proposal_waits_at_a_time(
    program_of, world, person_with
):
    both = program_of(Role.ANALYST, Role.APPROVER)
    asset = asset_in(world.home, "cam-1")
    (finding,) = recorded(asset, answer_of(), by=person_with(Role.READER).pk)
    address = f"/findings/{finding.pk}"
    given = {"verdict": "exception", "reason": "A reason"}
    endless = both.ask("POST", f"{address}/proposals", given, if_match='"1"')
    assert endless.json()["errors"][0]["field"] == "expires"
    for_ever = both.ask("POST", f"{address}/proposals", {**given, "expires": "9999-12-31"}, if_match='"1"')
    assert for_ever.json()["errors"][0] == {
        "field": "expires", "detail": "An exception or a restricted use counts until 2028-11-27 at most.",
    }  # fmt: skip
    proposed = both.ask("POST", f"{address}/proposals", {**given, "expires": "2027-01-31"}, if_match='"1"')
    assert proposed.status_code == 201
    tag, judgement = proposed["ETag"], proposed.json()["judgements"][0]["id"]
    assert both.ask("POST", f"{address}/proposals", given, if_match=tag).status_code == 409
    tag = both.ask("GET", f"/judgements/{judgement}")["ETag"]
    own = both.ask("POST", f"/judgements/{judgement}/decision", {"agrees": True}, if_match=tag)
    assert (own.status_code, own.json()["detail"]) == (403, "Nobody decides what they proposed themselves.")
    approver = program_of(Role.APPROVER)
    silent = approver.ask("POST", f"/judgements/{judgement}/decision", {"agrees": False}, if_match=tag)
    assert silent.json()["errors"][0]["field"] == "reason"
    decided = approver.ask("POST", f"/judgements/{judgement}/decision", {"agrees": True}, if_match=tag)
    assert (decided.json()["verdict"], decided.json()["judgement_counts"]) == ("exception", True)
    assert Finding.everything.get(pk=finding.pk).step == "decided"


def test_a_question_is_answered_once_for_many(analyst, world, site, person_with):
    asset = asset_in(world.home, "cam-1", site)
    asked = answer_of("undetermined", questions=["purpose"])
    recorded(asset, asked, by=person_with(Role.READER).pk)
    (waiting,) = analyst.ask("GET", "/questions").json()["items"]
    assert (waiting["fact"], waiting["findings"]) == ("purpose", 1)
    given = {"values": ["public-safety"], "places": [{"site": site.pk}], "reason": "I know"}
    kept = analyst.ask("POST", "/questions/purpose/answers", given)
    (answer,) = analyst.ask("GET", "/answers").json()["items"]
    assert (kept.status_code, kept.json()) == (201, {"answers": [answer["id"]], "findings": 1, "assets": 1})
    assert analyst.get(kept["Location"]).json() == answer
    assert (answer["values"], answer["site"]) == (["public-safety"], site.pk)
    wrong = analyst.ask("POST", "/questions/purpose/answers", {**given, "values": ["nonsense"]})
    assert wrong.json()["errors"][0]["field"] == "values"
    for places in ([{}], [{"site": 0}], [{"site": site.pk, "organisation": world.home.pk}]):
        bad = analyst.ask("POST", "/questions/purpose/answers", {**given, "places": places})
        assert bad.json()["errors"][0]["field"] == "places.0"
