"""How does an administrator run Django's own commands on the data of this server?"""

import os
import sys

from django.core.management import execute_from_command_line

from phaseout.web.data_folder import for_the_owner_alone

if __name__ == "__main__":
    for_the_owner_alone()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phaseout.web.settings")
    execute_from_command_line(["phaseout.web", *sys.argv[1:]])
