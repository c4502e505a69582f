"""What does the server call for each request?"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phaseout.web.settings")
application = get_wsgi_application()
