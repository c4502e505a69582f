"""What is asked where nobody owns a network yet: a town of emulated equipment on this machine?"""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from phaseout.domain.problem import SourceError
from phaseout.ledger.key import VerifierKey
from phaseout.probe.scope import Scope


class Asked(NamedTuple):
    """Who is to be asked, and by whose leave."""

    scope: Scope
    ranges: tuple[str, ...]
    closed: tuple[int, ...] = ()
    """Ports of the town that this user may not open; what stands behind them does not answer."""


@contextlib.contextmanager
def demonstrated(*, is_rehearsal: bool) -> Iterator[Asked]:
    """Yield the scope of a town that stands until the block ends, signed and read as every other.

    Of a rehearsal it does not stand: nothing is asked.

    Raises:
        SourceError: the ports of the town cannot be opened.
    """
    from phaseout.lab.demo import NETWORK, demo

    now = datetime.now(tz=UTC)
    with contextlib.ExitStack() as stack:
        try:
            shown = stack.enter_context(demo(now, stands=not is_rehearsal))
        except OSError as error:
            raise SourceError(
                f"the town cannot open its ports: {error.strerror or error}", where=NETWORK,
                remedy="end the other program that has them",
            ) from error  # fmt: skip
        yield Asked(Scope.read(shown.scope, [VerifierKey.of(shown.key)], now), (shown.network,), shown.closed)
