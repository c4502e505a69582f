"""What do the processes of the server count together?

What cannot be counted since the database is being written is said to be so: the library's own cache would
answer as though it had been counted too often.
"""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError


class SharedCache(DatabaseCache):
    """A cache in the database that tells a key that is there from one that could not be written."""

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Return whether a key was new and is now there.

        Raises:
            OperationalError: it is not there, and could not be written.
        """
        is_added = bool(super().add(key, value, timeout, version))
        if not is_added and not self.has_key(key, version):
            raise OperationalError("the database is locked")
        return is_added
