"""What does another process need, to answer as this one does?"""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

import orjson

import phaseout
from phaseout.domain.document import Choice
from phaseout.domain.facts import Context
from phaseout.domain.problem import RegisterError
from phaseout.register.named import with_institutions
from phaseout.register.query import Register
from phaseout.register.row import Row

FORMAT = 1


class Asked(NamedTuple):
    """Who asks which measures of which register, about which day."""

    register: Register
    context: Context
    as_of: date
    choice: Choice
    document: str = ""
    """The kind of document in which lines stand that say none themselves."""


@dataclass(frozen=True, slots=True)
class RulePack:
    """A register and a question put to it, as bytes that can be broadcast: some 300 kB.

    Compiled patterns are no part of it, since they suit one kind of processor only: each process takes
    them from its shelf or compiles them anew, in about a second.
    """

    data: bytes

    @classmethod
    def of(cls, register: Register, context: Context, as_of: date, *, choice: Choice | None = None) -> Self:
        """Pack a register, who asks, the day and which measures are asked (all, if not said).

        Raises:
            UsageError: the context names an institution that is none, or may be several.
        """
        choice = choice or Choice()
        content = {
            "format": FORMAT,
            "engine": phaseout.__version__,
            "register": register.content,
            "context": _packed(with_institutions(context, register)),
            "as_of": as_of.isoformat(),
            "only": choice.only,
            "exclude": choice.exclude,
        }
        return cls(zlib.compress(orjson.dumps(content)))

    def of_lines_in(self, document: str) -> Self:
        """Return the pack for lines that stand in such a document where they say none themselves.

        Args:
            document: in the words of ``order.document``; "" where nobody knows.
        """
        if not document:
            return self
        content = orjson.loads(zlib.decompress(self.data))
        return type(self)(zlib.compress(orjson.dumps({**content, "document": document})))

    @property
    def digest(self) -> str:
        """``sha256:…`` over what is asked of what, the version of this program included."""
        return f"sha256:{hashlib.sha256(zlib.decompress(self.data)).hexdigest()}"

    def open(self) -> Asked:
        """Return what was packed.

        Raises:
            RegisterError: it is no rule pack, or another version of this program made it.
        """
        try:
            content = orjson.loads(zlib.decompress(self.data))
        except (zlib.error, ValueError) as error:
            raise RegisterError(f"is no rule pack: {error}") from error
        packed = Row(content, "rule pack")
        made_by = packed.text("engine")
        if packed.number("format", 0) != FORMAT or made_by != phaseout.__version__:
            raise RegisterError(
                f"the rule pack was made by phaseout {made_by}; this is {phaseout.__version__}",
                remedy="install one version of phaseout on every machine that takes part",
            )
        register = Register(content["register"])
        return Asked(
            register,
            with_institutions(_unpacked(packed.row("context")), register),
            date.fromisoformat(packed.text("as_of")),
            Choice(only=packed.texts("only"), exclude=packed.texts("exclude")),
            packed.maybe("document") or "",
        )


def _packed(context: Context) -> dict[str, object]:
    """Return who asks, without sites and ties: a line of a table stands nowhere and joins nothing."""
    return {
        "roles": context.roles,
        "named": [institution.id for institution in context.institutions],
        "organisation": context.organisation,
        "country": context.country,
        "use": dict(context.use),
    }


def _unpacked(row: Row) -> Context:
    return Context(
        roles=row.texts("roles"),
        named=row.texts("named"),
        organisation=row.maybe("organisation"),
        country=row.maybe("country"),
        use={fact: row.row("use").texts(fact) for fact in row.row("use")},
    )
