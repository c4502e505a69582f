"""Addresses of pages about surveys."""

from django.urls import path

from phaseout.web.surveys import views

urlpatterns = [
    path("surveys/", views.surveys, name="surveys"),
    path("surveys/new/", views.new, name="survey-new"),
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
