"""What does a plan say in English and in French?"""

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "month": ("Month", "Mois"),
    "package": ("Package", "Lot"),
    "site": ("Site", "Site"),
    "things": ("Things", "Appareils"),
    "crew": ("Crew", "Équipe"),
    "hours": ("Hours", "Heures"),
    "cost": ("Capital", "Capital"),
    "risk": ("Risk a day", "Risque par jour"),
    "why": ("Why not earlier", "Pourquoi pas plus tôt"),
    "not-done": ("not done", "non fait"),
    "value": ("Value {0} score-days, bound {1}, {2} % above the bound",
              "Valeur {0} points-jours, borne {1}, {2} % au-dessus de la borne"),
    "optimal": ("No better plan exists.", "Il n’existe pas de meilleur plan."),
    "not-optimal": ("A better plan may exist; none is below the bound.",
                    "Un meilleur plan peut exister ; aucun n’est sous la borne."),
    "terms": ("Exposure {0}, not done {1}, late {2}, visits {3}",
              "Exposition {0}, non fait {1}, en retard {2}, visites {3}"),
    "greedy": ("The greedy plan counts {0}.", "Le plan glouton compte {0}."),
    "prices": ("Capital {0} {1} to {2} {1}, typically {3} {1}; prices {4}",
               "Capital de {0} {1} à {2} {1}, le plus souvent {3} {1} ; prix {4}"),
    "overdue": ("Forbidden already when the programme starts: {0} packages",
                "Déjà interdits au début du programme : {0} lots"),
    "undetermined": ("Things in the document that are not planned: {0}",
                     "Appareils du document non planifiés : {0}"),
    "score": ("Score version {0}: tier × (things × (network + data) + exploited)",
              "Score, version {0} : palier × (appareils × (réseau + données) + exploité)"),
    "lead": ("its replacement is not there in {0}", "le matériel n’est pas livré en {0}"),
    "window": ("the site is closed in {0}", "le site est fermé en {0}"),
    "pin": ("it is pinned to a later month than {0}", "il est fixé à un mois plus tardif que {0}"),
    "no-hours": ("crew {1} is full in {0}", "l’équipe {1} est complète en {0}"),
    "budget": ("the budget of {1} does not allow it in {0}", "le budget de {1} ne le permet pas en {0}"),
    "precedence": ("{1} must come before it: {0}", "{1} doit le précéder : {0}"),
    "better-elsewhere": ("possible in {0}; the plan found counts no less for it",
                         "possible en {0} ; le plan trouvé ne s’en trouve pas amélioré"),
}  # fmt: skip
"""English, French; places ``{0}``, ``{1}`` …"""


def said(lang: str, key: str, *values: object) -> str:
    """Return a phrase in a language, its places filled."""
    return WORDS[key][lang == "fr"].format(*values)


def number(lang: str, value: float, digits: int = 0) -> str:
    """Return a number as a language writes it."""
    text = f"{value:,.{digits}f}"
    if lang != "fr":
        return text
    return text.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")
