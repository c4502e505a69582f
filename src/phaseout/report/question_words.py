"""How is a question put to people: what it is about, whom to ask, and what it settles?"""

from typing import assert_never

from phaseout.domain.document import Header
from phaseout.domain.question import NO_SITE, Question, Scope, ScopeKind
from phaseout.report.language import Language
from phaseout.report.scope import site_name

NAMED = 5
"""Things a line of a report names; how many there are in all is said."""


def question_text(question: Question, language: Language) -> str:
    """Return the question in the reader's language, as far as the document says it in that language.

    Of a fact that gathers several matters only those are asked that something waits for.
    """
    asked = [language.label("question", f"{question.fact}/{aspect}") for aspect in question.aspects]
    if asked and all(asked):
        return " ".join(asked)
    return language.label("question", question.fact) or question.text


def asked_of(question: Question, language: Language) -> str:
    """Return who usually knows; where several matters are asked that others know, each of them."""
    usual = language.label("asked-of", question.fact) or question.asked_of
    named = (language.label("asked-of", f"{question.fact}/{aspect}") or usual for aspect in question.aspects)
    return ", ".join(dict.fromkeys(named)) or usual


def about(scope: Scope, header: Header, language: Language) -> str:
    """Return what a question is about: the organisation, a site, or things by their names."""
    match scope.kind:
        case ScopeKind.ORGANISATION:
            return language.text("questions.organisation")
        case ScopeKind.SITE:
            return place(scope, header, language)
        case ScopeKind.ASSETS:
            names = ", ".join(one.name for one in scope.assets[:NAMED])
            more = " …" if scope.count > min(NAMED, len(scope.assets)) else ""
            count = f"{language.count('questions.things', scope.count)}{language.colon} "
            things = f"{count if scope.count > 1 else ''}{names}{more}"
            each = language.text("questions.each") if scope.is_each and scope.count > 1 else ""
            said = (place(scope, header, language), like(scope, language), things, each)
            return " · ".join(filter(None, said))
        case _:
            assert_never(scope.kind)


def place(scope: Scope, header: Header, language: Language) -> str:
    """Return the name of the site, empty where the question is not about a place."""
    if scope.site is None:
        return ""
    if scope.site == NO_SITE:
        return language.text("questions.no-site")
    return site_name(header, scope.site)


def like(scope: Scope, language: Language) -> str:
    """Return what is known of all the things: brand and model, or else the maker, and the kind."""
    known = scope.like
    brand, model = language.brand(known.get("brand", "")), known.get("model", "")
    product = model if model.casefold().startswith(brand.casefold()) else f"{brand} {model}".strip()
    if not product and "maker" in known:
        product = language.party(known["maker"])
    kind = language.term("kind", known["kind"]) if "kind" in known else ""
    return ", ".join(filter(None, (product, kind)))


def effect(question: Question, language: Language) -> str:
    """Return what is settled by it: for sure, perhaps, or only together with other questions."""
    if not question.settles:
        return language.count("questions.helps", question.helps)
    if question.surely == question.settles:
        return language.count("questions.settles", question.settles)
    said = language.count("questions.may-settle", question.settles)
    if question.surely:
        return f"{said} ({language.count('questions.surely', question.surely)})"
    return said
