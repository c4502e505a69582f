"""Observations → what a thing is and who made it. Receives values; loads nothing."""
