"""Addresses of kept lists, and of the search."""

from django.urls import path

from phaseout.web.desk import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("saved/", views.kept_lists, name="kept-lists"),
    path("saved/add/", views.kept_add, name="kept-add"),
    path("saved/<int:pk>", views.kept, name="kept"),
    path("saved/<int:pk>/edit/", views.kept_edit, name="kept-edit"),
    path("saved/<int:pk>/remove/", views.kept_remove, name="kept-remove"),
]
