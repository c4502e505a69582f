"""Finds restricted surveillance and network equipment and says which legal measure applies, and why."""

__version__ = "0.1.0"
