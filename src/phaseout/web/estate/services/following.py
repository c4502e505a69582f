"""Who is told when an asset stands elsewhere or turns out to be of another maker?

What lies above the estate cannot be imported here: the settings name it, as they name middleware.
"""

from collections.abc import Collection

from django.conf import settings
from django.utils.module_loading import import_string


def tell_followers(assets: Collection[int]) -> None:
    """Tell who keeps copies of the site or the maker of assets; within the transaction that changes them."""
    for name in settings.FOLLOW_ASSETS:
        import_string(name)(assets)
