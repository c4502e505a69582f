"""Which faults keep a register or an overlay from answering?"""

from collections.abc import Iterable, Iterator

from phaseout.register.fault import Fault
from phaseout.register.known import NOTHING, Known
from phaseout.register.loading import Files
from phaseout.register.references import check_references
from phaseout.register.sense_address import check_addresses
from phaseout.register.sense_code import check_codes
from phaseout.register.sense_commodity import check_commodities
from phaseout.register.sense_grade import check_grades
from phaseout.register.sense_institution import check_institutions
from phaseout.register.sense_party import check_parties
from phaseout.register.sense_pattern import check_patterns
from phaseout.register.sense_status import check_status
from phaseout.register.sense_time import check_time
from phaseout.register.sense_vulnerability import check_vulnerabilities
from phaseout.register.sense_wording import check_wording
from phaseout.register.stand_in import STAND_IN


def check_fitness(files: Files, base: Known = NOTHING) -> Iterator[Fault]:
    """Yield the faults of shape, of reference and of sense that would make an answer wrong.

    A measure without its cases answers as well as before, so that cases are left to the check.
    ``base`` is what lies below an overlay.
    """
    yield from files.faults
    yield from written(_beyond_shape(files, base))


def written(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the faults of what somebody wrote, not of what stands in for what is missing or misspelt."""
    yield from (fault for fault in faults if STAND_IN not in fault.message)


def _beyond_shape(files: Files, base: Known) -> Iterator[Fault]:
    yield from check_references(files, base)
    yield from check_time(files)
    yield from check_status(files)
    yield from check_patterns(files, base)
    yield from check_addresses(files, base)
    yield from check_grades(files)
    yield from check_parties(files)
    yield from check_institutions(files, base)
    yield from check_codes(files)
    yield from check_vulnerabilities(files)
    yield from check_wording(files)
    yield from check_commodities(files)
