"""Pages about replacements."""
