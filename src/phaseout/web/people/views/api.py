"""What does the API say of who asks?"""

from django.http import JsonResponse

from phaseout.web.frame.gate import Asked, needs
from phaseout.web.people.models import Person, Token


@needs(None)
def me(request: Asked) -> JsonResponse:
    """Say who asks, by what, and what they may do in which organisations."""
    person = request.user
    token: Token | None = getattr(request, "token", None)
    told: dict[str, object] = {
        "permissions": {one.value: sorted(pks) for one, pks in request.access.reach.items()}
    }
    if isinstance(person, Person):
        told["person"] = {"name": person.name, "email": person.email, "language": person.language or None}
    told["by"] = "token" if token else "session"
    if token:
        told["token"] = {"name": token.name, "expires": token.expires.isoformat()}
    return JsonResponse(told)
