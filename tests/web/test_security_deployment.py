"""Does what the environment says of the way here become settings, and is nonsense refused?"""

from pathlib import Path

import pytest
from django.utils.module_loading import import_string

from phaseout.domain.problem import UsageError
from phaseout.web.data_folder import database, kept_key, named_hosts
from phaseout.web.deployment import exception_months, idle_seconds, mail, public_address, sign_on, transport
from phaseout.web.frame.letters import PlainLetters

OIDC = {
    "PHASEOUT_OIDC_ISSUER": "https://id.example.org/realm/", "PHASEOUT_OIDC_CLIENT_ID": "phaseout",
    "PHASEOUT_OIDC_CLIENT_SECRET": "s", "PHASEOUT_OIDC_NAME": "Example ID",
}  # fmt: skip


def test_behind_tls_cookies_are_secure_and_browsers_are_told_to_stay_with_it():
    chosen = transport({"PHASEOUT_SECURE": "1"})
    assert chosen["SESSION_COOKIE_SECURE"]
    assert chosen["CSRF_COOKIE_SECURE"]
    assert str(chosen["SESSION_COOKIE_NAME"]).startswith("__Host-")
    assert str(chosen["CSRF_COOKIE_NAME"]).startswith("__Host-")
    assert int(str(chosen["SECURE_HSTS_SECONDS"])) >= 31536000
    assert chosen["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_without_tls_no_header_of_a_stranger_is_believed():
    assert transport({}) == {"ALLAUTH_TRUSTED_PROXY_COUNT": 0}


def test_a_number_of_servers_that_is_none_is_refused():
    with pytest.raises(UsageError, match="PHASEOUT_PROXIES"):
        transport({"PHASEOUT_PROXIES": "all"})


def test_minutes_of_standing_idle_are_a_number_or_refused():
    assert idle_seconds({}) == 0
    assert idle_seconds({"PHASEOUT_IDLE": "30"}) == 1800
    with pytest.raises(UsageError, match="PHASEOUT_IDLE"):
        idle_seconds({"PHASEOUT_IDLE": "half an hour"})


def test_months_of_an_exception_are_a_number_or_refused():
    assert exception_months({}) == 24
    assert exception_months({"PHASEOUT_EXCEPTION_MONTHS": "6"}) == 6
    for given in ("half a year", "0", "-1", "601", "²"):
        with pytest.raises(UsageError, match="PHASEOUT_EXCEPTION_MONTHS"):
            exception_months({"PHASEOUT_EXCEPTION_MONTHS": given})


def test_an_answer_over_tls_says_so_for_a_year(db, settings, client):
    for name, value in transport({"PHASEOUT_SECURE": "1"}).items():
        setattr(settings, name, value)
    plain = client.get("/account/login/")
    assert plain.headers["Location"] == "https://testserver/account/login/"
    served = client.get("/account/login/", headers={"x-forwarded-proto": "https"})
    assert served.status_code == 200
    assert served.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert served.cookies["__Host-csrftoken"]["secure"]


def test_the_api_sends_nobody_on_from_plain_http_and_answers_nothing_there(db, settings, client):
    for name, value in transport({"PHASEOUT_SECURE": "1"}).items():
        setattr(settings, name, value)
    assert client.get("/api/v1/me").status_code == 403
    assert client.get("/api/v1/me", headers={"x-forwarded-proto": "https"}).status_code == 401


def test_who_guesses_is_known_by_the_address_the_last_server_saw(db, settings, rf):
    from phaseout.web.people.adapter import ByAddress

    request = rf.get("/", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "6.6.6.6, 10.1.2.3"})
    assert ByAddress(request).get_client_ip(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert ByAddress(request).get_client_ip(request) == "10.1.2.3"


def test_mail_goes_by_the_server_that_is_named_encrypted_and_by_none_otherwise():
    assert "dummy" in str(mail({})["EMAIL_BACKEND"])
    named = mail(
        {"PHASEOUT_MAIL": "smtp://me:p%40ss@mail.example.org", "PHASEOUT_MAIL_FROM": "a@example.org"}
    )
    assert (named["EMAIL_HOST"], named["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert named["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert issubclass(import_string(str(named["EMAIL_BACKEND"])), PlainLetters)
    assert named["EMAIL_USE_TLS"]
    assert mail({"PHASEOUT_MAIL": "smtps://mail.example.org"})["EMAIL_USE_SSL"]
    with pytest.raises(UsageError, match="PHASEOUT_MAIL"):
        mail({"PHASEOUT_MAIL": "mail.example.org"})


def test_a_provider_is_reached_by_tls_with_a_name_and_a_secret():
    assert sign_on({}) == {}
    app = sign_on(OIDC)["openid_connect"]["APPS"][0]
    assert app["name"] == "Example ID"
    assert app["settings"]["server_url"] == "https://id.example.org/realm"
    assert app["settings"]["oauth_pkce_enabled"]
    with pytest.raises(UsageError, match="https"):
        sign_on({**OIDC, "PHASEOUT_OIDC_ISSUER": "http://id.example.org"})
    with pytest.raises(UsageError, match="CLIENT_SECRET"):
        sign_on({**OIDC, "PHASEOUT_OIDC_CLIENT_SECRET": ""})


@pytest.mark.parametrize("word", ["1", "true", "YES", "on"])
def test_every_word_for_yes_means_that_people_come_by_tls(word):
    assert transport({"PHASEOUT_SECURE": word})["SESSION_COOKIE_SECURE"]
    assert public_address(["h.example"], {"PHASEOUT_SECURE": word}) == "https://h.example"


def test_what_is_neither_yes_nor_no_is_refused_and_never_taken_for_no():
    assert transport({"PHASEOUT_SECURE": "off"}) == transport({})
    with pytest.raises(UsageError, match="neither 1 nor 0"):
        transport({"PHASEOUT_SECURE": "tls"})


@pytest.mark.parametrize(
    ("ask", "given"),
    [(mail, {"PHASEOUT_MAIL": "smtp://user:hunter2@host:abc"}), (mail, {"PHASEOUT_MAIL": "smtp://[hunter2"}),
     (sign_on, {**OIDC, "PHASEOUT_OIDC_ISSUER": "https://[x"}), (sign_on, {"PHASEOUT_OIDC_CLIENT_ID": "phaseout"}),
     (lambda given: public_address(["h"], given), {"PHASEOUT_ADDRESS": "https://[bad"}),
     (lambda given: public_address(["h"], given), {"PHASEOUT_ADDRESS": "https://h:99999"}),
     (lambda given: database(Path(), given), {"PHASEOUT_DATABASE": "mysql://root:hunter2@h/x"})],
)  # fmt: skip
def test_a_mistyped_setting_is_named_and_no_password_is_repeated(ask, given):
    with pytest.raises(UsageError, match="PHASEOUT_") as refused:
        ask(given)
    assert "hunter2" not in refused.value.diagnosis()


def test_hosts_are_named_with_commas_and_blanks_between():
    assert named_hosts({"PHASEOUT_HOSTS": "a.example, .b.example ,[::1],"}) == [
        "a.example",
        ".b.example",
        "[::1]",
    ]
    for wrong in ("https://a.example", "a.example:8443", "a b"):
        with pytest.raises(UsageError, match="PHASEOUT_HOSTS"):
            named_hosts({"PHASEOUT_HOSTS": wrong})


def test_links_have_the_port_it_listens_on():
    assert public_address(["localhost"], {"PHASEOUT_PORT": "8444"}) == "http://localhost:8444"


def test_a_key_that_was_cut_off_is_refused(tmp_path):
    assert kept_key(tmp_path) == ""
    (tmp_path / "secret-key").write_text("")
    with pytest.raises(UsageError, match="not whole"):
        kept_key(tmp_path)
