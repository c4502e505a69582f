"""Addresses of pages about measures."""

from django.urls import path

from phaseout.web.measures import views

urlpatterns = [
    path("measures/", views.measures, name="measures"),
    path("measures/<path:measure>/", views.measure, name="measure"),
]
