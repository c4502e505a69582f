"""What does the document keep of who asked, and what can be taken from it again?"""

from collections.abc import Iterator, Mapping

from phaseout.domain.facts import Context, SiteRule
from phaseout.domain.institution import Institution
from phaseout.domain.problem import UsageError
from phaseout.domain.tie import Tie, TieKind
from phaseout.register.query import Register


def shown_context(context: Context) -> dict[str, object]:
    """Return what the document says of who asked: as far as it is known and no further."""
    shown: dict[str, object] = {"roles": list(context.every_role)}
    if context.institutions:
        shown["stated_roles"] = list(context.roles)
        shown["institutions"] = [_institution(one) for one in context.institutions]
    if context.organisation:
        shown["organisation"] = context.organisation
    if context.country:
        shown["country"] = context.country
    if context.use:
        shown["use"] = {fact: list(values) for fact, values in context.use.items()}
    if context.sites:
        shown["sites"] = {
            site.id: {"name": site.name, **{fact: list(values) for fact, values in site.facts.items()}}
            for site in context.sites
        }
    if context.ties:
        shown["ties"] = [
            {"kind": tie.kind.value, "keys": list(tie.keys), "site": tie.site, "why": tie.why}
            for tie in context.ties
        ]
    return shown


def _institution(institution: Institution) -> dict[str, object]:
    """Return what a document keeps of an institution: its name, and each role with where it comes from."""
    shown: dict[str, object] = {
        "id": institution.id,
        "name": {"en": institution.name.en, "fr": institution.name.in_language("fr")},
        "roles": {
            role: [line.place for line in institution.listed if line.role == role]
            for role in institution.roles
        },
    }
    if institution.note is not None:
        shown["note"] = {"en": institution.note.en, "fr": institution.note.in_language("fr")}
    return shown


def stated_context(shown: Mapping[str, object], register: Register) -> Context:
    """Return the context that a document shows; its sites match nothing, since its assets have theirs.

    Raises:
        UsageError: it names an institution that this register does not have.
    """
    sites = shown.get("sites")
    return Context(
        roles=_texts(shown.get("stated_roles", shown.get("roles"))),
        institutions=_institutions(shown.get("institutions"), register),
        organisation=_text(shown.get("organisation")),
        country=_text(shown.get("country")),
        use=_facts(shown.get("use")),
        sites=tuple(
            SiteRule(
                id=str(site),
                name=_text(said.get("name")) if isinstance(said, Mapping) else None,
                facts=_facts(said, but="name"),
            )
            for site, said in (sites.items() if isinstance(sites, Mapping) else ())
        ),
        ties=tuple(_ties(shown.get("ties"))),
    )


def _ties(shown: object) -> Iterator[Tie]:
    for one in shown if isinstance(shown, list) else ():
        if isinstance(one, Mapping) and one.get("kind") in set(TieKind):
            yield Tie(
                kind=TieKind(one["kind"]),
                keys=_texts(one.get("keys")),
                site=_text(one.get("site")),
                why=_text(one.get("why")),
            )


def _institutions(shown: object, register: Register) -> tuple[Institution, ...]:
    named = [one.get("id") for one in shown if isinstance(one, Mapping)] if isinstance(shown, list) else []
    if missing := [str(one) for one in named if one not in register.institutions]:
        raise UsageError(
            f"the document was made for {', '.join(missing)}, which this register does not have",
            remedy="name the register that decided it: --register EDITION|PATH",
        )
    return tuple(register.institutions[str(one)] for one in named)


def _facts(shown: object, *, but: str = "") -> dict[str, tuple[str, ...]]:
    if not isinstance(shown, Mapping):
        return {}
    return {str(fact): _texts(values) for fact, values in shown.items() if fact != but}


def _texts(shown: object) -> tuple[str, ...]:
    return tuple(map(str, shown)) if isinstance(shown, list | tuple) else ()


def _text(shown: object) -> str | None:
    return shown if isinstance(shown, str) else None
