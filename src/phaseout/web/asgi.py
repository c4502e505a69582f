"""What does the server call for each request?"""

import os
from typing import cast

from django.core.wsgi import get_wsgi_application

from phaseout.web.lasting import hold
from phaseout.web.taking_in import Application, TakingIn
from phaseout.web.with_the_server import end_with_the_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phaseout.web.settings")
end_with_the_server()
application = TakingIn(cast("Application", get_wsgi_application()))
hold()
