"""The ledger of what was decided: a tree for each organisation, written with every decision."""
