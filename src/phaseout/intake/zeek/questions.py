"""Which names did each host ask for on its own account?

A name server asks for others: what it asked is no sign of what it is. Whether a host is one shows
only later in the log, so questions are kept until its end.
"""

from phaseout.intake.zeek.hosts import Hosts
from phaseout.intake.zeek.lines import Row

_MOST_HOSTS = 50_000
_MOST_NAMES = 512
_MOST_CHARACTERS = 48 << 20
_REVERSE = (".in-addr.arpa", ".ip6.arpa")


class Questions:
    """The names asked for, by asking host."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, Row]] = {}
        self._servers: set[str] = set()
        self._characters = 0
        self._beyond: dict[str, Row] = {}

    def ask(self, row: Row, host: str, name: str) -> None:
        """Enter a question."""
        name = name.rstrip(".")
        if not name or name.lower().endswith(_REVERSE):
            return
        names = self._names.get(host)
        if names is None:
            if len(self._names) >= _MOST_HOSTS:
                self._beyond.setdefault(f"names asked for by more than {_MOST_HOSTS} hosts", row)
                return
            names = self._names[host] = {}
        if name in names:
            return
        if len(names) >= _MOST_NAMES:
            self._beyond.setdefault(f"more than {_MOST_NAMES} names asked for by one host", row)
            return
        if self._characters > _MOST_CHARACTERS:
            self._beyond.setdefault(f"names of more than {_MOST_CHARACTERS} characters in all", row)
            return
        names[name] = Row(row.number, row.kind, {"ts": row.fields.get("ts", "")})
        self._characters += len(name)

    def serves(self, host: str) -> None:
        """Enter that a host answers such questions."""
        if len(self._servers) < _MOST_HOSTS:
            self._servers.add(host)

    def close(self, hosts: Hosts) -> None:
        """Enter the questions of those that ask for themselves."""
        for host, names in self._names.items():
            if host in self._servers:
                hosts.note(
                    next(iter(names.values())), f"{host} answers for names; what it asked for is not its own"
                )
                continue
            for name, row in names.items():
                hosts.see(row, host, "dns.query", name)
        for why, row in self._beyond.items():
            hosts.note(row, f"{why}: the further ones are not kept")
