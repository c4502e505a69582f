"""The commands about ledgers."""
