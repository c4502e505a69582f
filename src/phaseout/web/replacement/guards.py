"""What guards the moves of a replacement? Each is one of the conditions, and a sentence that refuses."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phaseout.web.replacement import conditions
from phaseout.web.replacement.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Guard:
    """Something that must be so before a move. Each is itself alone: what it says depends on the reader."""

    is_met: Callable[[Facts], bool]
    refusal: str | Promise
    """What is missing, in a sentence that also says what is still needed."""
    is_entered: bool = False
    """Whether it is met by what is entered with the move, and not before."""

    @property
    def name(self) -> str:
        """As programs are told it."""
        return self.is_met.__name__.replace("_", "-")


REASON = Guard(is_met=conditions.reason_given, refusal=_("A reason must be written."), is_entered=True)
DAY = Guard(
    is_met=conditions.day_not_to_come, is_entered=True,
    refusal=_("The day on which it was done must be named, and must not lie ahead."),
)  # fmt: skip
WHO = Guard(is_met=conditions.person_named, refusal=_("Who did it must be named."), is_entered=True)
SHOWN = Guard(
    is_met=conditions.photo_or_reason, is_entered=True,
    refusal=_("A photograph must be given, or a reason written why there is none."),
)  # fmt: skip
MITIGATED = Guard(
    is_met=conditions.mitigation_in_force,
    refusal=_("A mitigation must be in force: begun, not ended, and its review not overdue."),
)
WITHIN = Guard(
    is_met=conditions.within_limit,
    refusal=_(
        "The judgement must have a last day, and that must lie within the time that an exception may last."
    ),
)
TERMS = (
    Guard(
        is_met=conditions.laydown_said, refusal=_("It must be said where all such equipment is laid down.")
    ),
    Guard(is_met=conditions.phase_out_said, refusal=_("A plan must be written by which it goes in the end.")),
)
EXCEPTED = Guard(
    is_met=conditions.excepted_by_judgement,
    refusal=_("On every finding that says that it must go, an exception must be decided and must count."),
)
GONE_SHOWN = (
    Guard(
        is_met=conditions.looked_since,
        refusal=_("A survey must have looked at its site on a day after the removal, without meeting it."),
    ),
    Guard(is_met=conditions.not_seen_since, refusal=_("Nothing may have met it since it was removed.")),
    Guard(
        is_met=conditions.second_person,
        refusal=_("Somebody else than who removed it, or recorded its removal, must do this."),
    ),
    Guard(
        is_met=conditions.not_found_by_inspection,
        refusal=_("No inspection since the removal may have met it, or something like it, there."),
    ),
)
AT_A_SITE = Guard(is_met=conditions.stands_at_a_site, refusal=_("It must be known at which site it stands."))
PACKAGE = Guard(is_met=conditions.package_and_month, refusal=_("A package and a month must be planned."))
FUNDING = Guard(is_met=conditions.funding_named, refusal=_("A funding line must be named."))
REPLACING = Guard(
    is_met=conditions.replacing_settled, refusal=_("It must be said what replaces it, or that nothing does.")
)
ALLOWED = Guard(
    is_met=conditions.replacing_allowed,
    refusal=_(
        "What replaces it must not be bought or used itself: another must be chosen, or a reason written."
    ),
)
KNOWN = Guard(
    is_met=conditions.replacing_known,
    refusal=_(
        "It must be known whether what replaces it may be bought and used, or a reason written why it is "
        "bought without that."
    ),
)
VISIT = Guard(is_met=conditions.visit_named, refusal=_("The day of the work must be named."))
MEDIA_SAID = Guard(
    is_met=conditions.media_said,
    refusal=_("Its storage media must be listed, or it must be said why it has none."),
)
MEDIA_SANITISED = Guard(
    is_met=conditions.every_medium_sanitised,
    refusal=_("Each of its storage media must be sanitised, with a whole certificate."),
)
AFTER_REMOVAL = Guard(
    is_met=conditions.day_not_before_removal,
    is_entered=True,
    refusal=_("It cannot be disposed of before it was removed."),
)
AFTER_SIGHTING = Guard(
    is_met=conditions.day_not_before_last_seen,
    is_entered=True,
    refusal=_("It cannot have been removed before it was last seen: its page says when that was."),
)
AFTER_SANITISING = Guard(
    is_met=conditions.day_not_before_sanitising,
    is_entered=True,
    refusal=_("It cannot be disposed of before its storage media were sanitised, and that verified."),
)
PLACE = Guard(is_met=conditions.place_named, refusal=_("It must be said where it went."), is_entered=True)
SURVEY_CHOSEN = Guard(
    is_met=conditions.survey_chosen,
    is_entered=True,
    refusal=_("One of these surveys must be named as the one relied on."),
)
DISPOSED = Guard(is_met=conditions.was_disposed_of, refusal=_("It must have been disposed of."))
VERIFIED = Guard(is_met=conditions.was_verified, refusal=_("Its removal must have been verified."))
RESTRICTED = Guard(
    is_met=conditions.restricted_by_judgement,
    refusal=_(
        "On a finding that says that it must go, a restricted use must be decided, and all "
        "others must be let off."
    ),
)
WAITS = Guard(
    is_met=conditions.referral_waits,
    refusal=_("A landlord or contractor must have been asked, and not have answered yet."),
)
CLEARED = Guard(
    is_met=conditions.nothing_says_so,
    refusal=_("No finding may say any more that it must go, be it excepted or not."),
)

PROPOSED = Guard(
    is_met=conditions.another_proposed,
    refusal=_("Somebody else than who proposed that it need not go must decide that."),
)


def unmet(guards: Iterable[Guard], facts: Facts) -> list[Guard]:
    """Return the guards that refuse a move.

    What is entered with a move refuses only once something is entered.
    """
    return [
        guard
        for guard in guards
        if not (guard.is_entered and facts.entered is None) and not guard.is_met(facts)
    ]


class RefusedError(Exception):
    """A move was refused by its guards."""

    def __init__(self, guards: Sequence[Guard]) -> None:
        super().__init__(" ".join(guard.name for guard in guards))
        self.guards = guards
