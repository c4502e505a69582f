"""Addresses of pages about people."""

from django.urls import path

from phaseout.web.people import views

urlpatterns = [
    path("welcome/<str:code>/", views.welcome, name="welcome"),
]
