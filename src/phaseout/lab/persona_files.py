"""Which personas do the files of the laboratory describe?"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from phaseout.lab.persona import Account, Camera, Persona, Speech, Truth
from phaseout.lab.speeches import SPEECHES

FILES = ("hikvision", "dahua", "others", "bystanders", "impostors")
"""The files, without their endings. Hostile devices stand in ``hostile``, in no town unless asked for."""
_TRUTH = ("maker", "brand", "model", "serial", "firmware", "kind")


@cache
def personas_of(*files: str) -> tuple[Persona, ...]:
    """Return the personas of these files, or of all but the hostile, in their order.

    Raises:
        ValueError: a file says of a persona what no speech knows.
    """
    return tuple(persona for name in files or FILES for persona in _read(name))


def read(text: str) -> tuple[Persona, ...]:
    """Return the personas that a text in TOML describes."""
    return tuple(_persona(table) for table in tomllib.loads(text)["persona"])


def _read(name: str) -> tuple[Persona, ...]:
    return read((resources.files("phaseout.lab") / "personas" / f"{name}.toml").read_text("utf-8"))


def _persona(table: dict[str, Any]) -> Persona:
    given = dict(table)
    truth = Truth(**{key: given.pop(key) for key in _TRUTH if key in given})
    account = given.pop("account", None)
    return Persona(
        name=given.pop("name"),
        truth=truth,
        mac=given.pop("mac"),
        behind=tuple(_camera(camera) for camera in given.pop("behind", ())),
        account=Account(*account) if account else None,
        interfaces=given.pop("interfaces", 1),
        speeches=tuple(
            _speech(name, options)
            for name, said in given.items()
            for options in (said if isinstance(said, list) else [said])
        ),
    )


def _camera(table: dict[str, Any]) -> Camera:
    given = dict(table)
    truth = Truth(**{key: given.pop(key) for key in _TRUTH if key in given})
    return Camera(truth=truth, **given)


def _speech(name: str, options: Mapping[str, Any]) -> Speech:
    if name not in SPEECHES:
        raise ValueError(f"no protocol of the laboratory is called {name}")
    given = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value
        for key, value in options.items()
    }
    return SPEECHES[name](**given)
