"""Replacement: what must go, how far it is, what it still needs, and what shows that it is gone."""
