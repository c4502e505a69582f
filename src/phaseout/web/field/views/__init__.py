"""Pages for the field."""
