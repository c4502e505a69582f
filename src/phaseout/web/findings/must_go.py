"""Which findings say that an asset must go, and from when?"""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from phaseout.web.findings.effect import without_a_day
from phaseout.web.findings.own import AWAY, holding_acts
from phaseout.web.findings.recording import APPLIES, ranks_of
from phaseout.web.findings.reviewed import LETTING_OFF, Review, standing_at

COMES = "applies-from"


def says_so(outcome: str) -> Q:
    """Return the findings by which no thing may stay where it is, with an outcome, whatever people say."""
    return Q(rank=ranks_of(outcome)[0], act__in=holding_acts(), duty__in=AWAY)


def let_off(day: date) -> Q:
    """Return the findings that people refuted or excepted, where that counts on a day."""
    return reduce(or_, (standing_at(one, day) for one in LETTING_OFF))


def says_so_unrefuted(day: date) -> Q:
    """Return the findings that say so today or from a day to come on, excepted or not, and nobody refuted."""
    return (says_so(APPLIES) | says_so(COMES)) & ~standing_at(Review.REFUTED, day)


def must_go(day: date) -> Q:
    """Return the findings that say that their asset must go today, and are not let off on a day."""
    return says_so(APPLIES) & ~let_off(day)


def must_go_once(day: date) -> Q:
    """Return the findings that say so today or from a day to come on, and are not let off on a day."""
    return (says_so(APPLIES) | says_so(COMES)) & ~let_off(day)


def names_no_day(day: date) -> Q:
    """Return the findings that apply by a measure that is announced on a day, and names none of its own."""
    of_each = (Q(measure=measure) & ~Q(clause__in=dated) for measure, dated in without_a_day(day))
    return Q(outcome=APPLIES) & reduce(or_, of_each, Q(pk__in=()))


def must_be_gone(day: date) -> Q:
    """Return the findings by which their asset must be gone already on a day: a measure says since when."""
    return must_go(day) & ~names_no_day(day)
