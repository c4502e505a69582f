"""Purchases → observations: orders, quotes, catalogues, invoices, awards, one module per format."""
