"""Addresses of pages for the field; all lie below one part of the path, which is the worker's scope."""

from django.urls import path

from phaseout.web.field.views import field, visits

urlpatterns = [
    path("", field.field, name="field"),
    path("worker.js", field.worker, name="field-worker"),
    path("ready/", field.ready, name="field-ready"),
    path("assets/<int:pk>/", field.visit_add, name="visit-add"),
    path("assets/<int:pk>/send/", field.send, name="visit-send"),
    path("visits/<int:pk>/", visits.visit, name="visit"),
    path("visits/<int:pk>/photograph/", visits.photograph, name="visit-photo"),
    path("visits/<int:pk>/confirm/", visits.confirm, name="visit-confirm"),
    path("visits/<int:pk>/dismiss/", visits.dismiss, name="visit-dismiss"),
    path("visits/<int:pk>/asset/", visits.move, name="visit-move"),
]
