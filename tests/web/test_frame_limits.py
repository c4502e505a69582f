"""Are tries counted one by one, though many come at once?"""

import pytest
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache

from phaseout.web.frame.limits import is_within


@pytest.mark.django_db
def test_tries_that_come_at_once_are_counted_each(monkeypatch):
    """Whoever looks how many there were sees none: all look before the first has written."""
    monkeypatch.setattr(DatabaseCache, "get", lambda _self, _key, default=None, version=None: default)
    assert [is_within("door", "who", at_most=3, seconds=60) for _ in range(5)] == [True] * 3 + [False] * 2
    assert is_within("door", "another", at_most=3, seconds=60)
    cache.clear()
