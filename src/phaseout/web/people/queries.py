"""What may somebody do where?"""

from collections import defaultdict

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from phaseout.web.estate.models import Organisation
from phaseout.web.estate.queries import branches
from phaseout.web.frame.access import PERMITS, Access, Permission, Role
from phaseout.web.frame.folded import has_words
from phaseout.web.people.models import Grant, Invitation, Person, SecondFactorRule, Token

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
KEEPERS = tuple(role for role, may in PERMITS.items() if Permission.KEEP_PEOPLE in may)
"""Roles that invite."""


def access_of(person: Person) -> Access:
    """Return what somebody may do: each role holds in its organisation and in all below it."""
    granted: dict[Permission, set[int]] = defaultdict(set)
    grants = Grant.everything.filter(person=person).values_list("role", "organisation__path")
    reach = branches({path for _, path in grants})
    for role, path in grants:
        for permission in PERMITS[Role(role)]:
            granted[permission] |= reach[path]
    return Access(person=person.pk, reach={one: frozenset(where) for one, where in granted.items()})


def access_by(token: Token) -> Access:
    """Return what a token lets do: what it names, in its branch, as far as its person still may."""
    whole = access_of(token.person)
    path = token.organisation.path
    branch = branches({path})[path]
    named = [Permission(one) for one in token.permissions]
    reach = {one: whole.within(one) & branch for one in named}
    return Access(person=whole.person, reach=reach, is_by_token=True)


def has_anybody() -> bool:
    """Return whether anybody can sign in at all."""
    return Person.objects.exists()


def person_at(email: str) -> Person | None:
    """Return who has an address."""
    return Person.objects.filter(email=email.lower()).first()


def people_within(access: Access) -> QuerySet[Person]:
    """Return the people with a role where somebody keeps people, with ``grants_here`` and ``is_guarded``.

    Those without any role are seen where the last one was taken away, and where nobody knows that, by
    who keeps the people of every organisation: nobody else could close what such an account still opens.
    """
    reach = access.within(Permission.KEEP_PEOPLE)
    of_somebody = Grant.everything.filter(person=OuterRef("pk"))
    is_known_nowhere = Q(last_in=None) & ~Exists(Organisation.everything.exclude(pk__in=reach))
    is_orphan = ~Exists(of_somebody) & (Q(last_in__in=reach) | is_known_nowhere)
    here = Grant.everything.filter(organisation__in=reach).select_related("organisation").order_by("pk")
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return (
        Person.objects.filter(Exists(of_somebody.filter(organisation__in=reach)) | is_orphan)
        .annotate(is_guarded=Exists(factors))
        .prefetch_related(Prefetch("grants", queryset=here, to_attr="grants_here"))
        .order_by("name", "pk")
    )


def named(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Return the people with every word of a text in their name or address.

    They are compared one by one, without capitals and accents: those somebody keeps are thousands at most.
    """
    known = people.order_by().values_list("pk", "name", "email")
    return people.filter(pk__in=[pk for pk, name, email in known if has_words(f"{name} {email}", text)])


def open_invitations(access: Access) -> QuerySet[Invitation]:
    """Return those not yet accepted, where somebody keeps people, with ``is_backed`` by who asked."""
    waiting = Invitation.objects.within(access, Permission.KEEP_PEOPLE).filter(accepted=None)
    return waiting.annotate(is_backed=_backed()).select_related("organisation")


def holding_invitations() -> QuerySet[Invitation]:
    """Return those that open something: not used, not over, and who asked still may ask there."""
    waiting = Invitation.everything.filter(accepted=None, expires__gt=timezone.now())
    return waiting.filter(_backed()).select_related("organisation")


def open_invitation_to(email: str) -> Invitation | None:
    """Return an invitation of an address that still holds."""
    return holding_invitations().filter(email=email.lower()).first()


def invitation_under(digest: str | None) -> Invitation | None:
    """Return the invitation a link opens, nothing where it was used, is over, or who asked may no more."""
    return holding_invitations().filter(digest=digest).first() if digest else None


def _backed() -> Exists:
    """Return whether who asked has an account that is open, and a role that keeps people there or above."""
    theirs = Grant.everything.filter(person=OuterRef("by"), person__is_active=True, role__in=KEEPERS)
    asked_in = ExpressionWrapper(OuterRef("organisation__path"), CharField())
    return Exists(theirs.alias(asked_in=asked_in).filter(asked_in__startswith=F("organisation__path")))


def is_all_within(access: Access, person: Person) -> bool:
    """Return whether every role of a person lies where somebody keeps people.

    Of who has none, whether the last one lay there; where nobody knows that, whether every organisation does.
    """
    reach = access.within(Permission.KEEP_PEOPLE)
    theirs = set(Grant.everything.filter(person=person).values_list("organisation_id", flat=True))
    if not theirs and person.last_in_id is not None:
        theirs = {person.last_in_id}
    return theirs <= reach if theirs else not Organisation.everything.exclude(pk__in=reach).exists()


def belongs_to(person: Person) -> list[int]:
    """Return the organisations somebody has a role in, without those below another of them."""
    grants = Grant.everything.filter(person=person).values_list("organisation__path", "organisation_id")
    known = dict(grants)
    return [pk for path, pk in known.items() if not any(path != p and path.startswith(p) for p in known)]


def noted_in(access: Access, person: Person) -> list[int]:
    """Return where it is noted what is done to somebody.

    That is where they belong; of who belongs nowhere, where their last role was taken away, and where nobody
    knows that, where the trees begin that whoever does it keeps.
    """
    last = [] if person.last_in_id is None else [person.last_in_id]
    reach = access.within(Permission.KEEP_PEOPLE)
    roots = Organisation.everything.filter(parent=None, pk__in=reach)
    return belongs_to(person) or last or list(roots.values_list("pk", flat=True))


def has_second_factor(person: Person) -> bool:
    """Return whether somebody has one; a list of codes alone is none."""
    has_one: bool = Authenticator.objects.filter(user=person, type__in=FACTORS).exists()
    return has_one


def lacks_second_factor(person: Person) -> bool:
    """Return whether a role of theirs needs a second factor and they have none.

    A role above an organisation reaches into it, and one below it belongs to it.
    """
    rules = SecondFactorRule.everything.values_list("role", "organisation__path")
    grants = Grant.everything.filter(person=person).values_list("role", "organisation__path")
    demands = list(rules)
    if not demands:
        return False
    met = any(
        role == asked and (path.startswith(place) or place.startswith(path))
        for asked, place in demands
        for role, path in grants
    )
    return met and not has_second_factor(person)


def roles_with_second_factor(organisation: int) -> list[str]:
    """Return the roles that need one in an organisation."""
    rules = SecondFactorRule.everything.filter(organisation=organisation)
    return sorted(rules.values_list("role", flat=True))


def token_of(hashed: str) -> Token | None:
    """Return the token kept under a hash, nothing where it was revoked, is over, or its person is out."""
    holding = Token.everything.filter(
        hash=hashed, revoked=None, expires__gt=timezone.now(), person__is_active=True
    )
    return holding.select_related("person", "organisation").first()


def tokens_of(person: Person) -> QuerySet[Token]:
    """Return somebody's own tokens."""
    return Token.everything.filter(person=person).select_related("organisation")


def sessions_of(person: Person) -> list[UserSession]:
    """Return where somebody is signed in."""
    sessions: list[UserSession] = UserSession.objects.purge_and_list(person)
    return sorted(sessions, key=lambda session: session.last_seen_at, reverse=True)
