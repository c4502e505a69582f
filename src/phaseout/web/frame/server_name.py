"""By which name do people reach this server?"""

from urllib.parse import urlsplit

from django.conf import settings


def server_name() -> str:
    """Return the host."""
    return urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"
