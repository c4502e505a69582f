"""Do programs give files with what they say, as people do on pages, and does nothing stay of what is refused?"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phaseout.web.api.description import description
from phaseout.web.api.models import KeptAnswer
from phaseout.web.api.nouns import findings, surveys
from phaseout.web.estate.models import Plan, Site
from phaseout.web.field import photograph
from phaseout.web.findings import files
from phaseout.web.findings.models import Attachment, Finding, Judgement
from phaseout.web.findings.services import review
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.problems import ProblemError
from phaseout.web.frame.undertaking import services as undertaking
from phaseout.web.people.queries import access_of
from phaseout.web.replacement.guards import SHOWN
from phaseout.web.replacement.models import Photo, Replacement
from phaseout.web.replacement.services import moving
from phaseout.web.replacement.states import ASIDE, BACK, FORWARD
from phaseout.web.surveys.models import Survey, SurveyFile
from web.conftest import NOON
from web.examples import BLANK, NO_TEXT
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.replacement import now, picture, taken_in
from web.programs import Program, secret_of
from web.things import ground_floor

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 plate"
REASON = {"reason": "The plate says so"}
REMOVED = {"to": "removed", "on": "2026-11-20", "who": "A crew"}


@pytest.fixture(autouse=True)
def nothing_in_pictures(monkeypatch) -> None:
    """Take pictures for blank: what is found in them, the tests of the field ask."""
    monkeypatch.setattr(photograph, "seen_in", lambda *_a, **_k: BLANK)
    monkeypatch.setattr(photograph, "text_in", lambda _: NO_TEXT)


@pytest.fixture
def analyst(person_with):
    return person_with(Role.ANALYST)


@pytest.fixture
def program(analyst, world) -> Program:
    return Program(secret_of(analyst, world.home))


@pytest.fixture
def finding(world, analyst) -> Finding:
    return recorded(asset_in(world.home, "cam-17"), answer_of(), by=analyst.pk)[0]


@pytest.fixture
def row(world, analyst) -> Replacement:
    site = Site(organisation=world.home, ref="depot", name_en="Depot")
    site.save()
    return taken_in(access_of(analyst), asset_in(world.home, "cam-1", site, maker="hikvision", kind="camera"))


@pytest.fixture
def on_disk(settings, tmp_path) -> Callable[[], list[str]]:
    """Return what lists the files that are kept."""
    settings.MEDIA_ROOT = str(tmp_path / "kept")
    return lambda: sorted(one.name for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file())


def text(name: str = "plate.txt", content: bytes = b"Read on site") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent(
    program: Program, address: str, given: object = None, *, seen: int = 1, key: str = "", **parts: object
):
    """Send a form: what is given as JSON, and files beside it."""
    headers = {"if-match": f'"{seen}"', **({"idempotency-key": key} if key else {})}
    said = json.dumps(given) if isinstance(given, dict) else given
    parts |= {} if said is None else {"given": said}
    return program.post(f"/api/v1{address}", parts, headers=headers)


def faults(answer) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.content
    return [(one["field"], one["detail"]) for one in answer.json()["errors"]]


def handed_out(program: Program, told: dict[str, object]) -> bytes:
    answer = program.get(told["address"])
    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("way", "given"), [("assessments", REASON), ("proposals", {**REASON, "verdict": "confirmed"})]
)
def test_a_file_is_given_with_a_judgement_and_handed_out_as_it_was(program, finding, way, given):
    answer = sent(program, f"/findings/{finding.pk}/{way}", given, file=SimpleUploadedFile("a.pdf", PDF))
    assert answer.status_code == 201, answer.content
    (judgement,) = answer.json()["judgements"]
    (told,) = judgement["files"]
    kept = Attachment.everything.get()
    assert judgement["reason"] == REASON["reason"]
    assert told == {
        "id": kept.pk, "name": "a.pdf", "kind": "application/pdf", "size": len(PDF), "sha256": kept.sha256,
        "address": f"/api/v1/files/{kept.pk}",
    }  # fmt: skip
    assert handed_out(program, told) == PDF
    tag = f'"{kept.sha256}"'
    same = program.get(told["address"], headers={"if-none-match": tag})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    assert program.ask("GET", f"/judgements/{judgement['id']}").json()["files"] == [told]


@pytest.mark.parametrize("way", ["JSON", "a form"])
def test_without_a_file_json_and_a_form_say_the_same(program, finding, way):
    address = f"/findings/{finding.pk}/assessments"
    if way == "JSON":
        answer = program.ask("POST", address, REASON, if_match='"1"')
    else:
        answer = sent(program, address, REASON)
    (judgement,) = answer.json()["judgements"]
    assert (answer.status_code, judgement["reason"], judgement["files"]) == (201, REASON["reason"], [])


def test_what_is_given_may_come_as_a_part_that_has_the_name_of_a_file(program, finding):
    # As browsers and many libraries send what has a media type of its own.
    given = SimpleUploadedFile("blob", json.dumps(REASON).encode(), content_type="application/json")
    answer = sent(program, f"/findings/{finding.pk}/assessments", file=text(), given=given)
    assert (answer.status_code, Judgement.everything.get().reason) == (201, REASON["reason"])
    assert Attachment.everything.get().name == "plate.txt"


def test_photographs_are_given_with_work_and_told_of_its_step(program, row):
    answer = sent(
        program, f"/replacements/{row.pk}/work", REMOVED, seen=row.version, file=[picture(), text()]
    )
    assert answer.status_code == 201, answer.content
    step = answer.json()["steps"][0]
    assert (answer.json()["state"], step["who"]) == ("removed", "A crew")
    assert [one["kind"] for one in step["photographs"]] == ["image/jpeg", "text/plain"]
    for told, kept in zip(step["photographs"], Photo.everything.order_by("pk"), strict=True):
        assert told["address"] == f"/api/v1/photos/{kept.pk}"
        assert (told["sha256"], told["size"]) == (kept.sha256, len(handed_out(program, told)))
    read = program.ask("GET", f"/replacements/{row.pk}").json()
    assert read["steps"][0]["photographs"] == step["photographs"]


def test_a_photograph_stands_for_a_reason_and_a_text_does_not(program, row):
    answer = sent(program, f"/replacements/{row.pk}/work", REMOVED, seen=row.version, file=text())
    assert answer.status_code == 409
    assert [one["field"] for one in answer.json()["errors"]] == ["photo-or-reason"]
    assert not Photo.everything.exists()


def test_every_move_that_asks_for_photographs_is_made_where_a_program_can_give_them():
    asking = {move.needs for move in (*FORWARD, *ASIDE, *BACK) if SHOWN in move.guards}
    paths = json.loads(description())["paths"]
    taking = {
        operation["post"]["x-permission"] for path, operation in paths.items()
        if path.startswith("/api/v1/replacements/{pk}/") and "post" in operation
        and "multipart/form-data" in operation["post"].get("requestBody", {}).get("content", {})
    }  # fmt: skip
    assert asking == {Permission.SURVEY} == taking


def test_a_file_for_a_move_that_asks_for_none_is_not_passed_over(program, row, on_disk):
    given = {"to": "lost", "reason": "Nobody finds it"}
    answer = sent(program, f"/replacements/{row.pk}/work", given, seen=row.version, file=picture())
    assert faults(answer) == [("file", "No file is given with this move.")]
    assert now(row).version == row.version
    assert on_disk() == []


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        (None, "given", "This is needed."),
        ("", "given", "This is needed."),
        (" ", "given", "This is needed."),
        ("{", "given", "What was sent is no JSON that can be read."),
        ('{"reason": NaN}', "given", "What was sent is no JSON that can be read."),
        ('{"reason": "\\ud800"}', "given", "What was sent is no JSON that can be read."),
        ("[]", "", "It is no object."),
        ("{}", "reason", "This is needed."),
        ('{"reason": 1}', "reason", "It is no text."),
        ('{"reason": ""}', "reason", "This field is required."),
        ('{"reason": "x", "other": 1}', "other", "Nothing here is called so."),
    ],
)
def test_what_cannot_be_read_of_a_form_is_said_at_its_field(program, finding, on_disk, given, field, said):
    answer = sent(program, f"/findings/{finding.pk}/assessments", given, file=text())
    assert faults(answer) == [(field, said)]
    assert not Judgement.everything.exists()
    assert on_disk() == []


@pytest.mark.parametrize(
    ("parts", "field", "said"),
    [
        ({"file": lambda: "no file"}, "file", "It is no file: it has no name."),
        ({"file": lambda: [text(), text()]}, "file", "At most 1 of them."),
        ({"file": lambda: text(content=b"")}, "file", "The submitted file is empty."),
        ({"photo": text}, "photo", "Nothing here is called so."),
        ({"reason": lambda: "x"}, "reason", "Nothing here is called so."),
        ({"file": lambda: text(content=b"\xff\xfe\x00")}, "file",
         "Only PDF, PNG, JPEG and plain text can be attached."),
        ({"file": lambda: text(content=b"\x89PNG\r\n\x1a\n broken")}, "file", None),
        ({"file": lambda: text(content=b"%PDF-" + b" " * files.LARGEST)}, "file",
         "The file is larger than 10 megabytes."),
    ],
)  # fmt: skip
def test_wrong_parts_are_refused_at_their_field(program, finding, on_disk, parts, field, said):
    made = {name: make() for name, make in parts.items()}
    answer = sent(program, f"/findings/{finding.pk}/assessments", REASON, **made)
    ((where, told),) = faults(answer)
    assert where == field
    assert said in (told, None)
    assert not Judgement.everything.exists()
    assert on_disk() == []


def test_what_is_given_twice_is_refused(program, finding):
    twice = [json.dumps(REASON), json.dumps(REASON)]
    answer = sent(program, f"/findings/{finding.pk}/assessments", file=text(), given=twice)
    assert faults(answer) == [("given", "It stands here twice.")]


def test_of_photographs_twenty_are_taken_and_no_more(program, row, on_disk):
    address = f"/replacements/{row.pk}/work"
    many = [text(f"{number}.txt") for number in range(21)]
    given = {**REMOVED, "reason": "It was dark"}
    assert faults(sent(program, address, given, seen=row.version, file=many)) == [
        ("file", "At most 20 of them.")
    ]
    assert on_disk() == []
    answer = sent(
        program, address, given, seen=row.version, file=[one for one in many[1:] if not one.seek(0)]
    )
    assert len(answer.json()["steps"][0]["photographs"]) == 20 == len(on_disk())


@pytest.mark.parametrize("way", ["findings/{pk}/assessments", "replacements/{pk}/work"])
def test_more_than_the_files_of_a_form_may_have_is_refused_before_it_is_read(program, finding, row, way):
    pk, most = (finding.pk, 1) if way.startswith("findings") else (row.pk, 20)
    largest = most * files.LARGEST + 1024 * 1024
    kind = "multipart/form-data; boundary=x"
    answer = program.post(
        f"/api/v1/{way.format(pk=pk)}", b"x", content_type=kind, CONTENT_LENGTH=str(largest + 1),
        headers={"if-match": '"1"'},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["detail"]) == (413, f"At most {largest} bytes are taken.")


def test_what_is_given_in_a_form_may_be_no_larger_than_json(program, finding):
    large = json.dumps({"reason": "x" * 1024 * 1024})
    for part in (large, SimpleUploadedFile("blob", large.encode())):
        answer = sent(program, f"/findings/{finding.pk}/assessments", given=part)
        assert (answer.status_code, answer.json()["detail"]) == (413, "At most 1048576 bytes are taken.")


@pytest.mark.parametrize("address", ["/sites", "/findings/proposals", "/replacements"])
def test_where_no_file_belongs_a_form_is_refused(program, address):
    answer = sent(program, address, REASON, file=text())
    assert (answer.status_code, answer.json()["detail"]) == (415, "It is sent as application/json.")


def test_of_another_kind_it_is_said_which_two_are_taken(program, finding):
    address = f"/api/v1/findings/{finding.pk}/assessments"
    answer = program.generic("POST", address, "reason=x", content_type="application/x-www-form-urlencoded")
    assert answer.json()["detail"] == "It is sent as application/json, multipart/form-data."


@pytest.mark.parametrize(
    "content", [b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--", b"\xff" * 500]
)
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "multipart/form-data"])
def test_a_form_that_is_none_is_no_fault_of_the_server(program, finding, kind, content):
    address = f"/api/v1/findings/{finding.pk}/assessments"
    answer = program.generic("POST", address, content, content_type=kind, headers={"if-match": '"1"'})
    assert answer.status_code in (400, 422), answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_more_parts_than_any_form_has_are_no_fault_of_the_server(program, finding):
    address = f"/findings/{finding.pk}/assessments"
    for parts in ({"file": [text() for _ in range(101)]}, {f"part {one}": "" for one in range(1001)}):
        answer = sent(program, address, REASON, **parts)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_nobody_gives_a_file_to_what_another_organisation_has(world, finding, row, person_with, on_disk):
    foreigner = Program(secret_of(person_with(Role.ANALYST, at=world.foreign), world.foreign))
    reader = Program(secret_of(person_with(Role.ANALYST), world.home, Permission.READ))
    asked = (
        (f"/findings/{finding.pk}/assessments", REASON),
        (f"/findings/{finding.pk}/proposals", {**REASON, "verdict": "confirmed"}),
        (f"/replacements/{row.pk}/work", REMOVED),
    )
    for address, given in asked:
        for program, status in ((foreigner, 404), (reader, 403)):
            assert sent(program, address, given, file=text()).status_code == status
    assert on_disk() == []


def test_a_file_of_another_organisation_is_handed_out_to_nobody(world, program, finding, row, person_with):
    judged = sent(program, f"/findings/{finding.pk}/assessments", REASON, file=text()).json()
    moved = sent(program, f"/replacements/{row.pk}/work", REMOVED, seen=row.version, file=picture()).json()
    foreigner = Program(secret_of(person_with(Role.ANALYST, at=world.foreign), world.foreign))
    for told in (*judged["judgements"][0]["files"], *moved["steps"][0]["photographs"]):
        assert foreigner.get(told["address"]).status_code == 404


def test_a_file_for_what_is_another_meanwhile_is_not_looked_into(program, finding, row, on_disk, monkeypatch):
    monkeypatch.setattr(files, "_without_traces", lambda _: pytest.fail("a picture was unpacked"))
    for address, given in (
        (f"/findings/{finding.pk}/assessments", REASON),
        (f"/findings/{finding.pk}/proposals", {**REASON, "verdict": "confirmed"}),
        (f"/replacements/{row.pk}/work", REMOVED),
    ):
        assert sent(program, address, given, seen=9, file=picture()).status_code == 412
        answer = program.post(f"/api/v1{address}", {"given": json.dumps(given), "file": picture()})
        assert answer.status_code == 428
    assert on_disk() == []


def test_under_one_key_the_same_file_is_kept_once_and_another_is_refused(program, finding, on_disk):
    address = f"/findings/{finding.pk}/assessments"
    first, again = (sent(program, address, REASON, key="k1", file=text()) for _ in range(2))
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert (again["ETag"], Judgement.everything.count(), len(on_disk())) == (first["ETag"], 1, 1)
    others = (
        {"file": text(content=b"Read elsewhere")},
        {"file": text("other.txt")},
        {},
    )
    for parts in others:
        assert sent(program, address, REASON, key="k1", **parts).status_code == 422
    as_json = program.ask("POST", address, REASON, if_match='"1"', idempotency_key="k1")
    other_reason = sent(program, address, {"reason": "Another"}, key="k1", file=text())
    assert (as_json.status_code, other_reason.status_code) == (422, 422)
    assert len(on_disk()) == 1


def test_what_was_refused_under_a_key_may_be_put_right(program, finding, on_disk):
    address = f"/findings/{finding.pk}/assessments"
    assert sent(program, address, REASON, key="k1", file=text(content=b"\xff")).status_code == 422
    assert sent(program, address, REASON, key="k1", file=text()).status_code == 201
    assert len(on_disk()) == 1


def test_a_name_that_acts_is_kept_without_what_acts(program, finding):
    name = "../../etc/pl\N{RIGHT-TO-LEFT OVERRIDE}an\x1b[2J\x07 \"'=1+1.txt"
    answer = sent(program, f"/findings/{finding.pk}/assessments", REASON, file=text(name))
    (told,) = answer.json()["judgements"][0]["files"]
    assert told["name"].endswith("=1+1.txt")
    assert "/" not in told["name"]
    assert all(char.isprintable() for char in told["name"])
    assert ".." not in Attachment.everything.get().stored
    handed = program.get(told["address"])
    assert handed["Content-Disposition"].startswith("attachment;")
    handed.close()


CREDENTIAL = b"The recorder\npassword: Tr0ub4dor&3\n"


def test_a_text_that_bears_a_credential_is_refused_as_on_the_page(program, client_of, finding, row, on_disk):
    given = {"reason": REASON["reason"], "version": "1", "file": text(content=CREDENTIAL)}
    page = client_of(Role.ANALYST).post(f"/findings/{finding.pk}/assess/", given)
    assert page.status_code == 400
    answers = (
        sent(program, f"/findings/{finding.pk}/assessments", REASON, file=text(content=CREDENTIAL)),
        sent(
            program, f"/replacements/{row.pk}/work", REMOVED, seen=row.version, file=text(content=CREDENTIAL)
        ),
    )
    for answer in answers:
        ((field, said),) = faults(answer)
        assert field == "file"
        assert said[:20] in page.content.decode()
    assert on_disk() == []


@pytest.fixture(params=["", "k1"], ids=["without a key", "under a key"])
def key(request) -> str:
    return request.param


def test_where_a_later_photograph_finds_no_room_those_before_it_go_again(
    program, row, on_disk, monkeypatch, key
):
    kept = moving.keep_file

    def second_fails(photo, file):
        if Photo.everything.exists():
            raise OSError(28, "No space left on device")
        kept(photo, file)

    monkeypatch.setattr(moving, "keep_file", second_fails)
    program.raise_request_exception = False
    given = {"file": [picture(), picture()], "seen": row.version, "key": key}
    assert sent(program, f"/replacements/{row.pk}/work", REMOVED, **given).status_code == 507
    assert on_disk() == []
    assert now(row).version == row.version


def test_of_a_judgement_that_breaks_after_its_file_was_stored_nothing_is_left(
    program, finding, on_disk, monkeypatch, key
):
    stored = []

    def broken(*_args):
        stored.extend(on_disk())
        raise ValidationError("Too late")

    monkeypatch.setattr(review, "note_steps", broken)
    answer = sent(program, f"/findings/{finding.pk}/assessments", REASON, key=key, file=text())
    assert (answer.status_code, len(stored)) == (422, 1)
    assert on_disk() == []
    assert not Judgement.everything.exists()
    assert not KeptAnswer.everything.exists()


@pytest.fixture
def bringing(world, finding, row, analyst):
    """Return what brings files, by each address that takes some, and what counts the rows of it."""
    floor = ground_floor(world.home)
    return {
        "judgement": (
            f"/findings/{finding.pk}/assessments",
            {"given": json.dumps(REASON), "file": text()},
            Judgement,
        ),
        "move": (f"/replacements/{row.pk}/work", {"given": json.dumps(REMOVED), "file": picture()}, Photo),
        "survey": ("/surveys", {"file": text("cameras.csv", b"host,ip\ncam-1,10.0.0.1\n")}, SurveyFile),
        "plan": (f"/floors/{floor.pk}/plan", {"picture": picture()}, Plan),
    }


BRINGING = ("judgement", "move", "survey", "plan")


@pytest.mark.parametrize("what", BRINGING)
def test_where_the_answer_to_a_key_cannot_be_kept_neither_rows_nor_files_are(
    program, bringing, row, on_disk, monkeypatch, what
):
    address, parts, rows = bringing[what]
    seen = {"move": row.version, "plan": 0}.get(what, 1)
    with monkeypatch.context() as broken:
        broken.setattr(KeptAnswer, "save", lambda *_args: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            sent(program, address, seen=seen, key="k1", **parts)
    assert not rows.everything.exists()
    assert on_disk() == []
    for one in parts.values():
        if isinstance(one, SimpleUploadedFile):
            one.seek(0)
    assert sent(program, address, seen=seen, key="k1", **parts).status_code in (200, 201, 202)
    assert len(on_disk()) == 1 == rows.everything.count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", BRINGING)
def test_nobody_waits_while_pictures_are_looked_into_and_what_may_be_large_is_stored(
    program, bringing, row, on_disk, monkeypatch, what, key
):
    address, parts, rows = bringing[what]
    where, name = {"judgement": (files, "_without_traces"), "move": (files, "_without_traces")}.get(
        what, (undertaking.default_storage, "save")
    )
    held, done = [], getattr(where, name)

    def watched(*given):
        held.append(connection.in_atomic_block)
        return done(*given)

    monkeypatch.setattr(where, name, watched)
    if what == "judgement":
        parts["file"] = picture()
    answer = sent(program, address, seen={"move": row.version, "plan": 0}.get(what, 1), key=key, **parts)
    assert answer.status_code in (200, 201, 202)
    assert held == [False]
    assert (rows.everything.count(), bool(on_disk())) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_what_is_refused_at_last_is_undone_though_its_service_wrote_it(
    program, finding, on_disk, monkeypatch, key
):
    late = Http404("late")
    monkeypatch.setattr(findings, "whole", lambda *_args: (_ for _ in ()).throw(late))
    answer = sent(program, f"/findings/{finding.pk}/assessments", REASON, key=key, file=text())
    assert answer.status_code == 404
    assert not Judgement.everything.exists()
    assert on_disk() == []


def test_nothing_that_calls_itself_a_form_is_undone_like_anything_else(
    program, world, analyst, monkeypatch, key
):
    survey = Survey(organisation=world.home, name="a.csv", as_of=NOON.date(), by=analyst)
    survey.save()
    late = ProblemError(409, "late")
    monkeypatch.setattr(surveys, "_whole", lambda *_args: (_ for _ in ()).throw(late))
    headers = {"idempotency-key": key} if key else {}
    answer = program.post(
        f"/api/v1/surveys/{survey.pk}/cancel", CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH="0", headers=headers,
    )  # fmt: skip
    assert answer.status_code == 409
    assert Survey.everything.get().state == survey.state


def test_of_two_under_one_key_who_were_both_let_in_the_second_is_undone(
    program, finding, on_disk, monkeypatch
):
    # The key of a request that takes very long is let go of: see AT_MOST.
    whole = findings.whole

    def told(request, pk):
        given = {"digest": "0" * 64, "status": 201, "content": "{}", "at": timezone.now()}
        KeptAnswer(token=request.token, key="k1", **given).save()
        return whole(request, pk)

    monkeypatch.setattr(findings, "whole", told)
    answer = sent(program, f"/findings/{finding.pk}/assessments", REASON, key="k1", file=text())
    assert (answer.status_code, answer["Retry-After"]) == (409, "1")
    assert not Judgement.everything.exists()
    assert on_disk() == []


def test_steps_and_their_photographs_are_asked_for_at_once(program, row, analyst):
    counts = []
    for state, given in (
        ("removed", {**REMOVED, "reason": "Dark"}),
        ("scheduled", {"to": "scheduled", "reason": "Back"}),
    ) * 2:
        way = "work" if state == "removed" else "advance"
        seen = now(row).version
        if way == "work":
            answer = sent(program, f"/replacements/{row.pk}/work", given, seen=seen, file=[picture(), text()])
        else:
            answer = program.ask("POST", f"/replacements/{row.pk}/advance", given, if_match=f'"{seen}"')
        assert answer.status_code == 201, answer.content
        with CaptureQueriesContext(connection) as taken:
            program.ask("GET", f"/replacements/{row.pk}")
        counts.append(len(taken))
    assert counts[0] == counts[2]


def test_a_file_that_belongs_to_nothing_is_not_stored(on_disk):
    with pytest.raises(RuntimeError):
        undertaking.stored("a/b", SimpleUploadedFile("x", b"x"))
    assert on_disk() == []
