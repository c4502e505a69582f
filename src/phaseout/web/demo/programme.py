"""How far is the invented department with what has to go? A few in each state but the last."""

from collections.abc import Mapping
from datetime import date, timedelta

from phaseout.web.estate.models import Asset
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Access, Role
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of
from phaseout.web.replacement import services
from phaseout.web.replacement.facts import Entered
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.vocabulary import LINE, Media, Replacing, State, Way

STARTED = 48
REACHED = (
    State.IN_SCOPE, State.TRIAGED, State.MITIGATED, State.PLANNED, State.FUNDED, State.SCHEDULED,
    State.REMOVED, State.DISPOSED,
)  # fmt: skip
"""In turn. Nothing is verified: no survey has looked since."""
PACKAGES = ("Ground floor", "Upper floors", "Outdoors")
MODEL = "AXIS P3265-LVE"
CREW = "Example Integrators, crew 2"
NO_PHOTOGRAPH = "No photographs may be taken in this area; the work order bears two signatures."
NO_MEDIA = "The camera has no slot for a card, as its data sheet says."


def programme(people: Mapping[Role, Person], today: date) -> None:
    """Take some of what has to go into the programme, and bring it on."""
    analyst, technician = access_of(people[Role.ANALYST]), access_of(people[Role.TECHNICIAN])
    applying = (
        Finding.objects.visible_to(analyst).filter(outcome="applies", asset__kind="camera").values("asset")
    )
    chosen = Asset.objects.visible_to(analyst).filter(pk__in=applying, site__isnull=False).order_by("pk")
    services.start(analyst, list(chosen.values_list("pk", flat=True)[:STARTED]))
    for number, row in enumerate(Replacement.objects.visible_to(analyst).order_by("pk")):
        reached = REACHED[number % len(REACHED)]
        _Course(analyst, technician, row.pk, today).until(reached, PACKAGES[number % len(PACKAGES)])


class _Course:
    """One replacement, brought on step by step as people would."""

    def __init__(self, analyst: Access, technician: Access, number: int, today: date) -> None:
        self._analyst, self._technician, self._number, self._today = analyst, technician, number, today

    @property
    def _row(self) -> Replacement:
        rows = Replacement.objects.visible_to(self._analyst).select_related("asset", "organisation")
        return rows.get(pk=self._number)

    def until(self, reached: State, package: str) -> None:
        """Bring it to a state of the line."""
        if LINE.index(reached) >= LINE.index(State.PLANNED):
            self._plan(package)
        for state in LINE[1 : LINE.index(reached) + 1]:
            self._prepare(state)
            by = self._technician if state in _WORK else self._analyst
            row = self._row
            services.move(by, row, row.version, state, self._entered(state))

    def _plan(self, package: str) -> None:
        row = self._row
        month = (self._today + timedelta(days=45)).replace(day=1)
        services.plan(
            self._analyst, row, row.version, package=package, month=month, funding="Capital 2026-27",
            visit=month + timedelta(days=9), blocker="", blocker_note="",
        )  # fmt: skip

    def _prepare(self, state: State) -> None:
        row = self._row
        if state == State.MITIGATED:
            services.mitigate(
                self._technician, row, way=Way.ISOLATED, since=self._today - timedelta(days=60),
                review=self._today + timedelta(days=120), residual=50, note="A network without a way out.",
            )  # fmt: skip
        elif state == State.PROCURED:
            services.say_replacing(
                self._analyst, row, row.version, replacing=Replacing.MODEL, asset=None, model=MODEL, reason=""
            )
        elif state == State.SANITISED:
            services.say_media(self._technician, row, row.version, media=Media.NONE, reason=NO_MEDIA)

    def _entered(self, state: State) -> Entered:
        if state not in (State.REMOVED, State.DISPOSED):
            return Entered()
        # Not earlier than the survey that met it: it would be shown as seen again.
        return Entered(
            on=self._today, who=CREW, reason=NO_PHOTOGRAPH,
            place="Example Recycling, transfer note 4711" if state == State.DISPOSED else "Store room 3",
        )  # fmt: skip


_WORK = (State.MITIGATED, State.REMOVED, State.SANITISED, State.DISPOSED)
"""What a technician records."""
