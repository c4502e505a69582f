"""How does an administrator run Django's own commands on the data of this server?"""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phaseout.web.settings")
    execute_from_command_line(["phaseout.web", *sys.argv[1:]])
