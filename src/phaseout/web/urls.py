"""Which address belongs to which app?"""

from django.urls import include, path

urlpatterns = [
    path("", include("phaseout.web.frame.urls")),
    path("", include("phaseout.web.estate.urls")),
    path("", include("phaseout.web.people.urls")),
    path("account/", include("allauth.urls")),
]
handler404 = "phaseout.web.frame.views.not_found"
handler403 = "phaseout.web.frame.views.not_allowed"
