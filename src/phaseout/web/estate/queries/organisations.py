"""Which organisations are there, in which order, and what is each in law?"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from phaseout.domain.problem import UsageError
from phaseout.web.estate.models import Organisation, Site
from phaseout.web.estate.queries.facts import way_of
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.folded import folded, has_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """An organisation where it stands in the tree that somebody sees."""

    organisation: Organisation
    depth: int
    """0 for the uppermost that somebody sees."""
    roles: tuple[str, ...] = ()
    """What it is in law, ids of the register."""
    are_inherited: bool = False
    """Whether the roles are those of an organisation above."""
    sites: int = 0
    """Sites of its own."""
    may_keep: bool = False


def branches(paths: Collection[str]) -> dict[str, frozenset[int]]:
    """Return, for the path of each organisation, its primary key and those of all below it."""
    if not paths:
        return {}
    below = Q()
    for path in paths:
        below |= Q(path__startswith=path)
    known = list(Organisation.everything.filter(below).values_list("pk", "path"))
    return {path: frozenset(pk for pk, place in known if place.startswith(path)) for path in paths}


def tree(access: Access, permission: Permission = Permission.READ) -> list[Branch]:
    """Return the organisations where somebody has a permission, each followed by those below it, by name."""
    known = {one.pk: one for one in Organisation.objects.within(access, permission)}
    return [Branch(organisation=one, depth=depth) for one, depth in _in_order(known)]


def called(access: Access, text: str) -> list[Branch]:
    """Return the organisations somebody sees with every word of a text in their names, as in the tree."""
    seen = tree(access)
    return [one for one in seen if has_words(f"{one.organisation.name_en} {one.organisation.name_fr}", text)]


def described_tree(access: Access, text: str = "") -> list[Branch]:
    """Return the tree that somebody sees, with roles in law and the number of sites.

    Args:
        access: of who reads.
        text: of the tree, those called so.
    """
    seen = called(access, text)
    counted = Counter(
        dict(Site.objects.visible_to(access).order_by().values_list("organisation").annotate(Count("pk")))
    )
    told = _roles_on_the_way([branch.organisation for branch in seen])
    described = []
    for branch in seen:
        pk = branch.organisation.pk
        roles = next((told[one] for one in reversed(way_of(branch.organisation)) if told.get(one)), ())
        described.append(
            Branch(
                organisation=branch.organisation,
                depth=branch.depth,
                roles=tuple(roles),
                are_inherited=bool(roles) and not branch.organisation.roles,
                sites=counted[pk],
                may_keep=access.may(Permission.KEEP_ESTATE, pk),
            )
        )
    return described


def roles_of(organisation: Organisation) -> tuple[str, ...]:
    """Return what an organisation is in law: its own roles, else those of the nearest above that has any."""
    told = _roles_on_the_way([organisation])
    return next((tuple(told[one]) for one in reversed(way_of(organisation)) if told.get(one)), ())


def reach_below(access: Access, organisation: int) -> frozenset[int]:
    """Return an organisation and all below it that somebody may read; none where they may not read it."""
    if not access.may(Permission.READ, organisation):
        return frozenset()
    path = Organisation.everything.values_list("path", flat=True).get(pk=organisation)
    return branches([path])[path] & access.within(Permission.READ)


def organisation_choices(access: Access, permission: Permission = Permission.READ) -> list[tuple[int, str]]:
    """Return (primary key, name) of organisations for a form, those below others set in."""
    return [
        (one.organisation.pk, f"{'– ' * one.depth}{one.organisation.name}")
        for one in tree(access, permission)
    ]


def _roles_on_the_way(organisations: Collection[Organisation]) -> Mapping[int, list[str]]:
    above = {pk for one in organisations for pk in way_of(one)}
    return dict(Organisation.everything.filter(pk__in=above).values_list("pk", "roles"))


def _in_order(known: Mapping[int, Organisation]) -> Iterator[tuple[Organisation, int]]:
    """Yield each organisation with its depth; where the one above is unseen, it stands uppermost."""
    under: dict[int | None, list[Organisation]] = defaultdict(list)
    for one in known.values():
        under[one.parent_id if one.parent_id in known else None].append(one)
    waiting = [(one, 0) for one in _by_name(under[None])]
    while waiting:
        one, depth = waiting.pop()
        yield one, depth
        waiting += [(each, depth + 1) for each in _by_name(under[one.pk])]


def _by_name(organisations: list[Organisation]) -> list[Organisation]:
    """Return them from Z to A, as they are taken from the end."""
    return sorted(organisations, key=lambda one: (folded(one.name), one.pk), reverse=True)


def organisation_named(text: str) -> int:
    """Return the primary key of the organisation that a command names, by its number or one of its names.

    Raises:
        UsageError: none is called so, or several are.
    """
    by = Q(pk=int(text)) if text.isdecimal() else Q(name_en__iexact=text) | Q(name_fr__iexact=text)
    found = list(Organisation.everything.filter(by).values_list("pk", flat=True)[:2])
    if len(found) != 1:
        what = "several organisations are" if found else "no organisation is"
        raise UsageError(f"{what} called {text!r}", remedy="name it by its number, as its address has it")
    return found[0]
