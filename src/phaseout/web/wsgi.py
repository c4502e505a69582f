"""What does the server call for each request?"""

import os

from django.core.wsgi import get_wsgi_application

from phaseout.web.with_the_server import end_with_the_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phaseout.web.settings")
end_with_the_server()
application = get_wsgi_application()
