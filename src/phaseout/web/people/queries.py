"""What may somebody do where?"""

from collections import defaultdict

from phaseout.web.estate.queries import branches
from phaseout.web.frame.access import PERMITS, Access, Permission, Role
from phaseout.web.people.models import Grant, Person


def access_of(person: Person) -> Access:
    """Return what somebody may do: each role holds in its organisation and in all below it."""
    granted: dict[Permission, set[int]] = defaultdict(set)
    grants = Grant.everything.filter(person=person).values_list("role", "organisation__path")
    reach = branches({path for _, path in grants})
    for role, path in grants:
        for permission in PERMITS[Role(role)]:
            granted[permission] |= reach[path]
    return Access(person=person.pk, reach={one: frozenset(where) for one, where in granted.items()})


def has_anybody() -> bool:
    """Return whether anybody can sign in at all."""
    return Person.objects.exists()
