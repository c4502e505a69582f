"""The steps of a version to come."""
