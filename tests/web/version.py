"""Keeps what a version of the program wrote, for the versions to come: one of everything, as a backup.

python -m web.version        in tests/, once, when a version is released
"""

import os
import sys
from pathlib import Path

VERSIONS = Path(__file__).parents[1] / "fixtures" / "versions"
"""One backup of each version that was released, under its name."""


def main() -> None:
    """Write the backup of this version."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "web_settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from phaseout.web.backup.services import back_up
    from phaseout.web.frame.access import Role
    from web.conftest import somebody, two_organisations
    from web.examples import furnish

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    world = two_organisations()
    for role in Role:
        somebody(role, at=world.home)
    furnish(world.home)
    VERSIONS.mkdir(exist_ok=True)
    back_up(VERSIONS / f"{settings.VERSION}.zip", tell=lambda said: print(said, file=sys.stderr))


if __name__ == "__main__":
    main()
