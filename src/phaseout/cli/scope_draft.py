"""What does a scope look like before somebody edits and signs it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from phaseout.domain.problem import UsageError
from phaseout.probe.scope import IN_ALL, PER_HOST, stamp
from phaseout.report.toml_text import toml_text

_TEXT = """\
# What may be asked on the network, and when. Read it, edit it, and have it signed: phaseout scope sign
# exclude = ["10.20.0.5", "10.20.9.0/24"]      # never asked: medical devices, controllers, lifts, alarms
# inquiries = ["sadp", "dhip"]                 # these open no connection; left out: what needs no account
# recorders = true                             # allow asking recorders with an account of yours

[scope]
id = {id}
owner = {owner}
approver = {approver}
made = {made}
expires = {expires}

[rate]                                         # packets a second
per-host = {per_host}
in-all = {in_all}

{ranges}
# [[window]]                                   # left out, at any hour
# days = ["mon", "tue", "wed", "thu", "fri"]
# from = "20:00"
# to = "05:00"                                 # of the next day
# timezone = "America/Toronto"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a scope when it is drafted."""

    id: str
    owner: str
    approver: str
    made: datetime
    expires: datetime
    networks: Sequence[str]
    site: str | None
    segment: str | None
    public_note: str | None

    def text(self) -> str:
        """Return it as TOML, with remarks on what else may stand in it.

        Raises:
            UsageError: a text has what no file can hold.
        """
        return _TEXT.format(
            id=_quoted(self.id),
            owner=_quoted(self.owner),
            approver=_quoted(self.approver),
            made=stamp(self.made),
            expires=stamp(self.expires),
            per_host=PER_HOST,
            in_all=IN_ALL,
            ranges="\n".join(map(self._range, self.networks)),
        )

    def _range(self, network: str) -> str:
        given = {
            "network": network, "site": self.site, "segment": self.segment, "public-note": self.public_note,
        }  # fmt: skip
        lines = [f"{key} = {_quoted(text)}\n" for key, text in given.items() if text is not None]
        return "".join(("[[range]]\n", *lines))


def _quoted(text: str) -> str:
    written = toml_text(text)
    if written is None:
        raise UsageError("has half of a surrogate pair", where=ascii(text))
    return written
