"""Emulated devices for tests and demonstrations: each is a persona whose truth is stated."""

from phaseout.lab.persona import Persona, Truth
from phaseout.lab.persona_files import personas_of
from phaseout.lab.town import OpenTown, Town

__all__ = ["OpenTown", "Persona", "Town", "Truth", "personas_of"]
