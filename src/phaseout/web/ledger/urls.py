"""Addresses of pages about ledgers."""

from django.urls import path

from phaseout.web.ledger import views

urlpatterns = [
    path("ledger/", views.ledgers, name="ledgers"),
    path("ledger/<int:pk>/", views.ledger, name="ledger"),
    path("ledger/<int:pk>/bundle/", views.bundle, name="ledger-bundle"),
    path("ledger/<int:pk>/proof/<int:leaf>/", views.proof, name="ledger-proof"),
    path("ledger/<int:pk>/states/", views.states, name="ledger-states"),
    path("ledger/<int:pk>/verify/", views.verify, name="ledger-verify"),
    path("ledger/<int:pk>/witness/", views.witness, name="ledger-witness"),
    path("ledger/<int:pk>/forget/", views.forget, name="ledger-forget"),
    path("ledger/states/<int:pk>/", views.state, name="ledger-state"),
    path("ledger/checks/<int:pk>/", views.check, name="ledger-check"),
]
