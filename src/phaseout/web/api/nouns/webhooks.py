"""Which other programs are told of what happens, and what did they answer? To be kept by who keeps people."""

from datetime import datetime
from typing import Annotated

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field

from phaseout.web.api.call import Call, holds_secret, made, seen_version, shown
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.frame.access import Permission
from phaseout.web.frame.announcing.kinds import KINDS
from phaseout.web.frame.problems import ProblemError
from phaseout.web.notices.forms import KeptWebhookForm, NewWebhookForm
from phaseout.web.notices.models import Delivery, State, Webhook
from phaseout.web.notices.queries import deliveries_of, webhooks_kept
from phaseout.web.notices.services import webhooks as services

KEEP = Permission.KEEP_PEOPLE
NOUN = Noun("webhooks")
LIST, ONE = "/webhooks", "/webhooks/{int:pk}"
CHANGEABLE = ("name", "address", "kinds")


class WebhookIn(Sent):
    """An address of another program, and what it is to be told of."""

    organisation: int
    """It is told of what happens there and below."""
    name: str = Field(max_length=80)
    """What it is for."""
    address: str = Field(max_length=500)
    """Begins with https://, on a host that whoever runs the server allows."""
    kinds: list[Annotated[str, OneOf(*KINDS)]] = Field(max_length=100)
    """Such as ``survey.ready``: docs/web.md lists them. Each tells of what the token may read there."""


class WebhookChange(Sent):
    """What is to be another than it was; what is left out stays."""

    name: str = Field("", max_length=80)
    address: str = Field("", max_length=500)
    kinds: list[Annotated[str, OneOf(*KINDS)]] = Field([], max_length=100)


class WebhookOut(Schema):
    """An address of another program that is told of what happens in an organisation and below it."""

    id: int
    organisation: int
    name: str
    address: str
    kinds: list[Annotated[str, OneOf(*KINDS)]]
    is_open: bool
    why_closed: str
    """Empty where a person closed it; ``gone`` where the program said that it is no more."""
    former_until: datetime | None
    """Until when the secret before the last one signs as well."""
    waiting: int
    """Deliveries that wait to be sent."""
    given_up: int
    """Deliveries that nobody took."""
    last_tried: datetime | None
    made: datetime
    version: int


class WebhookWithSecret(WebhookOut):
    """A webhook with its secret, which is shown this once."""

    secret: str


class DeliveryOut(Schema):
    """A notice to a webhook, and what was answered to it last."""

    id: int
    webhook_id: str
    """As in the header ``webhook-id``: by it the receiver knows what comes twice."""
    kind: Annotated[str, OneOf(*KINDS, services.TEST)]
    """``test`` where somebody tried the webhook out."""
    made: datetime
    state: Annotated[str, OneOf(State)]
    tries: int
    tried: datetime | None
    next_try: datetime | None
    answer: str


def _whole(request: Call, pk: int) -> WebhookOut:
    row = _kept(request, pk)
    shown(request, row.version)
    return told(WebhookOut, row)


def _with_secret(request: Call, pk: int, secret: str) -> WebhookWithSecret:
    row = _kept(request, pk)
    shown(request, row.version)
    holds_secret(request)
    return told(WebhookWithSecret, row, secret=secret)


def _kept(request: Call, pk: int) -> Webhook:
    return get_object_or_404(webhooks_kept(request.access), pk=pk)


def _seen(request: Call, pk: int) -> Webhook:
    """Return one as the program saw it."""
    row = _kept(request, pk)
    seen_version(request, row.version)
    return row


@NOUN.lists(LIST, "api-webhooks", WebhookOut, needs=KEEP)
def webhooks(request: Call) -> object:
    """List the webhooks of organisations whose people you keep."""
    return page_of(request, webhooks_kept(request.access), lambda row: told(WebhookOut, row))


@NOUN.shows(ONE, "api-webhook", WebhookOut, needs=KEEP)
def webhook(request: Call, pk: int) -> object:
    """Show a webhook; its secret is not shown again."""
    return _whole(request, pk)


@NOUN.does(
    Operation(
        method="POST", path=LIST, name="api-webhooks", needs=KEEP, answers=WebhookWithSecret, status=201
    )
)
def add(request: Call, given: WebhookIn) -> object:
    """Add a webhook; the answer shows its secret, once."""
    form = NewWebhookForm(given.model_dump(), access=request.access)
    row, secret = services.add_webhook(request.access, **cleaned(form))
    made(request, f"/api/v1/webhooks/{row.pk}")
    return _with_secret(request, row.pk, secret)


@NOUN.does(
    Operation(method="PATCH", path=ONE, name="api-webhook", needs=KEEP, answers=WebhookOut, is_versioned=True)
)
def change(request: Call, pk: int, given: WebhookChange) -> object:
    """Change what a webhook is told of, and where."""
    row = _seen(request, pk)
    before = {name: getattr(row, name) for name in CHANGEABLE}
    facts = {**before, **given.model_dump(exclude_unset=True), "version": row.version}
    form = KeptWebhookForm(facts, access=request.access, organisation=row.organisation)
    services.change_webhook(request.access, row, **cleaned(form))
    return _whole(request, pk)


def _of(name: str, answers: type[Schema] = WebhookOut) -> Operation:
    return Operation(
        method="POST",
        path=f"{ONE}/{name}",
        name=f"api-webhook-{name}",
        needs=KEEP,
        answers=answers,
        is_versioned=True,
    )


@NOUN.does(_of("secret", WebhookWithSecret))
def secret(request: Call, pk: int) -> object:
    """Give a webhook another secret, shown once; the one before signs as well for a day."""
    return _with_secret(request, pk, services.change_secret(request.access, _seen(request, pk)))


@NOUN.does(_of("close"))
def close(request: Call, pk: int) -> object:
    """Close a webhook: it is told nothing any more, and what waits for it is given up."""
    services.open_or_close(request.access, _seen(request, pk), is_open=False)
    return _whole(request, pk)


@NOUN.does(_of("open"))
def open_again(request: Call, pk: int) -> object:
    """Open a webhook again."""
    services.open_or_close(request.access, _seen(request, pk), is_open=True)
    return _whole(request, pk)


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/trial",
        name="api-webhook-trial",
        needs=KEEP,
        answers=DeliveryOut,
        status=202,
    )
)
def try_out(request: Call, pk: int) -> object:
    """Have a trial sent; its delivery then says what was answered, and until then there is no other."""
    row = _kept(request, pk)
    if not row.is_open:
        raise ProblemError(409, _("It is closed: open it before you try it out."))
    try:
        return _delivery(services.try_out(request.access, row))
    except services.TrialWaitsError:
        raise ProblemError(409, _("A trial waits to be sent already: see its answer first.")) from None


@NOUN.lists(f"{ONE}/deliveries", "api-webhook-deliveries", DeliveryOut, needs=KEEP)
def deliveries(request: Call, pk: int) -> object:
    """List what a webhook was or is to be told, and what was answered; they are kept for 30 days."""
    return page_of(request, deliveries_of(_kept(request, pk)), _delivery)


def _delivery(row: Delivery) -> DeliveryOut:
    return told(DeliveryOut, row, webhook_id=row.header_id)
