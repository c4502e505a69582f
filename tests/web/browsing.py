"""Which pages are looked at in a real browser, and how is one opened?"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from chromium import CHROMIUM, FLAGS, NEEDS_CHROMIUM
from web.examples import Furnished

__all__ = ("CHROMIUM", "FLAGS", "NEEDS_CHROMIUM", "OPEN_PAGES", "PAGES", "browser", "signed_in")
PAGES: Mapping[str, Callable[[Furnished], str]] = {
    "home": lambda _: "/",
    "organisations": lambda _: "/organisations/",
    "organisation": lambda of: f"/organisations/{of.organisation.pk}/",
    "coverage": lambda _: "/coverage/",
    "sites": lambda _: "/sites/",
    "site": lambda of: f"/sites/{of.site.pk}/",
    "site-edit": lambda of: f"/sites/{of.site.pk}/edit/",
    "look-add": lambda of: f"/sites/{of.site.pk}/looks/add/",
    "look-withdraw": lambda of: f"/sites/{of.site.pk}/looks/{of.look.pk}/withdraw/",
    "place-add": lambda of: f"/places/floor/in/{of.building.pk}/add/",
    "sites-edit": lambda of: f"/sites/change/?pick={of.site.pk}:1&look=1&tier=1&custodian=CAM-17",
    "map": lambda _: "/map/",
    "plan": lambda of: f"/floors/{of.floor.pk}/plan/",
    "plan-edit": lambda of: f"/floors/{of.floor.pk}/plan/edit/",
    "pin": lambda of: f"/floors/{of.floor.pk}/plan/pins/{of.asset.pk}/",
    "changes": lambda _: "/changes/",
    "change": lambda of: f"/changes/{of.altered.batch}/",
    "workbook-bring": lambda _: "/workbooks/sites/bring/",
    "assets": lambda _: "/assets/",
    "asset-labels": lambda _: "/assets/labels/",
    "site-labels": lambda of: f"/sites/labels/?pick={of.site.pk}",
    "assets-edit": lambda of: f"/assets/change/?pick={of.asset.pk}:0",
    "asset": lambda of: f"/assets/{of.asset.pk}/",
    "asset-put": lambda of: f"/assets/{of.asset.pk}/place/",
    "asset-correct": lambda of: f"/assets/{of.asset.pk}/correct/maker/",
    "asset-withdraw": lambda of: f"/assets/{of.asset.pk}/withdraw/maker/",
    "findings": lambda _: "/findings/",
    "finding": lambda of: f"/findings/{of.finding.pk}/",
    "asset-findings": lambda of: f"/assets/{of.finding.asset_id}/findings/",
    "findings-propose": lambda of: f"/findings/propose/?pick={of.other_finding.pk}",
    "findings-decide": lambda of: f"/findings/decide/?pick={of.finding.pk}&pick={of.other_finding.pk}:0",
    "finding-propose": lambda of: f"/findings/{of.other_finding.pk}/propose/",
    "finding-assess": lambda of: f"/findings/{of.other_finding.pk}/assess/",
    "questions": lambda _: "/questions/",
    "question": lambda _: "/questions/purpose/",
    "question-answer": lambda _: "/questions/purpose/answer/",
    "answer-withdraw": lambda of: f"/answers/{of.answer.pk}/withdraw/",
    "programme": lambda _: "/programme/",
    "replacements": lambda _: "/replacements/",
    "replacements-to-take": lambda _: "/replacements/to-take/",
    "replacements-plan": lambda of: f"/replacements/plan/?pick={of.replacement.pk}",
    "replacement": lambda of: f"/replacements/{of.replacement.pk}/",
    "replacement-gone": lambda of: f"/replacements/{of.inspected.replacement_id}/",
    "replacement-remove": lambda of: reverse("replacement-work", args=[of.replacement.pk, "removed"]),
    "replacement-back": lambda of: f"/replacements/{of.replacement.pk}/advance/triaged/",
    "replacement-except": lambda of: f"/replacements/{of.replacement.pk}/decide/excepted/",
    "replacement-plan": lambda of: f"/replacements/{of.replacement.pk}/plan/",
    "replacement-replacing": lambda of: f"/replacements/{of.replacement.pk}/replacing/",
    "replacement-terms": lambda of: f"/replacements/{of.replacement.pk}/terms/",
    "replacement-media": lambda of: f"/replacements/{of.inspected.replacement_id}/media/",
    "medium-add": lambda of: f"/replacements/{of.replacement.pk}/media/add/",
    "medium": lambda of: f"/media/{of.medium.pk}/",
    "medium-certify": lambda of: f"/media/{of.uncertified.pk}/certify/",
    "medium-hand-over": lambda of: f"/media/{of.medium.pk}/hand-over/",
    "mitigation-add": lambda of: f"/replacements/{of.replacement.pk}/mitigate/",
    "mitigation-review": lambda of: f"/mitigations/{of.mitigation.pk}/review/",
    "mitigation-end": lambda of: f"/mitigations/{of.mitigation.pk}/end/",
    "referral-add": lambda of: f"/replacements/{of.replacement.pk}/refer/",
    "referrals": lambda _: "/referrals/",
    "referral-answer": lambda of: f"/referrals/{of.referral.pk}/answer/",
    "inspections": lambda _: "/inspections/",
    "inspection": lambda of: f"/inspections/{of.inspection.pk}/",
    "inspection-draw": lambda _: "/inspections/draw/",
    "inspected-record": lambda of: f"/inspected/{of.waiting.pk}/record/",
    "inspected-withdraw": lambda of: f"/inspected/{of.inspected.pk}/withdraw/",
    "reports": lambda _: "/reports/",
    "report-new": lambda _: "/reports/new/",
    "report": lambda of: f"/reports/{of.report.pk}/",
    "report-status": lambda of: f"/reports/{of.status_report.pk}/",
    "report-sheets": lambda of: f"/reports/{of.sheets_report.pk}/",
    "plans": lambda _: "/plans/",
    "work-plan-new": lambda _: "/plans/new/",
    "work-plan": lambda of: f"/plans/{of.work_plan.pk}/",
    "work-plan-what-if": lambda of: f"/plans/{of.work_plan.pk}/what-if/",
    "work-plans-compared": lambda of: f"/plans/{of.work_plan.pk}/beside/{of.other_plan.pk}/",
    "work-plan-adopt": lambda of: f"/plans/{of.work_plan.pk}/adopt/",
    "prices": lambda of: f"/organisations/{of.organisation.pk}/prices/",
    "prices-bring": lambda of: f"/organisations/{of.organisation.pk}/prices/bring/",
    "price-edit": lambda of: f"/organisations/{of.organisation.pk}/prices/camera/",
    "programme-text": lambda of: f"/organisations/{of.organisation.pk}/programme/",
    "programme-write": lambda of: f"/organisations/{of.organisation.pk}/programme/write/",
    "programme-money": lambda of: f"/organisations/{of.organisation.pk}/programme/money/",
    "programme-crews": lambda of: f"/organisations/{of.organisation.pk}/programme/crews/",
    "programme-sites": lambda of: f"/organisations/{of.organisation.pk}/programme/sites/",
    "measures": lambda _: "/measures/",
    "measure": lambda _: "/measures/ca-qc/hikvision-dahua-order/",
    "second-factor": lambda _: "/account/2fa/",
    "sessions": lambda _: "/account/sessions/",
    "password": lambda _: "/account/password/change/",
    "account": lambda _: "/account/name/",
    "letters": lambda _: "/account/letters/",
    "webhooks": lambda _: "/webhooks/",
    "webhook-add": lambda _: "/webhooks/add/",
    "webhook": lambda of: f"/webhooks/{of.webhook.pk}/",
    "webhook-edit": lambda of: f"/webhooks/{of.webhook.pk}/edit/",
    "tokens": lambda _: "/account/tokens/",
    "people": lambda _: "/people/",
    "person": lambda one: f"/people/{one.person.pk}/",
    "invite": lambda _: "/people/invite/",
    "who-needs-a-second-factor": lambda _: "/people/second-factor/",
    "audit": lambda _: "/audit/",
    "totp": lambda _: "/account/2fa/totp/activate/",
    "key": lambda _: "/account/2fa/webauthn/add/",
    "surveys": lambda _: "/surveys/",
    "survey-new": lambda _: "/surveys/new/",
    "surveys-again": lambda _: "/surveys/again/",
    "survey": lambda furnished: f"/surveys/{furnished.survey.pk}/",
    "survey-unread": lambda furnished: f"/surveys/{furnished.survey.pk}/unread/",
    "survey-not-seen": lambda furnished: f"/surveys/{furnished.survey.pk}/not-seen/",
    "survey-kept": lambda furnished: f"/surveys/{furnished.survey.pk}/kept/",
    "surveyed": lambda furnished: f"/surveys/{furnished.survey.pk}/things/0/",
    "comments": lambda of: f"/comments/on/asset/{of.asset.pk}/",
    "comment-add": lambda of: f"/comments/on/asset/{of.asset.pk}/add/",
    "tasks": lambda _: "/tasks/",
    "task": lambda of: f"/tasks/{of.task.pk}/",
    "task-done": lambda of: f"/tasks/{of.done_task.pk}/",
    "task-edit": lambda of: f"/tasks/{of.task.pk}/edit/",
    "task-where": lambda _: "/tasks/add/",
    "keys": lambda _: "/keys/",
    "kept-lists": lambda _: "/saved/",
    "kept-add": lambda _: "/saved/add/?list=sites&tier=1",
    "kept-edit": lambda of: f"/saved/{of.kept_list.pk}/edit/",
    "kept-open": lambda of: f"/assets/?outcome=applies&saved={of.kept_list.pk}",
    "ledgers": lambda _: "/ledger/",
    "ledger": lambda of: f"/ledger/{of.ledger.pk}/",
    "ledger-verify": lambda of: f"/ledger/{of.ledger.pk}/verify/",
    "ledger-forget": lambda of: f"/ledger/{of.ledger.pk}/forget/",
    "ledger-forget-shown": lambda of: f"/ledger/{of.ledger.pk}/forget/?leaf=1",
    "ledger-state": lambda of: f"/ledger/states/{of.state.pk}/",
    "ledger-check": lambda of: f"/ledger/checks/{of.check.pk}/",
    "search": lambda _: "/search/?q=cam",
    "scopes": lambda _: "/surveys/scopes/",
    "scope-new": lambda _: "/surveys/scopes/new/",
    "scope": lambda of: f"/surveys/scopes/{of.look_scope.pk}/",
    "scope-signed": lambda of: f"/surveys/scopes/{of.signed_scope.pk}/",
    "scope-edit": lambda of: f"/surveys/scopes/{of.look_scope.pk}/edit/",
    "scope-decide": lambda of: f"/surveys/scopes/{of.look_scope.pk}/decide/",
    "scope-withdraw": lambda of: f"/surveys/scopes/{of.signed_scope.pk}/withdraw/",
    "bundle-new": lambda _: "/surveys/bundles/new/",
    "surveyed-conflict": lambda furnished: f"/surveys/{furnished.survey.pk}/things/1/",
    "field": lambda _: "/field/",
    "field-of-a-site": lambda of: f"/field/?site={of.site.pk}",
    "visit-add": lambda of: f"/field/assets/{of.asset.pk}/",
    "visit": lambda of: f"/field/visits/{of.visit.pk}/",
    "visit-of-a-label": lambda of: f"/field/visits/{of.label_visit.pk}/",
    "visit-confirm": lambda of: f"/field/visits/{of.label_visit.pk}/confirm/",
    "visit-move": lambda of: f"/field/visits/{of.label_visit.pk}/asset/?text=cam",
}
"""Name → address of every page that somebody signed in may see."""
OPEN_PAGES: Mapping[str, str] = {
    "sign-in": "/account/login/",
    "forgotten": "/account/password/reset/",
}


@contextmanager
def browser() -> Iterator[Browser]:
    """Start it."""
    # Playwright runs a loop of its own in this thread; Django would take it for one it must not block.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


def signed_in(page: Page, client: Client, address: str) -> Page:
    """Hand a browser the session of somebody signed in."""
    cookies = [
        {"name": name, "value": morsel.value, "url": address} for name, morsel in client.cookies.items()
    ]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    return page
