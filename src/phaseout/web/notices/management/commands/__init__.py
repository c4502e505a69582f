"""The process that tells others."""
