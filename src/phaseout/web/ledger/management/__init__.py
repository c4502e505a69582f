"""Commands of Django's own way."""
