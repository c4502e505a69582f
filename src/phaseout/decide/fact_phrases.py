"""What are the facts called in a sentence?"""

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "role": "role",
        "purpose": "purpose",
        "class": "class of site",
        "network": "network",
        "funding": "funding",
        "owner": "owner",
        "kind": "kind of thing",
        "acquired": "day of acquisition",
        "removal-planned": "planned day of removal",
        "maker": "maker",
        "brand": "brand",
        "order": "order addressed to you",
        "operator": "operator",
        "lease-end": "end of the lease",
        "origin": "country of production",
        "component": "weight of the part",
        "item": "legal character of the article",
        "supplier": "supplier",
    }
)
FRENCH: Mapping[str, str] = MappingProxyType(
    {
        "role": "rôle",
        "purpose": "usage",
        "class": "catégorie du lieu",
        "network": "réseau",
        "funding": "financement",
        "owner": "propriétaire",
        "kind": "genre de chose",
        "acquired": "date d’acquisition",
        "removal-planned": "date de retrait prévue",
        "maker": "fabricant",
        "brand": "marque",
        "order": "ordre qui vous est adressé",
        "operator": "exploitant",
        "lease-end": "fin du bail",
        "origin": "pays de production",
        "component": "poids de la pièce",
        "item": "statut juridique de l’article",
        "supplier": "fournisseur",
    }
)
