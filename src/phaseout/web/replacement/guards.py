"""What guards the moves of a replacement? Each is a question to the facts, and a sentence that refuses."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phaseout.web.findings.expiry import last_day
from phaseout.web.replacement.facts import Facts
from phaseout.web.replacement.vocabulary import Media, Replacing


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


def stands_at_a_site(facts: Facts) -> bool:
    """Return whether it is known at which site it stands."""
    return facts.stands_at_site


def mitigation_in_force(facts: Facts) -> bool:
    """Return whether a mitigation is in force."""
    return facts.mitigations > 0


def package_and_month(facts: Facts) -> bool:
    """Return whether a package and a month are planned."""
    return bool(facts.package) and facts.month is not None


def funding_named(facts: Facts) -> bool:
    """Return whether a funding line is named."""
    return bool(facts.funding)


def replacing_settled(facts: Facts) -> bool:
    """Return whether it is said what replaces it, or that nothing does."""
    return facts.replacing != Replacing.OPEN


def replacing_allowed(facts: Facts) -> bool:
    """Return whether what replaces it may be bought and used, or a reason says why all the same."""
    return not facts.is_forbidden or bool(facts.forbidden_reason)


def visit_named(facts: Facts) -> bool:
    """Return whether the day of the work is named."""
    return facts.visit is not None


def day_not_to_come(facts: Facts) -> bool:
    """Return whether a day was entered that does not lie ahead."""
    on = facts.entered.on if facts.entered else None
    return on is not None and on <= facts.today


def day_not_before_removal(facts: Facts) -> bool:
    """Return whether the day entered is none before the removal."""
    on = facts.entered.on if facts.entered else None
    return on is not None and facts.removed_on is not None and on >= facts.removed_on


def person_named(facts: Facts) -> bool:
    """Return whether who did it was entered."""
    return bool(facts.entered and facts.entered.who)


def place_named(facts: Facts) -> bool:
    """Return whether it was entered where it went."""
    return bool(facts.entered and facts.entered.place)


def photo_or_reason(facts: Facts) -> bool:
    """Return whether a photograph was given, or a reason why there is none."""
    return bool(facts.entered and (facts.entered.files or facts.entered.reason))


def reason_given(facts: Facts) -> bool:
    """Return whether a reason was entered."""
    return bool(facts.entered and facts.entered.reason)


def media_said(facts: Facts) -> bool:
    """Return whether its media are listed, or it is said that it has none."""
    return facts.media == Media.NONE or (facts.media == Media.LISTED and facts.media_listed > 0)


def every_medium_sanitised(facts: Facts) -> bool:
    """Return whether no listed medium is still to be sanitised."""
    return facts.media_open == 0


def was_disposed_of(facts: Facts) -> bool:
    """Return whether it was disposed of since it was removed."""
    return facts.is_disposed


def was_verified(facts: Facts) -> bool:
    """Return whether its removal was verified."""
    return facts.is_verified


def looked_since(facts: Facts) -> bool:
    """Return whether a survey looked at its site after the removal without meeting it."""
    return bool(facts.surveys)


def survey_chosen(facts: Facts) -> bool:
    """Return whether one of these surveys was named."""
    return bool(facts.entered and facts.entered.survey in facts.surveys)


def not_seen_since(facts: Facts) -> bool:
    """Return whether nothing met it after the removal."""
    return not facts.is_seen_since


def second_person(facts: Facts) -> bool:
    """Return whether who would do this is another than who removed it or recorded that."""
    is_named = bool(facts.mover_name) and facts.mover_name.casefold() == facts.remover_name.casefold()
    return facts.mover not in facts.removers and not is_named


def not_found_by_inspection(facts: Facts) -> bool:
    """Return whether the last inspection did not meet it."""
    return not facts.is_found_by_inspection


def excepted_by_judgement(facts: Facts) -> bool:
    """Return whether an exception lets off every finding on it."""
    return facts.must_go == 0 and facts.is_excepted


def restricted_by_judgement(facts: Facts) -> bool:
    """Return whether a restricted use lets off a finding on it, and none is left."""
    return facts.must_go == 0 and facts.is_restricted


def within_limit(facts: Facts) -> bool:
    """Return whether the judgements end, and soon enough."""
    until = facts.let_off_until
    return until is not None and facts.today <= until <= last_day(facts.today)


def laydown_said(facts: Facts) -> bool:
    """Return whether it is said where all such equipment is laid down."""
    return facts.has_laydown


def phase_out_said(facts: Facts) -> bool:
    """Return whether a plan says how it goes in the end."""
    return facts.has_phase_out


def referral_waits(facts: Facts) -> bool:
    """Return whether somebody was asked and has not answered."""
    return facts.referrals > 0


def nothing_says_so(facts: Facts) -> bool:
    """Return whether no finding says that it must go, let off or not."""
    return facts.must_go == 0 and not facts.is_excepted and not facts.is_restricted


REASON = Guard(is_met=reason_given, refusal=_("A reason must be written."), is_entered=True)
DAY = Guard(
    is_met=day_not_to_come, is_entered=True,
    refusal=_("The day on which it was done must be named, and must not lie ahead."),
)  # fmt: skip
WHO = Guard(is_met=person_named, refusal=_("Who did it must be named."), is_entered=True)
SHOWN = Guard(
    is_met=photo_or_reason, is_entered=True,
    refusal=_("A photograph must be given, or a reason written why there is none."),
)  # fmt: skip
MITIGATED = Guard(
    is_met=mitigation_in_force,
    refusal=_("A mitigation must be in force: begun, not ended, and its review not overdue."),
)
WITHIN = Guard(
    is_met=within_limit,
    refusal=_(
        "The judgement must have a last day, and that must lie within the time that an exception may last."
    ),
)
TERMS = (
    Guard(is_met=laydown_said, refusal=_("It must be said where all such equipment is laid down.")),
    Guard(is_met=phase_out_said, refusal=_("A plan must be written by which it goes in the end.")),
)
EXCEPTED = Guard(
    is_met=excepted_by_judgement,
    refusal=_("On every finding that says that it must go, an exception must be decided and must count."),
)
GONE_SHOWN = (
    Guard(
        is_met=looked_since,
        refusal=_("A survey must have looked at its site on a day after the removal, without meeting it."),
    ),
    Guard(is_met=not_seen_since, refusal=_("Nothing may have met it since it was removed.")),
    Guard(
        is_met=second_person,
        refusal=_("Somebody else than who removed it, or recorded its removal, must do this."),
    ),
    Guard(
        is_met=not_found_by_inspection,
        refusal=_("No inspection since the removal may have met it, or something like it, there."),
    ),
)
AT_A_SITE = Guard(is_met=stands_at_a_site, refusal=_("It must be known at which site it stands."))
PACKAGE = Guard(is_met=package_and_month, refusal=_("A package and a month must be planned."))
FUNDING = Guard(is_met=funding_named, refusal=_("A funding line must be named."))
REPLACING = Guard(
    is_met=replacing_settled, refusal=_("It must be said what replaces it, or that nothing does.")
)
ALLOWED = Guard(
    is_met=replacing_allowed,
    refusal=_(
        "What replaces it must not be bought or used itself: another must be chosen, or a reason written."
    ),
)
VISIT = Guard(is_met=visit_named, refusal=_("The day of the work must be named."))
MEDIA_SAID = Guard(
    is_met=media_said,
    refusal=_("Its storage media must be listed, or it must be said why it has none."),
)
MEDIA_SANITISED = Guard(
    is_met=every_medium_sanitised,
    refusal=_("Each of its storage media must be sanitised, with a whole certificate."),
)
AFTER_REMOVAL = Guard(
    is_met=day_not_before_removal,
    is_entered=True,
    refusal=_("It cannot be disposed of before it was removed."),
)
PLACE = Guard(is_met=place_named, refusal=_("It must be said where it went."), is_entered=True)
SURVEY_CHOSEN = Guard(
    is_met=survey_chosen,
    is_entered=True,
    refusal=_("One of these surveys must be named as the one relied on."),
)
DISPOSED = Guard(is_met=was_disposed_of, refusal=_("It must have been disposed of."))
VERIFIED = Guard(is_met=was_verified, refusal=_("Its removal must have been verified."))
RESTRICTED = Guard(
    is_met=restricted_by_judgement,
    refusal=_(
        "On a finding that says that it must go, a restricted use must be decided, and all "
        "others must be let off."
    ),
)
WAITS = Guard(
    is_met=referral_waits,
    refusal=_("A landlord or contractor must have been asked, and not have answered yet."),
)
CLEARED = Guard(
    is_met=nothing_says_so,
    refusal=_("No finding may say any more that it must go, be it excepted or not."),
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
