"""Addresses of pages about findings."""

from django.urls import path

from phaseout.web.findings import views

urlpatterns = [
    path("findings/", views.findings, name="findings"),
    path("findings/propose/", views.propose_many, name="findings_propose"),
    path("findings/decide/", views.decide_many, name="findings_decide"),
    path("findings/<int:pk>/", views.finding, name="finding"),
    path("findings/<int:pk>/assess/", views.assess, name="finding_assess"),
    path("findings/<int:pk>/propose/", views.propose, name="finding_propose"),
    path("judgements/<int:pk>/decide/", views.decide, name="judgement_decide"),
    path("judgements/<int:pk>/withdraw/", views.withdraw, name="judgement_withdraw"),
    path("attachments/<int:pk>/", views.attachment, name="attachment"),
    path("assets/<int:pk>/findings/", views.asset_findings, name="asset_findings"),
    path("questions/", views.questions, name="questions"),
    path("questions/<slug:fact>/", views.question_places, name="question"),
    path("answers/<int:pk>/withdraw/", views.answer_withdraw, name="answer_withdraw"),
    path("questions/<slug:fact>/answer/", views.answer, name="question_answer"),
]
