"""Photographs of labels: bar codes and QR codes → observations."""
