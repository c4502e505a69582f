"""What does every page show, whoever asks?"""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from phaseout.web.frame.access import NOBODY, Permission
from phaseout.web.frame.words import register


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what the frame around every page needs."""
    access = getattr(request, "access", NOBODY)
    other = "fr" if translation.get_language() == "en" else "en"
    return {
        "access": access,
        "may": {permission.name.lower(): access.may_anywhere(permission) for permission in Permission},
        "other_language": other,
        "other_language_name": dict(settings.LANGUAGES)[other],
        "edition": register().stamp.edition,
        "version": settings.VERSION,
    }
