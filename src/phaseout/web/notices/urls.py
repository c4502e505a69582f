"""Addresses of pages about letters and webhooks."""

from django.urls import path

from phaseout.web.notices import views

urlpatterns = [
    path("account/letters/", views.digest, name="digest"),
    path("letters/off/<str:code>/", views.digest_off, name="digest-off"),
    path("webhooks/", views.webhook_list, name="webhooks"),
    path("webhooks/add/", views.webhook_add, name="webhook-add"),
    path("webhooks/<int:pk>/", views.webhook, name="webhook"),
    path("webhooks/<int:pk>/edit/", views.webhook_edit, name="webhook-edit"),
    path("webhooks/<int:pk>/secret/", views.webhook_secret, name="webhook-secret"),
    path("webhooks/<int:pk>/try/", views.webhook_try, name="webhook-try"),
    path("webhooks/<int:pk>/close/", views.webhook_close, name="webhook-close"),
    path("webhooks/<int:pk>/open/", views.webhook_open, name="webhook-open"),
]
