"""Addresses of pages that belong to no app."""

from django.urls import path

from phaseout.web.frame import views

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.language, name="language"),
    path("columns/", views.columns, name="columns"),
    path("keys/", views.keys, name="keys"),
    path("audit/", views.audit, name="audit"),
    path("health/", views.health, name="health"),
]
