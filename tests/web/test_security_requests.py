"""Does the application as a whole stand against who tries it: forged requests, hosts, redirects, guesses?"""

import io
import json
import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.conf import settings as served
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.charset import Handler
from phaseout.web.frame.models import Event
from phaseout.web.people.mail import NONE
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.tokens import make_token
from phaseout.web.surveys.models import Survey
from web.conftest import PASSWORD
from web.examples import EXAMPLES, furnish
from web.programs import API, Program, secret_of
from web.routes import Route, routes

ARGUMENTS: Mapping[str, dict[str, object]] = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "a-b"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}
"""What stands in the addresses of the libraries."""
NEW = "quite another sentence of mine"
OUTSIDE = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
)
WRITTEN_BY_LOOKING = ("django_session", "usersessions_usersession", "frame_cache", "account_emailaddress")
"""Where somebody was last seen, what they are told on the next page, and a copy of an address that a library keeps."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def address(route: Route, furnished) -> str:
    given = EXAMPLES[route.name](furnished) if route.name in EXAMPLES else ARGUMENTS.get(route.name, {})
    return reverse(route.name, kwargs=given)


PROVED_BY_A_CODE = frozenset({"digest-off"})
"""Routes that a mail program calls (RFC 8058): the signed code in the address says whose letters end, no cookie."""


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post("/account/login/", {"login": email, "password": password, **more})


def test_no_route_takes_a_form_that_another_site_forged(world, person_with) -> None:
    furnished = furnish(world.home)
    for signed_in in (False, True):
        client = Client(enforce_csrf_checks=True)
        if signed_in:
            client.force_login(person_with(*Role))
        for route in routes():
            answer = client.post(address(route, furnished), {"which": "1"})
            if route.name in PROVED_BY_A_CODE:
                assert answer.status_code == 404
                continue
            # Who may not come in at all, or by this method, is told so first, and nothing is done.
            is_refused = answer.status_code in (403, 405, 401) or (
                not signed_in
                and answer.status_code == 302
                and "/account/login/" in answer.headers["Location"]
            )
            assert is_refused, f"{route.name}: {answer.status_code}"


def test_nothing_is_changed_by_looking(world, client_of) -> None:
    furnished, client = furnish(world.home), client_of(*Role)
    client.get("/")
    for route in routes():
        with CaptureQueriesContext(connection) as taken:
            client.get(address(route, furnished))
        changed = [
            query["sql"]
            for query in taken
            if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
            and not any(kept in query["sql"] for kept in WRITTEN_BY_LOOKING)
        ]
        assert not changed, route.name


def test_a_number_larger_than_that_of_any_row_leads_nowhere(world, client_of, person_with) -> None:
    client, beyond = client_of(Role.ANALYST), 2**63
    for name, given in (("site", {"pk": beyond}), ("look-withdraw", {"pk": beyond, "look": 1})):
        assert client.get(reverse(name, kwargs=given)).status_code == 404, name
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    answer = program.ask("POST", f"/sites/{beyond}/looks/1/withdrawal", {"reason": "A mistake"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert program.ask("GET", f"/surveys/{beyond}/things/1").status_code == 404


def test_a_form_with_the_token_of_its_page_is_taken(person_with) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/account/login/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sign_in(client, person_with(Role.READER).email, csrfmiddlewaretoken=token)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", ""])
def test_a_host_that_is_not_ours_is_answered_with_400(host, db) -> None:
    answer = Client().get("/account/login/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_a_host_that_is_not_ours_stands_in_no_letter(person_with) -> None:
    email = person_with(Role.READER).email
    Client().post("/account/password/reset/", {"email": email}, headers={"host": "evil.example"})
    Client().post("/account/password/reset/", {"email": email}, headers={"x-forwarded-host": "evil.example"})
    assert [("evil" in letter.body) for letter in mail.outbox] == [False]


def answered(client: Client, address: str, sent: str, kind: str) -> tuple[int, bytes]:
    """Return what the served application answers; the client of tests reads a request in a way of its own."""
    content, (path, _mark, query) = sent.encode(), address.partition("?")
    environ = client._base_environ(
        REQUEST_METHOD="POST", PATH_INFO=path, QUERY_STRING=query, CONTENT_TYPE=kind,
        CONTENT_LENGTH=str(len(content)), **{"wsgi.input": io.BytesIO(content)},
    )  # fmt: skip
    answer = Handler().get_response(Handler.request_class(environ))
    return answer.status_code, answer.content


@pytest.mark.parametrize(
    "charset", ["rot13", "utf-16", "iso-8859-1", "windows-1252", "nothing-known", "undefined", "hex"]
)
def test_what_is_sent_in_another_charset_than_utf_8_is_refused_unread(charset, client_of, person_with, world):
    sent = '--xx\r\nContent-Disposition: form-data; name="a"\r\n\r\nv\r\n--xx--\r\n'
    said = "Texts are sent in UTF-8, and in no other charset."
    form = f"multipart/form-data; charset={charset}; boundary=xx"
    shape = f"application/json; charset={charset}"
    for address in ("/sites/add/", "/sites/add/?a=1", "/account/login/"):
        answer = answered(client_of(*Role), address, sent, form)
        assert answer == (400, f"400 {said}".encode()), address
    program = Program(secret_of(person_with(Role.ANALYST, Role.ADMINISTRATOR), world.home))
    for address, kind in (("/collections", form), ("/surveys?a=1", form), ("/sites", shape)):
        status, content = answered(program, API + address, sent, kind)
        assert (status, json.loads(content)["detail"]) == (400, said), address


@pytest.mark.parametrize(
    "parameter", ["charset*=utf-8''%00", "charset*=nothing-known''x", "x*=nothing-known''%41"]
)
def test_a_media_type_that_cannot_be_read_is_refused_and_breaks_nothing(
    parameter, person_with, world
) -> None:
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    status, content = answered(program, f"{API}/sites?a=1", "{}", f"application/json; {parameter}")
    assert (status, json.loads(content)["title"]) == (400, "Not understood")


@pytest.mark.parametrize("charset", ["UTF-8", "utf8", "us-ascii", '"utf-8"'])
def test_what_says_that_it_is_sent_in_utf_8_is_taken(charset, person_with, world) -> None:
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    sent = json.dumps({"organisation": world.home.pk, "ref": "hq", "name_fr": "Siège"}, ensure_ascii=False)
    status, content = answered(program, f"{API}/sites", sent, f"application/json; charset={charset}")
    assert (status, json.loads(content)["name_fr"]) == (201, "Siège")
    form = f"application/x-www-form-urlencoded; charset={charset}"
    forged = answered(Client(enforce_csrf_checks=True), "/account/login/?next=/%C3%A9", "login=a", form)
    assert forged[0] == 403  # it was read, and no token of the page is in it


def test_letters_name_the_address_that_was_set_whatever_host_was_asked(person_with, settings) -> None:
    settings.ALLOWED_HOSTS = ["inside.example", "127.0.0.1"]
    settings.PUBLIC_ADDRESS, settings.IS_ADDRESS_SAID = "https://phaseout.example.org", True
    person = person_with(Role.READER)
    asking = {"HTTP_HOST": "inside.example"}
    Client(**asking).post("/account/password/reset/", {"email": person.email})
    link = re.search(
        r"https://phaseout[.]example[.]org(/account/password/reset/key/\S+)", mail.outbox[0].body
    )
    assert link
    assert choose_anew(Client(**asking), link[1]).status_code == 302
    changing = Client(**asking)
    changing.force_login(Person.objects.get(pk=person.pk))
    changing.post(
        "/account/password/change/", {"oldpassword": NEW, "password1": PASSWORD, "password2": PASSWORD}
    )
    assert len(mail.outbox) == 3
    assert [letter.subject for letter in mail.outbox if "inside.example" in letter.body] == []


@pytest.mark.parametrize("outside", OUTSIDE)
def test_no_next_leads_to_another_site(outside, person_with) -> None:
    client = Client()
    answer = sign_in(client, person_with(Role.READER).email, next=outside)
    assert answer.headers["Location"] == "/"
    for way in ("/account/logout/", "/language/"):
        left = client.post(way, {"next": outside, "language": "fr"})
        assert "evil" not in left.headers["Location"]
        assert "javascript" not in left.headers["Location"]


def test_a_next_of_ours_is_followed(person_with) -> None:
    answer = sign_in(Client(), person_with(Role.READER).email, next="/account/tokens/")
    assert answer.headers["Location"] == "/account/tokens/"


def test_every_answer_carries_the_headers_and_pages_of_the_signed_in_are_kept_nowhere(client_of, db) -> None:
    signed_in, nobody = client_of(Role.ADMINISTRATOR), Client()
    answers = [
        nobody.get("/account/login/"), nobody.get("/"), nobody.get("/no-such-page/"), nobody.get("/health/"),
        nobody.get("/api/v1/me"), signed_in.get("/"), signed_in.get("/people/"), signed_in.get("/audit/"),
        signed_in.get("/no-such-page/"), signed_in.get("/api/v1/me"), signed_in.post("/account/name/", {}),
    ]  # fmt: skip
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, f"{answer.status_code} {name}"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        for refused in ("frame-ancestors", "object-src", "base-uri"):
            assert f"{refused} 'none'" in policy
        assert "unsafe" not in policy
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_session_changes_at_sign_in_and_ends_at_sign_out(person_with) -> None:
    client = Client()
    session = client.session
    session["planted"] = "by somebody"
    session.save()
    client.cookies[served.SESSION_COOKIE_NAME] = session.session_key
    sign_in(client, person_with(Role.READER).email)
    after = client.cookies[served.SESSION_COOKIE_NAME].value
    assert after != session.session_key
    assert client.get("/").status_code == 200
    client.post("/account/logout/")
    client.cookies[served.SESSION_COOKIE_NAME] = after
    assert client.get("/").status_code == 302


def test_a_session_ends_twelve_hours_after_signing_in_whatever_is_done(person_with, noon) -> None:
    client = Client()
    sign_in(client, person_with(Role.READER).email)
    noon.shift(timedelta(hours=12, seconds=-60))
    assert client.get("/").status_code == 200
    noon.shift(timedelta(seconds=61))
    assert client.get("/").status_code == 302
    noon.shift(timedelta(hours=-1))
    assert client.get("/").status_code == 302, "and does not come back"


def test_who_stands_idle_is_signed_out_where_the_server_says_so_and_comes_back_to_where_they_were(
    person_with, noon, settings
) -> None:
    client = Client(headers={"accept-language": "en"})
    email = person_with(Role.READER).email
    sign_in(client, email)
    noon.shift(timedelta(hours=5))
    assert client.get("/").status_code == 200, "where nothing is said, nobody is"
    settings.IDLE_SECONDS = 1800
    for _ in range(3):
        noon.shift(timedelta(minutes=20))
        assert client.get("/sites/").status_code == 200
    noon.shift(timedelta(minutes=20))
    assert client.get("/", headers={"HX-Request": "true"}).status_code == 200
    noon.shift(timedelta(minutes=11))
    over = client.get("/sites/?q=x")
    assert over.status_code == 302
    page = client.get(over.headers["Location"])
    assert "nothing was done here for a while" in page.content.decode()
    again = sign_in(client, email, next="/sites/?q=x")
    assert again.headers["Location"] == "/sites/?q=x"
    assert client.get("/sites/").status_code == 200


def test_cookies_are_hidden_from_scripts_and_other_sites(person_with) -> None:
    client = Client()
    client.get("/account/login/")
    sign_in(client, person_with(Role.READER).email)
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_guessing_the_password_of_one_account_ends_also_from_many_addresses(person_with) -> None:
    email = person_with(Role.READER).email
    for number in range(5):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post("/account/login/", {"login": email, "password": "wrong"})
    last = sign_in(Client(REMOTE_ADDR="10.0.1.1"), email)
    assert last.status_code == 200
    assert b"Too many failed" in last.content


def test_guessing_from_one_address_ends_also_over_many_accounts(db) -> None:
    said = [
        sign_in(Client(), f"nobody{number}@example.org", "wrong").content.decode() for number in range(11)
    ]
    assert "Too many failed" not in said[0]
    assert "Too many failed" in said[-1]


def test_who_signs_in_rightly_does_not_use_up_the_guesses(person_with) -> None:
    email = person_with(Role.READER).email
    for _ in range(12):
        assert sign_in(Client(), email).status_code == 302


def test_a_known_and_an_unknown_address_are_answered_alike(person_with) -> None:
    known = person_with(Role.READER).email
    unknown = "nobody@example.org"

    def told(answer, email):
        text = answer.content.decode().replace(email, "")
        return answer.status_code, answer.headers.get("Location"), _without_tokens(text)

    signing = [told(sign_in(Client(), email, "wrong"), email) for email in (known, unknown)]
    assert signing[0] == signing[1]
    forgotten = [
        told(Client().post("/account/password/reset/", {"email": email}), email) for email in (known, unknown)
    ]
    assert forgotten[0] == forgotten[1]
    assert [letter.to for letter in mail.outbox] == [[known]], "nobody is written to who has no account"


def _without_tokens(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


def test_an_unknown_address_costs_as_much_hashing_as_a_known_one(person_with, monkeypatch) -> None:
    hashed: list[str] = []
    known = person_with(Role.READER).email
    from django.contrib.auth import hashers

    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda self, *given: hashed.append("") or encode(self, *given)
    )
    sign_in(Client(), known, "wrong")
    of_known = len(hashed)
    sign_in(Client(), "nobody@example.org", "wrong")
    assert len(hashed) == 2 * of_known


def test_asking_for_links_ends(person_with) -> None:
    email = person_with(Role.READER).email
    for _ in range(8):
        Client().post("/account/password/reset/", {"email": email})
    assert len(mail.outbox) == 5


def test_a_link_to_a_new_password_works_once_and_does_not_go_around_a_second_factor(person_with) -> None:
    person = person_with(Role.READER)
    Client().post("/account/password/reset/", {"email": person.email})
    link = "/account" + mail.outbox[0].body.split("/account")[1].split()[0]
    client = Client()
    choose_anew(client, link)
    assert Person.objects.get(pk=person.pk).check_password(NEW)
    assert client.get("/").status_code == 302, "nobody is signed in by a link alone"
    again = Client().get(link)
    assert again.status_code == 200
    assert b"password1" not in again.content


def test_where_no_letters_are_sent_none_is_promised_and_the_operator_hands_a_link_over(
    person_with, settings, capsys
) -> None:
    settings.EMAIL_BACKEND = NONE
    person = person_with(Role.ADMINISTRATOR)
    Person.objects.filter(pk=person.pk).update(is_proven=False)
    for page in (
        Client().get("/account/password/reset/"),
        Client().post("/account/password/reset/", {"email": person.email}),
    ):
        assert page.status_code == 200
        assert b"This server sends no letters" in page.content
        assert b'name="email"' not in page.content
    call_command("password_link", person.email)
    choose_anew(Client(), capsys.readouterr().out.strip())
    known = Person.objects.get(pk=person.pk)
    assert known.check_password(NEW)
    assert not known.is_proven, "a link that was handed over shows nothing of the address"


def test_no_link_is_printed_where_letters_are_sent_or_for_nobody(person_with, settings) -> None:
    with pytest.raises(CommandError, match="sends letters"):
        call_command("password_link", person_with(Role.READER).email)
    settings.EMAIL_BACKEND = NONE
    with pytest.raises(CommandError, match="nobody"):
        call_command("password_link", "nobody@example.org")


def test_a_password_chosen_by_a_letter_ends_sessions_and_tokens_and_says_so(person_with, world) -> None:
    person = person_with(Role.READER)
    inside = Client()
    sign_in(inside, person.email)
    until = timezone.localdate() + timedelta(days=9)
    read = frozenset({Permission.READ})
    _token, secret = make_token(access_of(person), world.home, name="theirs", permissions=read, until=until)
    asking = Client()
    assert b"all sessions and API tokens" in asking.get("/account/password/reset/").content
    asking.post("/account/password/reset/", {"email": person.email})
    assert "sessions and API tokens end" in mail.outbox[0].body
    assert inside.get("/").status_code == 200, "asking alone ends nothing"
    done = choose_anew(asking, "/account" + mail.outbox[0].body.split("/account")[1].split()[0])
    assert b"sessions and API tokens ended" in asking.get(done.headers["Location"]).content
    assert "sessions and API tokens ended" in mail.outbox[1].body
    assert inside.get("/").status_code == 302
    assert not person.usersession_set.exists()
    shown = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/me", headers=shown).status_code == 401
    assert Person.objects.get(pk=person.pk).is_proven


def choose_anew(client: Client, link: str):
    """Choose a new password by the link of a letter."""
    form = client.get(link).headers["Location"]
    return client.post(form, {"password1": NEW, "password2": NEW})


def test_guessing_codes_of_a_second_factor_ends_and_is_noted(person_with) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    person = person_with(Role.READER)
    TOTP.activate(person, generate_totp_secret())
    client = Client()
    assert sign_in(client, person.email).headers["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/").status_code == 302
    said = [
        client.post("/account/2fa/authenticate/", {"code": f"{number:06}"}).content.decode()
        for number in range(7)
    ]
    assert "Too many failed" in said[-1]
    assert Event.everything.filter(what="second-factor-failed").count() == 5


def test_secrets_of_second_factors_are_sealed_in_the_database(person_with) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import (
        TOTP,
        generate_totp_secret,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    person, secret = person_with(Role.READER), generate_totp_secret()
    TOTP.activate(person, secret)
    assert secret not in str(Authenticator.objects.get().data)
    client = Client()
    sign_in(client, person.email)
    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"
    client.post("/account/2fa/authenticate/", {"code": code})
    assert client.get("/").status_code == 200
    again = Client()
    sign_in(again, person.email)
    again.post("/account/2fa/authenticate/", {"code": code})
    assert again.get("/").status_code == 302, "a code is used once"


@pytest.mark.parametrize(
    "gone",
    ["signup/", "email/", "confirm-email/", "confirm-email/abc/", "3rdparty/", "3rdparty/signup/", "login/code/confirm/",
     "reauthenticate/code/", "2fa/webauthn/login/", "2fa/trust/", "social/signup/", "oidc/x/login/"],
)  # fmt: skip
def test_what_we_do_not_offer_has_no_address(gone, client_of) -> None:
    for client in (client_of(), client_of(Role.READER)):
        assert client.get(f"/account/{gone}").status_code == 404


def test_no_page_leads_to_signing_up(db) -> None:
    for page in ("login/", "password/reset/", "inactive/"):
        assert "signup" not in Client().get(f"/account/{page}").content.decode()


def test_a_failed_sign_in_is_noted_without_the_password_or_an_unknown_address(person_with, world) -> None:
    known = person_with(Role.READER)
    sign_in(Client(), known.email, "hunter2hunter2")
    # Somebody types the password where the address goes.
    sign_in(Client(), "my.secret.password@typed.here", "hunter2hunter2")
    of_known, of_unknown = Event.everything.filter(what="sign-in-failed").order_by("pk")
    assert (of_known.organisation, of_known.about) == (world.home, str(known))
    assert (of_unknown.organisation, of_unknown.by) == (None, None)
    kept = str(list(Event.everything.values()))
    assert "hunter2" not in kept
    assert "typed.here" not in kept


def test_an_error_shows_nothing_of_the_inside(client_of, monkeypatch) -> None:
    client = client_of(Role.READER)
    client.raise_request_exception = False

    def broken(*_given):
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("phaseout.web.people.views.own.sessions_of", broken)
    answer = client.get("/account/sessions/")
    assert answer.status_code == 500
    assert "swordfish" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def form_with_two_files(name: str = "b.csv") -> str:
    parts = [f'--xx\r\nContent-Disposition: form-data; name="file"; filename="{one}"\r\n\r\n{INVENTORY}\r\n'
             for one in ("a.csv", name)]  # fmt: skip
    return "".join(parts) + "--xx--\r\n"


INVENTORY = "Name,Make,Model\ncam1,Hikvision,DS-2CD2143G0-I\n"
WHOLE = form_with_two_files()
KIND = "multipart/form-data; boundary=xx"


@pytest.mark.parametrize(
    ("sent", "status"),
    [(WHOLE, 202), (WHOLE + "\r\n", 202), (WHOLE[:-2], 202), (WHOLE[:-3], 400), (WHOLE[:-20], 400),
     (WHOLE[: len(WHOLE) // 2 + 20], 400), (form_with_two_files(".."), 400), (form_with_two_files("plate/"), 400)],
)  # fmt: skip
def test_of_a_form_that_is_cut_off_nothing_is_taken(sent, status, person_with, world) -> None:
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    assert answered(program, f"{API}/surveys", sent, KIND)[0] == status
    brought = [one.files.count() for one in Survey.everything.all()]
    assert brought == ([2] if status == 202 else [])
