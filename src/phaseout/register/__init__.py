"""What does the law say, who makes what, and how is it recognised? Curated data, opened read only."""

from phaseout.register.query import Register

__all__ = ["Register"]
