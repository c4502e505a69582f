"""Does a rehearsal say how long a look lasts as people say it?"""

import pytest

from phaseout.cli.probe_words import lasting
from phaseout.report.language import Language


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (119, "119 s"), (120, "2 min"), (7_199, "119 min"), (7_200, "2 h 0 min"),
     (12_452, "3 h 27 min"), (4_000_000, "1,111 h 6 min")],
)  # fmt: skip
def test_what_is_long_is_said_in_minutes_and_hours(seconds: int, said: str) -> None:
    assert lasting(seconds, Language("en")) == said
