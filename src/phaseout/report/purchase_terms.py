"""What are the words of purchases and of what is counted beside them called in English and French?"""

PURCHASE_ROWS: tuple[tuple[str, str, str], ...] = (
    ("rests/model-and-site", "model and site", "modèle et site"),
    ("rests/model", "model alone", "modèle seul"),
    ("rests/brand-and-kind", "brand and kind alone", "marque et genre seuls"),
    ("aside/not-bought", "nothing is bought by it", "rien n’est acheté par elle"),
    ("aside/not-surveyed", "a service, software or an accessory", "un service, un logiciel ou un accessoire"),
    (
        "aside/takes-away",
        "a removal: what it takes away may be gone",
        "un retrait : ce qu’il enlève n’est peut-être plus là",
    ),
    ("aside/not-named", "it does not say of what it is", "elle ne dit pas de quoi il s’agit"),
    (
        "remark/perhaps-counted-twice",
        "documents of several kinds may speak of the same units",
        "des documents de plusieurs genres parlent peut-être des mêmes unités",
    ),
    ("remark/quantity-not-known", "a quantity is not known in pieces", "une quantité en pièces est inconnue"),
    ("remark/perhaps-moved", "perhaps moved from site to site", "peut-être déplacés d’un site à l’autre"),
    ("remark/sites-not-told", "not every site is told", "tous les sites ne sont pas dits"),
    ("remark/returned-but-seen", "a unit given back is seen", "une unité reprise est vue"),
    (
        "remark/at-another-site",
        "a unit stands where it was not delivered",
        "une unité se trouve où elle ne fut pas livrée",
    ),
    (
        "remark/seen-before",
        "some were seen before the first purchase",
        "certains furent vus avant le premier achat",
    ),
    (
        "remark/perhaps-removed",
        "a removal was bought: some may have been taken away",
        "un retrait fut acheté : certains furent peut-être enlevés",
    ),
    ("remark/more-returned", "more given back than bought", "plus de repris que d’achetés"),
    ("document/tender", "tender", "appel d’offres"),
    ("document/catalogue", "catalogue", "catalogue"),
    ("document/quote", "quote", "soumission"),
    ("document/order", "order", "commande"),
    ("document/delivery", "delivery", "livraison"),
    ("document/invoice", "invoice", "facture"),
    ("document/credit-note", "credit note", "note de crédit"),
    ("document/award", "award", "attribution"),
    ("document/contract", "contract", "contrat"),
)
"""``kind of word/word``, English, French (``phaseout.report.terms``)."""
