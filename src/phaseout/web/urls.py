"""Which address belongs to which app?"""

from django.urls import include, path

urlpatterns = [
    path("", include("phaseout.web.frame.urls")),
    path("", include("phaseout.web.estate.urls")),
    path("", include("phaseout.web.people.urls")),
    path("", include("phaseout.web.findings.urls")),
    path("", include("phaseout.web.measures.urls")),
    path("", include("phaseout.web.surveys.urls")),
    path("", include("phaseout.web.replacement.urls")),
    path("", include("phaseout.web.reports.urls")),
    path("", include("phaseout.web.plans.urls")),
    path("", include("phaseout.web.discussion.urls")),
    path("field/", include("phaseout.web.field.urls")),
    path("", include("phaseout.web.desk.urls")),
    path("", include("phaseout.web.ledger.urls")),
    path("", include("phaseout.web.notices.urls")),
    path("api/v1/", include("phaseout.web.api.urls")),
]
handler400 = "phaseout.web.frame.views.not_understood"
handler404 = "phaseout.web.frame.views.not_found"
handler403 = "phaseout.web.frame.views.not_allowed"
handler429 = "phaseout.web.frame.views.too_often"
handler500 = "phaseout.web.frame.views.broken"
