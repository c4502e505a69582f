"""Quotes, orders and contracts that are documents for people: their lines are lines of text."""
