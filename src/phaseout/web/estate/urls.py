"""Addresses of pages about the estate."""

urlpatterns: list[object] = []
