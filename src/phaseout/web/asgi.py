"""What does the server call for each request?"""

import os
from typing import cast

import django

from phaseout.web.frame.charset import Handler
from phaseout.web.lasting import hold
from phaseout.web.taking_in import Application, TakingIn
from phaseout.web.with_the_server import end_with_the_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phaseout.web.settings")
end_with_the_server()
django.setup(set_prefix=False)
application = TakingIn(cast("Application", Handler()))
hold()
