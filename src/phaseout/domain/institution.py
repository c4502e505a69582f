"""Which body is meant, which lists of the law name it, and which roles do they give it?"""

from dataclasses import dataclass

from phaseout.domain.cite import Cite, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One line of a list in the law that names the body."""

    role: str | None
    """The role the line gives; None where it adds none to what another list gives."""
    cite: tuple[Cite, ...]
    """The first says where the line stands; further ones argue for the role."""

    @property
    def place(self) -> str:
        """Where the line stands, as the register writes it: ``Schedule III, Part I``."""
        return self.cite[0].at or self.cite[0].source


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherNames:
    """Names a body also goes by, whatever their language, and how that is known."""

    names: tuple[str, ...]
    cite: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A public body that a list in the law names."""

    id: str
    name: Text
    """As the law gives it."""
    listed: tuple[Listing, ...]
    also: tuple[OtherNames, ...] = ()
    note: Text | None = None
    cite: tuple[Cite, ...] = ()
    """What the note rests on."""

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role its lists give, each once."""
        return tuple(dict.fromkeys(line.role for line in self.listed if line.role is not None))

    def evidence(self, role: str) -> tuple[str, ...]:
        """Return what shows that the body has a role, as the evidence of a reason."""
        return tuple(
            f"institution {self.id}, {'; '.join(_pinpoint(cite) for cite in line.cite)}"
            for line in self.listed
            if line.role == role
        )


def _pinpoint(cite: Cite) -> str:
    return f"{cite.at or cite.source} [{cite.grade.value}]"
