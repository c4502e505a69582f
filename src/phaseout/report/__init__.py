"""Document → bytes, one module per format."""
