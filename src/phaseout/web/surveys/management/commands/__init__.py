"""Commands of the surveys."""
