"""A price list, a programme, and two plans of an organisation: one as it is, one with more money."""

from collections.abc import Mapping
from types import SimpleNamespace

from phaseout.web.estate.models import Organisation
from phaseout.web.plans import services
from phaseout.web.plans.models import PriceVersion, ProgrammeVersion, WorkPlan
from phaseout.web.plans.services import running
from web.furnishing.replacement import WORKS, named_access
from web.furnishing.secret import SECRET

LINE = {
    "kind": "camera", "low": 600.0, "typical": 1000.0, "high": 1500.0, "running": 20.0, "hours": 2.0, "lead": 1,
    "price_date": "2026-05-01", "source": "standing offer",
}  # fmt: skip
LINES = (
    LINE,
    {**LINE, "kind": "recorder", "typical": 1400.0},
    {**LINE, "kind": "unknown", "low": 0.0, "high": 6000.0},
)


def programme_of(crew: str = "crew", amount: int = 3000, more: str = "") -> str:
    """Return a programme of a year and a half."""
    return (
        '[programme]\nstart = "2027-01"\nmonths = 18\nfiscal_year_starts = 4\ncarry_forward = 0.05\n'
        f'[[budget]]\nyear = 2026\namount = {amount}\n[[budget]]\nyear = 2027\namount = {amount}\n'
        f'# who goes there\n[[crew]]\nid = "{crew}"\nhours = 10\n{more}'
    )  # fmt: skip


def made(plan: WorkPlan) -> WorkPlan:
    """Return a plan as the job leaves it."""
    running.run(plan.pk)
    return WorkPlan.everything.get(pk=plan.pk)


def put(there: SimpleNamespace) -> Mapping[str, object]:
    home: Organisation = there.organisation
    access = named_access(home, f"Planner {SECRET}", *WORKS)
    lines = [{**line, "source": f"{line['source']} {SECRET}", "price_date": SECRET} for line in LINES]
    services.write_prices(access, home, 0, currency="CAD", lines=lines)
    services.write_programme(access, home, 0, programme_of(f"crew {SECRET}"))
    plan = made(services.ask_for_plan(access, home, moves=10))
    other = made(services.ask_for_plan(access, home, base=plan, what_if="budget=+20%"))
    assert (plan.state, other.state) == ("ready", "ready"), (plan.said, other.said)
    return {
        "work_plan": plan,
        "other_plan": other,
        "programme": ProgrammeVersion.everything.get(organisation=home),
        "prices": PriceVersion.everything.get(organisation=home),
    }


EXAMPLES = {
    **{
        name: lambda of: {"pk": of.work_plan.pk}
        for name in (
            "work-plan", "work-plan-progress", "work-plan-what-if", "work-plan-adopt", "work-plan-document",
            "work-plan-gantt", "work-plan-burndown",
        )
    },
    "work-plans-compared": lambda of: {"pk": of.work_plan.pk, "other": of.other_plan.pk},
    **{
        name: lambda of: {"pk": of.organisation.pk}
        for name in (
            "prices", "prices-bring", "programme-text", "programme-file", "programme-write", "programme-money",
            "programme-crews", "programme-sites",
        )
    },
    "price-edit": lambda of: {"pk": of.organisation.pk, "kind": "camera"},
}  # fmt: skip
