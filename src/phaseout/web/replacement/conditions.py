"""What must be so before a replacement moves? Questions to its facts; programs are told their names."""

from phaseout.web.findings.expiry import last_day
from phaseout.web.replacement.facts import Facts
from phaseout.web.replacement.names import is_same_name
from phaseout.web.replacement.vocabulary import Media, Replacing


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


def replacing_known(facts: Facts) -> bool:
    """Return whether it is known if what replaces it may be bought and used, or a reason says why anyway."""
    return not facts.is_unsettled or bool(facts.forbidden_reason)


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


def day_not_before_last_seen(facts: Facts) -> bool:
    """Return whether the day entered is none before something met it last."""
    on = facts.entered.on if facts.entered else None
    return on is not None and (facts.last_seen is None or on >= facts.last_seen)


def day_not_before_sanitising(facts: Facts) -> bool:
    """Return whether the day entered is none before the last of its media was sanitised, where it has any."""
    on = facts.entered.on if facts.entered else None
    return on is not None and (facts.sanitised_on is None or on >= facts.sanitised_on)


def person_named(facts: Facts) -> bool:
    """Return whether who did it was entered."""
    return bool(facts.entered and facts.entered.who)


def place_named(facts: Facts) -> bool:
    """Return whether it was entered where it went."""
    return bool(facts.entered and facts.entered.place)


def photo_or_reason(facts: Facts) -> bool:
    """Return whether a photograph was given, or a reason why there is none."""
    return bool(facts.entered and (facts.entered.photos or facts.entered.reason))


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
    is_named = is_same_name(facts.mover_name, facts.remover_name)
    return facts.mover not in facts.removers and not is_named


def another_proposed(facts: Facts) -> bool:
    """Return whether somebody proposed that it need not go, and that is another than who would decide it."""
    return bool(facts.proposers) and facts.mover not in facts.proposers


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
