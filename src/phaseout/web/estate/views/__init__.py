"""Pages about the estate."""
