"""How does the very first person get in? By a link that the console of the server shows."""

from django.core import signing

_SALT = "phaseout.welcome"


def code() -> str:
    """Return what stands at the end of the link; it holds while nobody can sign in."""
    return signing.dumps("begin", salt=_SALT)


def is_code(given: str) -> bool:
    """Return whether this server made it."""
    try:
        return bool(signing.loads(given, salt=_SALT) == "begin")
    except signing.BadSignature:
        return False
