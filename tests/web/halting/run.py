"""Bring a database forward as ``phaseout serve`` does, with or without the app of a version to come.

Run as ``python -m web.halting.run old|new``.
"""

import sys

import click
from django.db.migrations.executor import MigrationExecutor

from phaseout.domain.problem import PhaseoutError
from phaseout.web import settings
from phaseout.web.commands.opening import opened
from web.halting.halting import halt

noted = MigrationExecutor.record_migration


def _noted(self: MigrationExecutor, migration) -> None:
    if migration.app_label == "halting":
        halt(f"before {migration.name} is noted")
    noted(self, migration)


def main(version: str) -> None:
    """Bring it forward."""
    if version == "new":
        settings.INSTALLED_APPS.append("web.halting.apps.HaltingConfig")
        MigrationExecutor.record_migration = _noted  # type: ignore[method-assign]
    with opened() as folder:
        from phaseout.web.commands.forward import bring_forward

        bring_forward(folder, lambda said: click.echo(said, err=True))


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except PhaseoutError as problem:
        sys.exit(problem.diagnosis())
