"""Addresses of pages about replacements."""

from django.urls import path

from phaseout.web.replacement.views import beside, media, moving, programme

ONE = "replacements/<int:pk>/"
urlpatterns = [
    path("programme/", programme.programme, name="programme"),
    path("replacements/", programme.replacements, name="replacements"),
    path("replacements/to-take/", programme.to_take, name="replacements-to-take"),
    path("replacements/plan/", programme.plan_many, name="replacements-plan"),
    path("replacements/start/", programme.start, name="replacement-start"),
    path(ONE, programme.replacement, name="replacement"),
    path(f"{ONE}work/<str:state>/", moving.work, name="replacement-work"),
    path(f"{ONE}advance/<str:state>/", moving.advance, name="replacement-advance"),
    path(f"{ONE}decide/<str:state>/", moving.decide, name="replacement-decide"),
    path(f"{ONE}plan/", moving.plan, name="replacement-plan"),
    path(f"{ONE}replacing/", moving.replacing, name="replacement-replacing"),
    path(f"{ONE}terms/", moving.terms, name="replacement-terms"),
    path(f"{ONE}media/", media.say, name="replacement-media"),
    path(f"{ONE}media/add/", media.add, name="medium-add"),
    path("media/<int:pk>/", media.medium, name="medium"),
    path("media/<int:pk>/certify/", media.certify, name="medium-certify"),
    path("media/<int:pk>/hand-over/", media.hand_over, name="medium-hand-over"),
    path("photos/<int:pk>/", media.photo, name="photo"),
    path(f"{ONE}mitigate/", beside.mitigate, name="mitigation-add"),
    path("mitigations/<int:pk>/review/", beside.review, name="mitigation-review"),
    path("mitigations/<int:pk>/end/", beside.end, name="mitigation-end"),
    path(f"{ONE}refer/", beside.refer, name="referral-add"),
    path("referrals/", beside.referrals, name="referrals"),
    path("referrals/<int:pk>/answer/", beside.answer, name="referral-answer"),
    path("inspections/", beside.inspections, name="inspections"),
    path("inspections/draw/", beside.draw, name="inspection-draw"),
    path("inspections/<int:pk>/", beside.inspection, name="inspection"),
    path("inspected/<int:pk>/record/", beside.record, name="inspected-record"),
    path("inspected/<int:pk>/withdraw/", beside.withdraw, name="inspected-withdraw"),
]
