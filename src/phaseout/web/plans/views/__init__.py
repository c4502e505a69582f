"""Pages about prices, programmes and plans."""
