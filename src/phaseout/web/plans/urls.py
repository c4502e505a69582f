"""Addresses of pages about prices, programmes and plans."""

from django.urls import path

from phaseout.web.plans.views import plans, prices, programme

ONE, OF = "plans/<int:pk>/", "organisations/<int:pk>/"
urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new, name="work-plan-new"),
    path(ONE, plans.plan, name="work-plan"),
    path(f"{ONE}progress/", plans.progress, name="work-plan-progress"),
    path(f"{ONE}what-if/", plans.what_if, name="work-plan-what-if"),
    path(f"{ONE}beside/<int:other>/", plans.compare, name="work-plans-compared"),
    path(f"{ONE}adopt/", plans.adopt, name="work-plan-adopt"),
    path(f"{ONE}document.json", plans.document, name="work-plan-document"),
    path(f"{ONE}gantt.svg", plans.gantt, name="work-plan-gantt"),
    path(f"{ONE}burndown.svg", plans.burndown, name="work-plan-burndown"),
    path(f"{OF}prices/", prices.prices, name="prices"),
    path(f"{OF}prices/bring/", prices.bring, name="prices-bring"),
    path(f"{OF}prices/<slug:kind>/", prices.edit, name="price-edit"),
    path(f"{OF}programme/", programme.programme, name="programme-text"),
    path(f"{OF}programme.toml", programme.file, name="programme-file"),
    path(f"{OF}programme/write/", programme.write, name="programme-write"),
    path(f"{OF}programme/money/", programme.money, name="programme-money"),
    path(f"{OF}programme/crews/", programme.crews, name="programme-crews"),
    path(f"{OF}programme/sites/", programme.sites, name="programme-sites"),
]
