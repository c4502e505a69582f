"""How many hosts may be asked at once, so that the rate is used and nobody waits?"""

from phaseout.probe.plan import AT_ONCE

_FEWEST = 8
_IN_HALF_A_SECOND = 2
_OTHER_FILES = 64
"""Files of the run itself: its output, its log, its datagram sockets."""


def hosts_at_once(in_all: int, open_files: int) -> int:
    """Return how many hosts may be asked at once where so many packets a second may leave in all.

    Args:
        in_all: packets a second.
        open_files: how many the system lets a process have, as each host may have a connection.

    Each has one packet, or none, that waits for its turn, so that none waits longer than about half a second:
    a connection that is open is not kept waiting. A silent host takes thirteen packets in five seconds, so
    this many are enough to use the rate.
    """
    most = min(AT_ONCE, open_files - _OTHER_FILES)
    return max(_FEWEST, min(most, in_all // _IN_HALF_A_SECOND))


def open_files() -> int:
    """Return how many files this process may have open, many where the system sets no limit."""
    try:
        import resource
    except ImportError:
        return AT_ONCE + _OTHER_FILES
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return AT_ONCE + _OTHER_FILES if soft == resource.RLIM_INFINITY else soft
