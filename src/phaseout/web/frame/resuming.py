"""What do apps put back that a worker left when it died?

An app says so on its ``AppConfig``: ``resumes = "phaseout.web.plans.services.resume_left_behind"``.
"""

from django.apps import apps
from django.utils.module_loading import import_string


def put_back() -> int:
    """Put back the jobs of every app that were left behind; return how many."""
    names = [name for config in apps.get_app_configs() if (name := getattr(config, "resumes", ""))]
    return sum(import_string(name)() for name in names)
