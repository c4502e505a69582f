"""How is the application reached and by what: TLS, servers before it, mail, sign-on by another?"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from phaseout.domain.problem import UsageError

SECURE = "PHASEOUT_SECURE"
"""``1``: people reach it by TLS, and the server before it says so in ``X-Forwarded-Proto``."""
_WORDS = {"": False, "0": False, "false": False, "no": False, "off": False,
          "1": True, "true": True, "yes": True, "on": True}  # fmt: skip
PORT = "PHASEOUT_PORT"
"""For links where no address is named, the port it listens on; ``phaseout serve`` says it."""
PROXIES = "PHASEOUT_PROXIES"
"""How many servers stand before it and add to ``X-Forwarded-For``; 0 takes no word of any."""
MAIL = "PHASEOUT_MAIL"
"""``smtp://user:password@host:port`` or ``smtps://…``; without it no mail is sent."""
MAIL_FROM = "PHASEOUT_MAIL_FROM"
"""The address mail comes from."""
ISSUER = "PHASEOUT_OIDC_ISSUER"
"""Address of a provider of OpenID Connect; with it people may sign in by that."""
CLIENT_ID = "PHASEOUT_OIDC_CLIENT_ID"
CLIENT_SECRET = "PHASEOUT_OIDC_CLIENT_SECRET"  # noqa: S105 # the name of a variable
NAME = "PHASEOUT_OIDC_NAME"
ADDRESS = "PHASEOUT_ADDRESS"
"""The address people reach it by, for links in letters: ``https://phaseout.example.org``."""
WEBHOOKS = "PHASEOUT_WEBHOOKS"
"""Hosts that webhooks may lead to, with commas between; one with a port may be a private one. None: none."""
IDLE = "PHASEOUT_IDLE"
"""Minutes after which somebody who does nothing is signed out; without it nobody is before their time."""
MONTHS = "PHASEOUT_EXCEPTION_MONTHS"
"""For how many months from its decision an exception or a restricted use counts at most."""
LEDGER_KEY = "PHASEOUT_LEDGER_KEY"
"""The file of the key that signs ledgers; without it ``ledger-key`` in the folder of the data."""
SCOPE_KEY = "PHASEOUT_SCOPE_KEY"
"""The file of the key that signs scopes of looks; without it ``scope-key`` in the folder of the data."""
SEAL_KEY = "PHASEOUT_SEAL_KEY"
"""The file of the key that opens bundles sealed for this server; without it ``seal-key`` in that folder."""
USUAL_MONTHS, MOST_MONTHS = "24", 600
PROVIDER = "sign-on"
"""Stands in the address to which the provider sends people back."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
YEAR = 365 * 24 * 60 * 60
MAIL_TIMEOUT = 15
Settings = dict[str, object]


def transport(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return Django's settings of cookies and headers for how people reach it.

    Raises:
        UsageError: the number of servers before it is no number, or it is not said whether by TLS.
    """
    secure = is_secure(environment)
    chosen: Settings = {"ALLAUTH_TRUSTED_PROXY_COUNT": _proxies(environment, secure=secure)}
    if secure:
        chosen |= {
            "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
            "SECURE_SSL_REDIRECT": True,
            "SECURE_REDIRECT_EXEMPT": [r"^health/$", r"^api/"],
            "SECURE_HSTS_SECONDS": YEAR,
            "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
            "SESSION_COOKIE_SECURE": True,
            "SESSION_COOKIE_NAME": "__Host-sessionid",
            "CSRF_COOKIE_SECURE": True,
            "CSRF_COOKIE_NAME": "__Host-csrftoken",
            "LANGUAGE_COOKIE_SECURE": True,
        }
    return chosen


def is_secure(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether people reach it by TLS.

    Raises:
        UsageError: what is said of it is neither yes nor no.
    """
    given = environment.get(SECURE, "").strip().casefold()
    if given not in _WORDS:
        raise UsageError(
            f"{SECURE} is neither 1 nor 0: {given!r}", remedy="write 1 where people reach it by TLS"
        )
    return _WORDS[given]


def _parts(name: str, address: str) -> SplitResult:
    """Return the parts of an address; it is not repeated, since it may hold a password.

    Raises:
        UsageError: it is none.
    """
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"{name} is no address", remedy="see its brackets and its port") from error
    return parts


def ledger_key(folder: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the file of the key that signs ledgers; it need not exist yet."""
    return _key_file(environment.get(LEDGER_KEY), folder / "ledger-key")


def scope_key(folder: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the file of the key that signs scopes of looks; it need not exist yet."""
    return _key_file(environment.get(SCOPE_KEY), folder / "scope-key")


def seal_key(folder: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the file of the key that opens what was sealed for this server; it need not exist yet."""
    return _key_file(environment.get(SEAL_KEY), folder / "seal-key")


def _key_file(named: str | None, usual: Path) -> Path:
    return Path(named).absolute() if named else usual


def _proxies(environment: Mapping[str, str], *, secure: bool) -> int:
    given = environment.get(PROXIES) or ("1" if secure else "0")
    if not given.isdecimal():
        raise UsageError(f"{PROXIES} is no number: {given!r}", remedy="say how many servers stand before it")
    return int(given)


def idle_seconds(environment: Mapping[str, str] = os.environ) -> int:
    """Return after how many seconds of doing nothing somebody is signed out, 0 where never.

    Raises:
        UsageError: it is no number of minutes.
    """
    given = environment.get(IDLE) or "0"
    if not given.isdecimal():
        raise UsageError(f"{IDLE} is no number of minutes: {given!r}", remedy="write it as 30")
    return int(given) * 60


def exception_months(environment: Mapping[str, str] = os.environ) -> int:
    """Return for how many months an exception or a restricted use counts at most.

    Raises:
        UsageError: it is no number of months, or more than anybody lives to see the end of.
    """
    given = environment.get(MONTHS) or USUAL_MONTHS
    if not given.isascii() or not given.isdecimal() or not 1 <= int(given) <= MOST_MONTHS:
        raise UsageError(
            f"{MONTHS} is no number of months up to {MOST_MONTHS}: {given!r}", remedy="write it as 24"
        )
    return int(given)


def mail(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return Django's settings of mail.

    Raises:
        UsageError: the address is none of a mail server.
    """
    address = environment.get(MAIL, "")
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = _parts(MAIL, address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise UsageError(f"{MAIL} names no mail server", remedy="write it as smtp://user:password@host:port")
    encrypted = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "phaseout.web.frame.letters.ByServer",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if encrypted else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": encrypted,
        "EMAIL_USE_TLS": not encrypted and parts.hostname not in LOOPBACK,
        "EMAIL_TIMEOUT": MAIL_TIMEOUT,
        "DEFAULT_FROM_EMAIL": environment.get(MAIL_FROM) or f"phaseout@{parts.hostname}",
    }


def sign_on(environment: Mapping[str, str] = os.environ) -> dict[str, dict[str, object]]:
    """Return the provider of OpenID Connect as allauth takes it, nothing where none is named.

    Raises:
        UsageError: it is reached without TLS, or the client has no name or secret.
    """
    issuer = environment.get(ISSUER, "").rstrip("/")
    if not issuer:
        if environment.get(CLIENT_ID):
            raise UsageError(f"{CLIENT_ID} is set, but {ISSUER} is not", remedy="set both, or neither")
        return {}
    parts = _parts(ISSUER, issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise UsageError(f"{ISSUER} is not reached by https", remedy="write it as https://…")
    client, secret = environment.get(CLIENT_ID, ""), environment.get(CLIENT_SECRET, "")
    if not client or not secret:
        raise UsageError(
            f"{ISSUER} is set, but {CLIENT_ID} or {CLIENT_SECRET} is not", remedy="set all three"
        )
    app = {
        "provider_id": PROVIDER,
        "name": environment.get(NAME) or parts.hostname,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def public_address(hosts: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """Return the address people reach it by, guessed from the first host where nobody says it.

    Raises:
        UsageError: it is no address.
    """
    given = environment.get(ADDRESS, "")
    if not given:
        host = hosts[0].lstrip(".")
        return (
            f"https://{host}" if is_secure(environment) else f"http://{host}:{environment.get(PORT) or 8000}"
        )
    parts = _parts(ADDRESS, given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{ADDRESS} is no address: {given!r}", remedy="write it as https://host")
    return given.rstrip("/")


def webhook_hosts(environment: Mapping[str, str] = os.environ) -> frozenset[tuple[str, int | None]]:
    """Return the hosts that webhooks may lead to, with the port where one is named.

    Raises:
        UsageError: one of them is none.
    """
    named = [one.strip().lower() for one in environment.get(WEBHOOKS, "").split(",") if one.strip()]
    return frozenset(map(_host, named))


def _host(named: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(f"//{named}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if (
        not host
        or not host.isascii()
        or " " in host
        or named not in (host, f"{host}:{port}", f"[{host}]", f"[{host}]:{port}")
    ):
        raise UsageError(f"{WEBHOOKS} names no host: {named!r}", remedy="write host or host:port")
    return host, port
