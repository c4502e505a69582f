"""Addresses of pages about surveys."""

from django.urls import path

from phaseout.web.surveys.views import bundles, scopes
from phaseout.web.surveys.views import surveys as views

urlpatterns = [
    path("surveys/", views.surveys, name="surveys"),
    path("surveys/new/", views.new, name="survey-new"),
    path("surveys/bundles/new/", bundles.bring, name="bundle-new"),
    path("surveys/scopes/", scopes.scopes, name="scopes"),
    path("surveys/scopes/new/", scopes.new, name="scope-new"),
    path("surveys/scopes/key.txt", scopes.key, name="scope-key"),
    path("surveys/scopes/seal.pem", scopes.recipient, name="seal-key"),
    path("surveys/scopes/<int:pk>/", scopes.scope, name="scope"),
    path("surveys/scopes/<int:pk>/edit/", scopes.edit, name="scope-edit"),
    path("surveys/scopes/<int:pk>/decide/", scopes.decide, name="scope-decide"),
    path("surveys/scopes/<int:pk>/withdraw/", scopes.withdraw, name="scope-withdraw"),
    path("surveys/scopes/<int:pk>/scope.txt", scopes.file, name="scope-file"),
    path("surveys/again/", views.again, name="again"),
    path("surveys/again/ask/", views.again_ask, name="again-ask"),
    path("surveys/<int:pk>/", views.survey, name="survey"),
    path("surveys/<int:pk>/progress/", views.progress, name="survey-progress"),
    path("surveys/<int:pk>/cancel/", views.cancel, name="survey-cancel"),
    path("surveys/<int:pk>/apply/", views.apply, name="survey-apply"),
    path("surveys/<int:pk>/undo/", views.undo, name="survey-undo"),
    path("surveys/<int:pk>/sites/", views.add_sites, name="survey-sites"),
    path("surveys/<int:pk>/unread/", views.unread, name="survey-unread"),
    path("surveys/<int:pk>/not-seen/", views.not_seen, name="survey-not-seen"),
    path("surveys/<int:pk>/kept/", views.kept, name="survey-kept"),
    path("surveys/<int:pk>/document.json", views.document, name="survey-document"),
    path("surveys/<int:pk>/things/<int:position>/", views.surveyed, name="surveyed"),
    path("surveys/<int:pk>/things/<int:position>/settle/", views.settle, name="surveyed-settle"),
]
