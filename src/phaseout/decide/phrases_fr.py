"""What does each claim say in French, as it is written in Canada?"""

from collections.abc import Mapping
from types import MappingProxyType

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "outcome.applies": "« {text} » s’applique à cet acte : {act}.",
        "outcome.applies-from": "« {text} » s’appliquera à cet acte à compter du {on} : {act}.",
        "outcome.excepted": "« {text} » exempte cet acte{until_clause} : {act}.",
        "outcome.does-not-apply": (
            "« {text} » ne s’applique pas à cet acte : {act}. Cela ne dit rien des autres mesures."
        ),
        "outcome.undetermined": "On ne peut déterminer si « {text} » s’applique à cet acte : {act}.",
        "outcome.influence-only": (
            "« {text} » s’appliquerait à cet acte ({act}), mais la chose relève d’autrui : on ne peut "
            "qu’influer."
        ),
        "act.not-regulated": "La mesure ne vise pas cet acte ({act}), mais seulement : {acts}.",
        "clause/yes": "Cette disposition s’applique : {text}",
        "clause/unknown": "Reste à savoir si cette disposition s’applique : {text}",
        "clause/no": "Cette disposition ne s’applique pas : {text}",
        "who/yes": "La mesure vous lie.",
        "who/unknown": "On ignore si la mesure vous lie.",
        "who/no": "La mesure ne vous lie pas.",
        "who.bound": "Elle lie ce rôle : {role}. {text}",
        "who.not-bound": "Elle ne lie pas ce rôle : {role}. {text}",
        "who.not-listed": "Elle ne mentionne pas : {role}.",
        "who.not-searched": (
            "Cette fiche consigne une recherche qui ne portait pas sur : {role}. Elle ne dit rien d’un tel "
            "organisme, et ce n’est pas une permission."
        ),
        "who.perhaps": "Elle lie peut-être ce rôle : {role}. {text}",
        "who.not-stated": "Le rôle dans lequel vous posez la question n’est pas précisé.",
        "who.nobody": "Elle ne lie que ses destinataires nommés.",
        "covered/yes": "La mesure vise la chose.",
        "covered/unknown": "On ignore si la mesure vise la chose.",
        "covered/no": "La mesure ne vise pas la chose.",
        "coverage/yes": "Elle relève de « {coverage} ».",
        "coverage/unknown": "Elle relève peut-être de « {coverage} ».",
        "coverage/no": "Elle ne relève pas de « {coverage} ».",
        "thing.any": "La mesure vise tout produit.",
        "thing.goods": "La mesure vise tout produit, et c’en est un.",
        "thing.goods-not-stated": (
            "La mesure parle de produits, non de services ni de logiciels; personne n’a dit "
            "de quoi il s’agit."
        ),
        "thing.unaddressed": "La mesure parle de produits et ne dit pas si c’en est un : {kind}.",
        "thing.silent": "Ce qui a été lu ne dit pas si ceci est visé : {kind} (sont visés : {things}).",
        "thing.is": "Une chose de ce genre est visée : {kind} (sont visés : {things}).",
        "thing.is-not": "Une chose de ce genre n’est pas visée : {kind} (sont visés : {things}).",
        "thing.unclear": "Ce genre ne dit pas si la chose est visée : {kind} (sont visés : {things}).",
        "thing.not-stated": "Le genre de la chose n’est pas précisé (sont visés : {things}).",
        "relation.not-stated": "Le fabricant n’est pas connu (nommés : {named}).",
        "relation.unheard-of": "Fabricant nommé, inconnu du registre; on ignore s’il est lié à : {named}.",
        "relation.another": "Fabricant nommé, inconnu du registre; rien ne dit qu’il soit : {named}.",
        "relation.listed-itself": (
            "{maker} est inscrite elle-même; la présente règle sur ce que détiennent les parties inscrites "
            "n’en dit donc rien. Ce n’est pas une permission : la Liste d’entités elle-même s’applique."
        ),
        "relation.not-searched": (
            "Ce qui a été cherché est une mesure visant {named}. Rien n’a été cherché au sujet de {maker}, "
            "et ce n’est pas une permission."
        ),
        "relation.named": "Le fabricant est nommé : {named}.",
        "relation.not-named": "Le fabricant {maker} n’est pas parmi les nommés : {named}.",
        "relation.none": (
            "Le registre n’indique aucun lien de propriété ou de contrôle entre {maker} et une partie "
            "nommée ({named})."
        ),
        "relation.subsidiary": "{named} est au-dessus du fabricant {maker} : {path}.",
        "relation.parent": "Le fabricant {maker} est au-dessus de {named} : {path}.",
        "relation.sibling": "Le fabricant {maker} et {named} ont un propriétaire commun : {path}.",
        "relation.aggregate": (
            "Des parties nommées ({named}) détiennent ensemble au moins la moitié de {maker} : {path}."
        ),
        "relation.share-unsettled": (
            "{maker} et {named} sont liés, mais la part connue ne tranche pas le critère : {path}."
        ),
        "relation.linked": (
            "{maker} et {named} sont liés, mais la nature du lien n’est pas assez connue : {path}."
        ),
        "relation.ended": (
            "{maker} et {named} ont été liés, et on ignore quand la chose a été fabriquée : {path}."
        ),
        "relation.state-owner": (
            "{maker} et {named} n’ont en commun qu’un organe d’État; aucun texte n’en fait des "
            "sociétés affiliées : {path}."
        ),
        "relation.contested": (
            "Le registre consigne un lien entre {maker} et {named}; on conteste que la mesure le vise pour "
            "autant : une question pour les conseillers juridiques. {path}"
        ),
        "relation.unaddressed": (
            "{maker} est lié à {named}, et le texte ne dit pas s’il vise les sociétés affiliées : {path}."
        ),
        "relation.foreign-excluded": (
            "Le texte exclut les sociétés affiliées à l’étranger, dont {maker} : {path}."
        ),
        "relation.home-affiliate": (
            "{maker} est lié à {named}; le texte exclut les sociétés affiliées à l’étranger et se tait "
            "sur les autres : {path}."
        ),
        "relation.country": "Le fabricant {maker} est soumis au droit de ce pays : {named}.",
        "relation.other-country": "Le fabricant {maker} est d’un autre pays : {named}.",
        "relation.country-unknown": "Le registre ne connaît pas le pays du fabricant {maker}.",
        "relation.country-owner": (
            "Le fabricant {maker} a un propriétaire dans un pays concerné ({named}); aucun texte ne "
            "dit si cela suffit : {path}."
        ),
        "relation.production-unknown": "On ignore où la chose de {maker} a été fabriquée.",
        "brand.own": "{maker} vend lui-même sous cette marque : {brand}.",
        "brand.other": (
            "Le nom sur la boîte est celui d’un autre ({brand}); le texte ne dit pas s’il vise les "
            "produits de {maker} revendus ainsi."
        ),
        "brand.not-stated": (
            "On ignore le nom sur la boîte; le texte ne dit pas s’il vise les produits de {maker} "
            "revendus sous une autre marque."
        ),
        "fact.is": "Condition remplie ({fact}) : {given}.",
        "fact.is-not": (
            "Condition non remplie ({fact}) : c’est {given}, et il faudrait l’un de ceux-ci : {wanted}."
        ),
        "fact.silent": (
            "Condition en suspens ({fact}) : {given} ne dit pas si c’est l’un de ceux qu’il "
            "faudrait : {wanted}."
        ),
        "fact.not-stated": "Personne n’a précisé ce fait ({fact}); il faudrait l’un de ceux-ci : {wanted}.",
        "date.in": "Condition remplie ({fact}) : {given}, soit {interval}.",
        "date.out": "Condition non remplie ({fact}) : {given} n’est pas {interval}.",
        "date.unclear": "Condition en suspens ({fact}) : {given} ne dit pas si c’est {interval}.",
        "date.not-stated": "Personne n’a précisé ce fait ({fact}); il faudrait : {interval}.",
        "service.brings-parts/yes": "Il apporte des pièces, et celles-ci sont achetées.",
        "service.brings-parts/unknown": (
            "Le service porte sur ce qui est en place. Seules les pièces fournies seraient un achat."
        ),
        "service.brings-parts/no": (
            "Le service porte sur ce qui est en place et n’apporte aucune pièce : rien n’est acheté."
        ),
        "seller.uses/unknown": "On ne sait pas si le vendeur utilise ce que vise la mesure.",
        "seller.uses/yes": "Le vendeur utilise ce que vise la mesure.",
        "seller.uses/no": "Le vendeur n’utilise pas ce que vise la mesure.",
        "service.use-counts/yes": "Le texte vise l’équipement qu’apporte un service acheté.",
        "service.use-counts/unknown": "Aucune source ne dit si l’acheteur utilise les appareils du service.",
        "service.use-counts/no": "Le texte ne vise pas l’équipement propre au service.",
        "service.work-counts/yes": "Le texte vise aussi un service qui ne fait que porter sur l’équipement.",
        "service.work-counts/unknown": (
            "Aucune source lue ne dit si le texte vise un service qui ne fait que porter sur l’équipement."
        ),
        "service.work-counts/no": "Le texte ne vise pas un service qui ne fait que porter sur l’équipement.",
        "condition.all/yes": "Tout cela est vrai.",
        "condition.all/unknown": "On ignore si tout cela est vrai.",
        "condition.all/no": "Tout cela n’est pas vrai.",
        "condition.any/yes": "L’un de ces points est vrai.",
        "condition.any/unknown": "On ignore si l’un de ces points est vrai.",
        "condition.any/no": "Aucun de ces points n’est vrai.",
        "condition.not/yes": "Cela n’est pas vrai, comme il se doit.",
        "condition.not/unknown": "Cela ne devrait pas être vrai, et on ignore ce qu’il en est.",
        "condition.not/no": "Cela ne devrait pas être vrai, et l’est.",
        "not-excepted/yes": "Aucune exemption ne l’écarte.",
        "not-excepted/unknown": "On ignore si une exemption l’écarte.",
        "not-excepted/no": "Une exemption l’écarte.",
        "exceptions/yes": "L’une de ces exemptions s’applique.",
        "exceptions/unknown": "On ignore si l’une de ces exemptions s’applique.",
        "exceptions/no": "Aucune de ces exemptions ne s’applique.",
        "exception/yes": "Cette exemption s’applique : {text}",
        "exception/unknown": "Cette exemption s’applique peut-être : {text}",
        "exception/no": "Cette exemption ne s’applique pas : {text}",
        "exception.open": "Elle dure jusqu’au {until}.",
        "exception.ended": "Elle a pris fin le {until}.",
        "time.in-force": "En vigueur depuis le {on} (vérifié jusqu’au {checked}). {text}",
        "time.directed": (
            "Annoncé le {on}; une politique vaut dès son annonce (vérifié jusqu’au {checked}). {text}"
        ),
        "time.directed-from": (
            "Annoncé le {on}; selon son propre texte, ceci vaut à compter du {starts} (vérifié jusqu’au "
            "{checked}). {text}"
        ),
        "time.in-force-from": (
            "En vigueur depuis le {on}; ceci vaut à compter du {starts} (vérifié jusqu’au {checked}). {text}"
        ),
        "time.from": "Prend effet le {on}. {text}",
        "time.before": "Ce jour précède l’existence de la mesure (première étape : {on}).",
        "time.proposed": "Seulement proposé depuis le {on}. {text}",
        "time.announced": "Seulement annoncé, le {on} : cela ne lie encore personne. {text}",
        "time.made": "Pris le {on} et pas encore en vigueur. {text}",
        "time.in-abeyance": "Tenu en suspens depuis le {on}, par entente. {text}",
        "time.stayed": "Sursis depuis le {on}. {text}",
        "time.suspended": "Suspendu depuis le {on}. {text}",
        "time.set-aside": "Annulé le {on}. {text}",
        "time.ended": "A pris fin le {on}. {text}",
        "time.unverified": (
            "À compter du {on}, on n’a pas vérifié où en est la mesure (vérifié jusqu’au {checked}). {text}"
        ),
        "component/yes": (
            "Une pièce fait de l’ensemble une chose visée ({part} de {maker}; critère : {test}) : {text}"
        ),
        "component/unknown": (
            "Une pièce fait peut-être de l’ensemble une chose visée ({part} de {maker}; critère : "
            "{test}) : {text}"
        ),
        "component/no": (
            "Aucune pièce ne fait de l’ensemble une chose visée ({part} de {maker}; critère : {test})"
            " : {text}"
        ),
        "component.covered/yes": "La pièce elle-même est visée.",
        "component.covered/unknown": "On ignore si la pièce elle-même est visée.",
        "component.covered/no": "La pièce elle-même n’est pas visée.",
        "component.contested": (
            "On conteste qu’une telle pièce suffise : une question pour les conseillers juridiques."
        ),
        "component.itself": (
            "La pièce est visée en elle-même; ce qu’elle est pour l’ensemble n’y change rien. Inscrivez-la "
            "comme une chose à part."
        ),
        "component.unaddressed": (
            "Une pièce vient d’un fabricant concerné ({part} de {maker}), et le texte ne dit pas si "
            "les pièces comptent."
        ),
        "relation.any-maker": "La mesure considère la chose, quel qu’en soit le fabricant.",
        "origin.is": "Le lieu de production est celui que vise la mesure ({test} : {named}) : {given}.",
        "origin.is-not": (
            "Le lieu de production n’est pas celui que vise la mesure ({test} : {named}) : {given}."
        ),
        "origin.not-stated": "Le pays de production n’est pas précisé ({test} : {named}).",
        "listed": "Inscrit depuis le {on}.",
        "listed.later": "Sera inscrit à compter du {on}.",
        "listed.unclear": (
            "Inscrit un jour entre le {first} et le {on}; on n’a pas lu lequel, et rien n’est donc répondu "
            "pour les jours avant le {on}."
        ),
        "listed.not-yet": "Pas encore inscrit : le {first} est le premier jour où il a pu l’être.",
        "listed.no-more": "N’est plus inscrit depuis le {until}.",
        "exception.to-come": "Elle ne commence que le {on}.",
        "time.no-measure-found": (
            "Cherchée jusqu’au {checked}, sans qu’aucune mesure soit trouvée. Ce n’est pas une "
            "permission. {text}"
        ),
        "lever.lease": (
            "Le levier est le bail, qui prend fin le {on} : c’est à son renouvellement qu’on peut "
            "demander le retrait."
        ),
        "lever.lease-undated": "Le levier est le bail; sa date de fin n’est pas précisée.",
        "lever.contract": "Le levier est le contrat de service : son renouvellement ou un avenant.",
        "lever.custodian": "Le levier est une demande à l’organisme qui a la garde de l’immeuble.",
        "buyer.not-stated": "On a dit qui l’exploite, mais non qui l’acquiert ou l’obtient.",
        "lease.unaddressed": "Le texte ne dit pas s’il vise les locaux loués.",
        "operator.not-stated": (
            "Qui exploite la chose l’utilise, qu’elle soit sienne ou non; personne n’a dit qui l’exploite au "
            "jour le jour."
        ),
        "owner.other": "La chose est entre les mains d’autrui : {owner}.",
    }
)
"""By code, or by ``code/truth`` where the claim is said differently for each truth."""

INTERESTS: Mapping[str, str] = MappingProxyType(
    {
        "shareholding": "{holder} détient {share} de {held}",
        "voting-rights": "{holder} détient {share} des voix dans {held}",
        "control": "{holder} contrôle {held}",
        "influence": "{holder} influe sur {held}",
        "linked": "{holder} et {held} sont liés",
    }
)
"""How one interest is said."""

UNKNOWN_SHARE = "une part inconnue"

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "equipment": "un appareil",
        "chip": "une puce",
        "module": "un module",
        "firmware": "le micrologiciel",
        "cloud": "le service infonuagique",
    }
)
"""What the kinds of part are called in a sentence."""

TESTS: Mapping[str, str] = MappingProxyType(
    {
        "substantial-or-essential": "composant important ou essentiel",
        "critical-technology": "technologie critique",
        "service-using": "service qui l’utilise",
        "module-in-host": "module dans un appareil hôte",
        "chip": "la puce",
        "firmware-or-cloud": "micrologiciel ou infonuagique",
        "itself-covered": "visé en lui-même",
        "any-part": "toute pièce",
        "country-of-production": "produit là",
        "produced-abroad": "produit hors de",
    }
)
"""What the tests of components and of origin are called."""
