"""The words of the house as values: what is seen, claimed, ruled and answered. Standard library only."""
