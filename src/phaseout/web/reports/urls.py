"""Addresses of pages about reports."""

from django.urls import path

from phaseout.web.reports import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/new/", views.new, name="report-new"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/file/", views.file, name="report-file"),
    path("reports/asked/<int:pk>/again/", views.again, name="report-again"),
]
