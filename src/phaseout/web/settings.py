"""How is Django set up? What differs from place to place comes from the environment."""

import os
from pathlib import Path

import phaseout
from phaseout.web.data_folder import data_folder, database, kept_key, named_hosts
from phaseout.web.deployment import (
    ADDRESS,
    exception_months,
    idle_seconds,
    ledger_key,
    mail,
    public_address,
    scope_key,
    seal_key,
    sign_on,
    transport,
    webhook_hosts,
)
from phaseout.web.logbook import LOGGING as LOGGED

DATA = data_folder()
HERE = Path(__file__).parent
SECRET_KEY = kept_key(DATA)
DEBUG = False
LOGGING = LOGGED
ALLOWED_HOSTS = named_hosts() or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]
VERSION = phaseout.__version__

INSTALLED_APPS = [
    "phaseout.web.frame",
    "phaseout.web.estate",
    "phaseout.web.people",
    "phaseout.web.findings",
    "phaseout.web.measures",
    "phaseout.web.notices",
    "phaseout.web.surveys",
    "phaseout.web.replacement",
    "phaseout.web.reports",
    "phaseout.web.plans",
    "phaseout.web.discussion",
    "phaseout.web.field",
    "phaseout.web.desk",
    "phaseout.web.ledger",
    "phaseout.web.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "phaseout.web.frame.plain.plain_pages",
    "phaseout.web.frame.private.private_pages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "phaseout.web.frame.charset.in_utf_8",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "phaseout.web.people.middleware.acting",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "phaseout.web.people.services.activity.noting_sessions",
]
ROOT_URLCONF = "phaseout.web.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
"""So that the frame writes long lists of choices with one template."""
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "phaseout.web.frame.context.frame",
            ],
        },
    }
]
DATABASES = {"default": database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {  # shared by all processes of the server: whoever guesses passwords is counted once
        "BACKEND": "phaseout.web.frame.shared_cache.SharedCache",
        "LOCATION": "frame_cache",
        # Beyond this some are dropped: so many that nobody fills it to be forgotten as a guesser.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
FORMAT_MODULE_PATH = ["phaseout.web.formats"]
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = str(DATA / "files")
LEDGER_KEY = ledger_key(DATA)
SCOPE_KEY = scope_key(DATA)
SEAL_KEY = seal_key(DATA)
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

EXCEPTION_MONTHS = exception_months()
"""From its decision an exception or a restricted use counts for so many at most."""
FOLLOW_ASSETS = ("phaseout.web.findings.services.follow", "phaseout.web.findings.services.let_go")
"""Who keeps copies of where an asset stands and what it is, and is told when that changes."""

LOOK_THROUGH = "phaseout.web.field.photograph.refuse_credentials"
"""Who looks through a picture that somebody attaches, and refuses what bears a credential."""

KEEP_EVENTS = ("phaseout.web.ledger.services.keep",)
"""Who keeps what is noted, and is told in the transaction in which it is."""

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_FORMS = {
    "login": "phaseout.web.people.entrance.SignIn",
    "reset_password": "phaseout.web.people.entrance.Forgotten",
    "reset_password_from_key": "phaseout.web.people.entrance.ChosenAnew",
}
ACCOUNT_ADAPTER = "phaseout.web.people.adapter.ByAddress"
SOCIALACCOUNT_ADAPTER = "phaseout.web.people.adapter.OnlyInvited"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = sign_on()
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "phaseout.web.people.adapter.SealedFactors"
MFA_FORMS = {
    "authenticate": "phaseout.web.people.adapter.NotedAuthenticateForm",
    "activate_totp": "phaseout.web.people.factors.ActivateOnce",
}
MFA_TOTP_ISSUER = "phaseout"
USERSESSIONS_TRACK_ACTIVITY = False  # noting_sessions does, and not with every page

SESSION_COOKIE_AGE = 12 * 60 * 60
IDLE_SECONDS = idle_seconds()
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DJANGO_TABLES2_TEMPLATE = "frame/table.html"
WEBHOOK_HOSTS = webhook_hosts()
PUBLIC_ADDRESS = public_address(ALLOWED_HOSTS)
IS_ADDRESS_SAID = bool(os.environ.get(ADDRESS))
_here = globals()
_here.update(transport())
_here.update(mail())
