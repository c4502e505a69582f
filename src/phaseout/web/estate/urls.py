"""Addresses of pages about the estate."""

from django.urls import path

from phaseout.web.estate.views import assets, labels, maps, organisations, plans, sites, together, workbooks

urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation_edit, name="organisation"),
    path("organisations/<int:pk>/add/", organisations.organisation_add, name="organisation-add"),
    path("coverage/", organisations.coverage, name="coverage"),
    path("sites/", sites.sites, name="sites"),
    path("sites/add/", sites.site_add, name="site-add"),
    path("sites/labels/", labels.sites, name="site-labels"),
    path("sites/change/", together.sites_edit, name="sites-edit"),
    path("sites/<int:pk>/", sites.site, name="site"),
    path("sites/<int:pk>/edit/", sites.site_edit, name="site-edit"),
    path("sites/<int:pk>/looks/add/", sites.look_add, name="look-add"),
    path("sites/<int:pk>/looks/<int:look>/withdraw/", sites.look_withdraw, name="look-withdraw"),
    path("places/<str:sort>/in/<int:pk>/add/", sites.place_add, name="place-add"),
    path("places/<str:sort>/<int:pk>/", sites.place_edit, name="place"),
    path("assets/", assets.assets, name="assets"),
    path("assets/labels/", labels.assets, name="asset-labels"),
    path("assets/change/", together.assets_edit, name="assets-edit"),
    path("map/", maps.site_map, name="map"),
    path("floors/<int:pk>/plan/", plans.plan, name="plan"),
    path("floors/<int:pk>/plan/picture/", plans.plan_picture, name="plan-picture"),
    path("floors/<int:pk>/plan/edit/", plans.plan_edit, name="plan-edit"),
    path("floors/<int:pk>/plan/pins/<int:asset>/", plans.pin_edit, name="pin"),
    path("workbooks/<slug:subject>/bring/", workbooks.workbook_bring, name="workbook-bring"),
    path("workbooks/<slug:subject>/", workbooks.workbook, name="workbook"),
    path("changes/", together.changes, name="changes"),
    path("changes/<slug:batch>/", together.change, name="change"),
    path("assets/<int:pk>/", assets.asset, name="asset"),
    path("assets/<int:pk>/place/", assets.asset_put, name="asset-put"),
    path("assets/<int:pk>/correct/<str:field>/", assets.asset_correct, name="asset-correct"),
    path("assets/<int:pk>/withdraw/<str:field>/", assets.asset_withdraw, name="asset-withdraw"),
]
