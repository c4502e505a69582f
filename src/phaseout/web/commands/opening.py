"""How does a command reach the data of the application?"""

import os
from pathlib import Path

from phaseout.web.data_folder import data_folder, prepared

SETTINGS = "phaseout.web.settings"


def opened() -> Path:
    """Return the folder of the data, made where it was missing, with Django ready to work on it."""
    folder = prepared(data_folder())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()
    return folder
