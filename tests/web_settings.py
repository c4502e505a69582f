"""How is Django set up for tests? As it is served, with a folder and a key of their own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from phaseout.web.data_folder import DATA, prepared

_FOLDER = tempfile.mkdtemp(prefix="phaseout-web-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ[DATA] = _FOLDER
prepared(Path(_FOLDER))

from phaseout.web import settings as served  # noqa: E402

globals().update({name: getattr(served, name) for name in dir(served) if name.isupper()})
DATABASES = served.DATABASES
# Hashing a password as it should be takes a tenth of a second, and every test signs somebody in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # In a file, as it is served: in memory several threads lock one another out at once, whatever they wait.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_FOLDER) / "test.sqlite3")}
    # What a power cut would take is nothing a test looks at.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"
